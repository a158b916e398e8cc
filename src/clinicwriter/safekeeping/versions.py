"""Earlier versions of each article on this computer: compressed, each text once, and not more than fit."""

from __future__ import annotations

import hashlib
import re
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import RLock

from clinicwriter.safekeeping.damage import damaged_files, put_aside
from clinicwriter.safekeeping.errors import DamagedError, MissingError, NewerError, SaveError
from clinicwriter.safekeeping.sealing import Fact, Sealed, damaged, read_sealed, seal
from clinicwriter.safekeeping.writing import (
    is_there,
    list_files,
    make_folder,
    read_file,
    remove_file,
    write_file,
)

EXPORT = "export"
"""The reason of a version that went to the site: thinned out last."""

DAY_S = 24 * 3600
LIMIT_BYTES = 200_000_000
LIMIT_OF_ONE = 500
_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")


@dataclass(frozen=True, slots=True)
class Version:
    """One earlier text of an article; ``when`` in unix seconds, words counted against the one before."""

    article_id: str
    digest: str
    when: float
    reason: str
    size: int
    words_added: int
    words_removed: int


class VersionStore:
    """Keep versions of articles. Its state is its folder alone; it may be used from any thread.

    What is kept, for each article: everything of the last day, then the last version of each hour for a week,
    of each day for 90 days, of each week after that, and every export; at most 500, and the newest always.
    Where all articles together take more than ``limit_bytes`` on the disk, ``tidy`` lets the oldest go.
    """

    def __init__(
        self, folder: Path, *, limit_bytes: int = LIMIT_BYTES, clock: Callable[[], float] = time.time
    ) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes
        self._clock = clock
        self._one_at_a_time = RLock()

    def keep(self, article_id: str, data: bytes, reason: str, when: float | None = None) -> Version:
        """Keep a version; return it, or the newest one when that is the same text. Raises ``SaveError``.

        The same text exported is noted as an export.
        """
        with self._one_at_a_time:
            kept = self._load(article_id)
            newest = kept[-1] if kept else None
            version = self._new(article_id, data, reason, self._clock() if when is None else when, newest)
            if newest is not None and newest.digest == version.digest:
                if reason != EXPORT or newest.reason == EXPORT:
                    return newest
                version = replace(newest, reason=EXPORT)
                kept = kept[:-1]
            self._keep_text(version.digest, data)
            self._store(article_id, thinned([*kept, version], self._clock()))
            return version

    def versions(self, article_id: str) -> tuple[Version, ...]:
        """List the versions of an article, the newest first; an index that is damaged is put aside."""
        return tuple(reversed(self._load(article_id)))

    def read(self, version: Version) -> bytes:
        """Return the text of a version. Raises ``DamagedError`` where it is not what was kept."""
        path = self._text_file(version.digest)
        try:
            data = zlib.decompress(read_file(path))
        except zlib.error as error:
            raise damaged(path, str(error)) from error
        if _digest(data) != version.digest:
            raise damaged(path, "the checksum does not match")
        return data

    def move(self, old_id: str, new_id: str) -> None:
        """Take the versions along when an article gets another name. Raises ``SaveError``."""
        with self._one_at_a_time:
            moved = [replace(version, article_id=new_id) for version in self._load(old_id)]
            if not moved or old_id == new_id:
                return
            both = sorted([*self._load(new_id), *moved], key=lambda version: version.when)
            self._store(new_id, both)
            remove_file(self._index_file(old_id))

    def tidy(self) -> None:
        """Thin out, let the oldest go until all fit, remove texts that no version needs. Call it at start.

        While a damaged index lies aside, or one of a newer Clinic Writer is there, no text is removed: one of
        them may need it.
        """
        with self._one_at_a_time:
            everything, has_newer = self._read_all()
            known = {path: thinned(versions, self._clock()) for path, versions in everything.items()}
            for path, versions in self._fitting(known).items():
                if versions != everything[path]:
                    write_file(path, _seal(versions))
                known[path] = versions
            if not has_newer and not damaged_files(self._folder):
                self._sweep({version.digest for versions in known.values() for version in versions})

    def damaged(self) -> tuple[Path, ...]:
        """List the damaged indexes that were put aside."""
        return damaged_files(self._folder)

    def _new(self, article_id: str, data: bytes, reason: str, when: float, newest: Version | None) -> Version:
        before = b""
        if newest is not None:
            with suppress(SaveError):
                before = self.read(newest)
        added, removed = words_changed(_text(before), _text(data))
        return Version(article_id, _digest(data), when, reason, len(data), added, removed)

    def _keep_text(self, digest: str, data: bytes) -> None:
        path = self._text_file(digest)
        if self._is_whole(path, data):
            return
        make_folder(path.parent)
        write_file(path, zlib.compress(data, 6))

    def _is_whole(self, path: Path, data: bytes) -> bool:
        try:
            return zlib.decompress(read_file(path)) == data
        except (MissingError, zlib.error):
            return False

    def _load(self, article_id: str) -> list[Version]:
        path = self._index_file(article_id)
        return self._read_index(path) if is_there(path) else []

    def _read_index(self, path: Path) -> list[Version]:
        try:
            sealed = read_sealed(path)
            return [_version_of(row, sealed) for row in sealed.rows("versions")]
        except DamagedError:
            put_aside(path)
            return []

    def _read_all(self) -> tuple[dict[Path, list[Version]], bool]:
        """Return the versions by index, and whether a newer Clinic Writer has some of its own here."""
        found, has_newer = {}, False
        for path in list_files(self._folder, ".versions"):
            try:
                found[path] = self._read_index(path)
            except NewerError:
                has_newer = True
        return found, has_newer

    def _store(self, article_id: str, versions: list[Version]) -> None:
        write_file(self._index_file(article_id), _seal(versions))

    def _fitting(self, known: dict[Path, list[Version]]) -> dict[Path, list[Version]]:
        """Let the oldest go until all texts fit; the newest of each article stays."""
        sizes = {digest: _size_of(self._text_file(digest)) for digest in _digests(known.values())}
        uses = Counter(version.digest for versions in known.values() for version in versions)
        total = sum(sizes.values())
        oldest = sorted((v.when, str(path), path, v) for path, vs in known.items() for v in vs[:-1])
        gone: set[tuple[Path, Version]] = set()
        for _, _, path, version in oldest:
            if total <= self._limit_bytes:
                break
            gone.add((path, version))
            uses[version.digest] -= 1
            total -= 0 if uses[version.digest] else sizes[version.digest]
        return {path: [v for v in versions if (path, v) not in gone] for path, versions in known.items()}

    def _sweep(self, needed: set[str]) -> None:
        for folder in list_files(self._folder / "texts", ""):
            for path in list_files(folder, ".z"):
                if path.stem not in needed:
                    remove_file(path)

    def _index_file(self, article_id: str) -> Path:
        return self._folder / f"{_digest(article_id.encode('utf-8', 'surrogatepass'))[:32]}.versions"

    def _text_file(self, digest: str) -> Path:
        return self._folder / "texts" / digest[:2] / f"{digest}.z"


def words_changed(old: str, new: str) -> tuple[int, int]:
    """Count the words added and removed; a word that only moved is neither."""
    before, after = Counter(_WORD.findall(old)), Counter(_WORD.findall(new))
    return (after - before).total(), (before - after).total()


def thinned(versions: list[Version], now: float) -> list[Version]:
    """Leave out what the rule of ``VersionStore`` does not keep; the order stays, the oldest first."""
    slots: dict[tuple[str, int], int] = {}
    for number, version in enumerate(versions):
        slots[_slot(version, number, now)] = number
    kept = [versions[number] for number in sorted(slots.values())]
    spare = len(kept) - LIMIT_OF_ONE
    if spare <= 0:
        return kept
    by_worth = sorted(range(len(kept) - 1), key=lambda n: (kept[n].reason == EXPORT, kept[n].when))
    gone = set(by_worth[:spare])
    return [version for number, version in enumerate(kept) if number not in gone]


def _slot(version: Version, number: int, now: float) -> tuple[str, int]:
    age_s = now - version.when
    if version.reason == EXPORT or age_s <= DAY_S:
        return "one", number
    if age_s <= 7 * DAY_S:
        return "hour", int(version.when // 3600)
    if age_s <= 90 * DAY_S:
        return "day", int(version.when // DAY_S)
    return "week", int(version.when // (7 * DAY_S))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digests(lists: Iterable[list[Version]]) -> set[str]:
    return {version.digest for versions in lists for version in versions}


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _seal(versions: list[Version]) -> bytes:
    rows: list[Fact] = [asdict(version) for version in versions]
    return seal({"versions": rows})


def _version_of(row: object, sealed: Sealed) -> Version:
    assert isinstance(row, dict)
    try:
        return Version(
            article_id=str(row["article_id"]),
            digest=str(row["digest"]),
            when=float(row["when"]),
            reason=str(row["reason"]),
            size=int(row["size"]),
            words_added=int(row["words_added"]),
            words_removed=int(row["words_removed"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(sealed.path, "a row is wrong") from error
