"""What each export replaced, kept for a day, so that it can be undone."""

from __future__ import annotations

import hashlib
import re
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from clinicwriter.safekeeping.damage import damaged_files, put_aside
from clinicwriter.safekeeping.errors import DamagedError, NewerError, SaveError, UndoRefusedError
from clinicwriter.safekeeping.journal import Recovery, Writer
from clinicwriter.safekeeping.sealing import Fact, Sealed, damaged, is_index, read_sealed, seal
from clinicwriter.safekeeping.transaction import FileChange, remove_folders
from clinicwriter.safekeeping.writing import (
    is_there,
    list_files,
    make_folder,
    read_if_there,
    remove_file,
    write_file,
)

KEPT_S = 24 * 3600
"""An export can be undone for a day."""

_NAME = re.compile(r"^\d+\.undo$")


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file of an export: what it held before, and the fingerprint of what it held then."""

    path: Path
    before: bytes | None
    after_print: str | None


@dataclass(frozen=True, slots=True)
class ExportEntry:
    """One export that can still be undone; ``draft_id`` is the draft that it wrote, "" where it was none.

    A change of many articles is noted in several parts with one ``bulk_id``, and is one entry all the same;
    ``part_ids`` are its parts, the oldest first.
    """

    entry_id: str
    label: str
    made_at: float
    files: tuple[ExportedFile, ...]
    folders: tuple[Path, ...]
    draft_id: str = ""
    bulk_id: str = ""
    part_ids: tuple[str, ...] = ()


class ExportLog:
    """Remember exports for a day. Its state is its folder on the disk alone; ``clock`` gives unix seconds."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock

    def record(
        self,
        changes: Sequence[FileChange],
        label: str,
        folders: Sequence[Path] = (),
        draft_id: str = "",
        bulk_id: str = "",
    ) -> ExportEntry | None:
        """Remember what was just exported; ``None`` when nothing was changed. Raises ``SaveError``.

        ``folders`` are those that ``Writer.write_all`` made: undoing removes them when they are empty again.
        The same export noted twice in a row, as after a kill, is one entry, the newer.
        What has the same ``bulk_id`` is one entry too, and is undone together.
        """
        real = [change for change in changes if change.before != change.after]
        if not real:
            return None
        make_folder(self._folder)
        newest = next(self._parts(), None)
        if not bulk_id or newest is None or newest.bulk_id != bulk_id:
            # Once for a change of many: it looks at all that is kept.
            self._forget_old()
        files = _files_of(real)
        same = list(takewhile(lambda entry: set(entry.files) == files, self._parts()))
        path = self._folder / f"{self._next_number():020d}.undo"
        about: dict[str, Fact] = {
            "label": label,
            "made_at": self._clock(),
            "draft_id": draft_id,
            "bulk_id": bulk_id,
        }
        write_file(path, _seal(about, real, folders), expected=None)
        for entry in same:
            self._forget(entry)
        return _unseal(read_sealed(path))

    def record_recovery(self, found: Recovery) -> ExportEntry | None:
        """Remember an export that a kill cut short and that was finished later. Raises ``SaveError``.

        One that was noted already, just before, stays as it is: somebody may be undoing it.
        """
        newest = next(self._parts(), None)
        if newest is not None and set(newest.files) == _files_of(
            c for c in found.changes if c.before != c.after
        ):
            return newest
        return self.record(found.changes, found.label, found.folders, found.draft_id, found.bulk_id)

    def damaged(self) -> tuple[Path, ...]:
        """List the damaged entries that were put aside."""
        return damaged_files(self._folder)

    def last(self) -> ExportEntry | None:
        """Return the newest export that is at most a day old and was not undone."""
        return next(iter(self.entries()), None)

    def entries(self) -> tuple[ExportEntry, ...]:
        """List the exports of the last day that were not undone, newest first. Damaged ones are put aside."""
        return tuple(entry for entry in _joined(self._parts()) if not self._is_old(entry))

    def writer_of(self, path: Path, before: bytes | None, now: bytes) -> ExportEntry | None:
        """Return the export of the last day that made a file that held ``before`` into what it holds now."""
        made = (path.absolute(), before, _print(now))
        for entry in self.entries():
            if any((file.path, file.before, file.after_print) == made for file in entry.files):
                return entry
        return None

    def wrote_all(self, entry: ExportEntry) -> bool:
        """Say whether every file of an export is still as the export left it. Raises ``SaveError``."""
        return not _changed_since(_look_at(entry))

    def refusal(self, entry: ExportEntry) -> str:
        """Say why this export cannot be undone any more; empty when it can be. Raises ``SaveError``."""
        return self._refusal(entry, _look_at(entry))

    def _refusal(self, entry: ExportEntry, looks: Sequence[_Look]) -> str:
        if self._is_old(entry) or not all(is_there(path) for path in self._paths_of(entry)):
            return "This export can no longer be undone: that works for one day, and once."
        changed = _changed_since(looks)
        if not changed:
            return ""
        names = "“" + "”, “".join(changed[:3]) + "”" + (" and others" if len(changed) > 3 else "")
        return f"This export can no longer be undone because {names} changed since."

    def undo(self, entry: ExportEntry, writer: Writer) -> tuple[FileChange, ...]:
        """Put back all files as they were before the export, or none; return what was changed.

        Raises ``UndoRefusedError`` when a file changed since or the day is over, or another ``SaveError``.
        """
        # Read once: what was looked at is what may be replaced, and nothing that comes after the look.
        looks = _look_at(entry)
        refusal = self._refusal(entry, looks)
        if refusal:
            raise UndoRefusedError(
                refusal,
                kept="Nothing was changed.",
                next_step="The history of the article still has the earlier text.",
            )
        changes = tuple(FileChange(file.path, now, file.before) for file, now in looks)
        writer.write_all(changes, f"Undo: {entry.label}")
        remove_folders(entry.folders)
        self._forget(entry)
        return changes

    def _paths_of(self, entry: ExportEntry) -> list[Path]:
        return [self._folder / f"{part_id}.undo" for part_id in entry.part_ids]

    def _forget(self, entry: ExportEntry) -> None:
        for path in self._paths_of(entry):
            remove_file(path)

    def _parts(self) -> Iterator[ExportEntry]:
        """Read what is kept, the newest first, each by itself. Damaged ones are put aside."""
        for path in sorted(self._paths(), reverse=True):
            try:
                yield _unseal(read_sealed(path))
            except DamagedError:
                put_aside(path)
            except NewerError:
                continue

    def _paths(self) -> list[Path]:
        return [path for path in list_files(self._folder, ".undo") if _NAME.match(path.name)]

    def _next_number(self) -> int:
        # Counted, not timed: a clock that is set back must not change the order.
        return max((int(path.stem) for path in self._paths()), default=0) + 1

    def _is_old(self, entry: ExportEntry) -> bool:
        return not -KEPT_S <= self._clock() - entry.made_at <= KEPT_S

    def _forget_old(self) -> None:
        for entry in _joined(self._parts()):
            if self._is_old(entry):
                with suppress(SaveError):
                    self._forget(entry)


_Look = tuple[ExportedFile, bytes | None]
"""A file of an export, and what it holds now."""


def _joined(parts: Iterable[ExportEntry]) -> list[ExportEntry]:
    """Return the parts of a change of many as one entry; it is as old as its oldest part."""
    found: dict[str, ExportEntry] = {}
    for part in parts:
        name = part.bulk_id or part.entry_id
        later = found.get(name)
        found[name] = part if later is None else _with_part(later, part)
    return list(found.values())


def _with_part(entry: ExportEntry, older: ExportEntry) -> ExportEntry:
    return replace(
        entry,
        made_at=min(entry.made_at, older.made_at),
        files=older.files + entry.files,
        folders=older.folders + entry.folders,
        part_ids=older.part_ids + entry.part_ids,
    )


def _look_at(entry: ExportEntry) -> list[_Look]:
    return [(file, read_if_there(file.path)) for file in entry.files]


def _changed_since(looks: Iterable[_Look]) -> list[str]:
    return [file.path.name for file, now in looks if _print(now) != file.after_print]


def _print(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def _files_of(changes: Iterable[FileChange]) -> set[ExportedFile]:
    return {ExportedFile(c.path.absolute(), c.before, _print(c.after)) for c in changes}


def _seal(about: dict[str, Fact], changes: Sequence[FileChange], folders: Sequence[Path]) -> bytes:
    parts: list[bytes] = []
    rows: list[Fact] = []
    for change in changes:
        index = None
        if change.before is not None:
            index = len(parts)
            parts.append(zlib.compress(change.before))
        rows.append({"path": str(change.path.absolute()), "before": index, "after": _print(change.after)})
    return seal({**about, "rows": rows, "folders": [str(folder) for folder in folders]}, parts)


def _unseal(sealed: Sealed) -> ExportEntry:
    return ExportEntry(
        entry_id=sealed.path.stem,
        label=sealed.text("label"),
        made_at=sealed.number("made_at"),
        files=tuple(_file_of(row, sealed) for row in sealed.rows("rows")),
        folders=tuple(Path(folder) for folder in sealed.texts("folders")),
        draft_id=sealed.text_or_none("draft_id") or "",
        bulk_id=sealed.text_or_none("bulk_id") or "",
        part_ids=(sealed.path.stem,),
    )


def _file_of(row: object, sealed: Sealed) -> ExportedFile:
    assert isinstance(row, dict)
    path, before, after = row.get("path"), row.get("before"), row.get("after")
    if not isinstance(path, str) or not is_index(before) or not (after is None or isinstance(after, str)):
        raise damaged(sealed.path, "a row is wrong")
    packed = sealed.part(before)
    return ExportedFile(Path(path), None if packed is None else zlib.decompress(packed), after)
