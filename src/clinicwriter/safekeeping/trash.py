"""What was thrown away, kept until the person empties the trash."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from clinicwriter.safekeeping.damage import damaged_files, put_aside
from clinicwriter.safekeeping.draft import Draft, draft_file, draft_pictures, new_draft_id
from clinicwriter.safekeeping.errors import DamagedError, MissingError, NewerError, SaveError, plain_words
from clinicwriter.safekeeping.sealing import Sealed, damaged, read_sealed, seal, unseal
from clinicwriter.safekeeping.staging import patiently
from clinicwriter.safekeeping.writing import (
    is_there,
    list_files,
    make_folder,
    read_file,
    real_target,
    remove_file,
    write_file,
)

_RESTORED = re.compile(r"^(.*) \(restored(?: \d+)?\)$")


@dataclass(frozen=True, slots=True)
class TrashEntry:
    """One thing in the trash: a file that lay at ``path``, or the draft ``draft_id``."""

    entry_id: str
    label: str
    thrown_at: float
    path: Path | None = None
    draft_id: str | None = None


class Trash:
    """Keep what was thrown away. Its state is its folder; ``drafts`` is the folder of the ``DraftStore``."""

    def __init__(
        self, folder: Path, drafts: Path | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self._folder = folder
        self._drafts = drafts or folder.parent / "drafts"
        self._clock = clock

    def put_file(self, path: Path, label: str) -> TrashEntry:
        """Move a file into the trash: kept here first, then deleted there. Raises ``SaveError``."""
        target = _real(path)
        data = read_file(target)
        entry = self.put_copy(target, data, label)
        try:
            remove_file(target, expected=data)
        except BaseException:
            remove_file(self._file(entry))
            raise
        return entry

    def put_copy(self, path: Path, data: bytes, label: str) -> TrashEntry:
        """Keep a copy of a file that somebody else is about to delete at ``path``. Raises ``SaveError``."""
        entry = TrashEntry(self._new_id(), label, self._clock(), path=path.absolute())
        self._keep(entry, seal(_facts(entry), [data]))
        return entry

    def put_draft(self, draft: Draft) -> TrashEntry:
        """Take a draft into the trash, with its pictures; whoever holds the draft removes it there."""
        entry = TrashEntry(self._new_id(), draft.title, self._clock(), draft_id=draft.draft_id)
        self._keep(entry, seal(_facts(entry), [draft.seal()]))
        self._move_pictures(draft_pictures(self._drafts, draft.draft_id), self._pictures(entry))
        return entry

    def entries(self) -> tuple[TrashEntry, ...]:
        """List what lies in the trash, the last thrown first. Damaged entries are put aside."""
        found = []
        for path in list_files(self._folder, ".trash"):
            try:
                found.append(_entry_of(read_sealed(path)))
            except DamagedError:
                put_aside(path)
            except (NewerError, MissingError):  # the latter: brought back since the list was read
                continue
        return tuple(sorted(found, key=lambda entry: (entry.thrown_at, entry.entry_id), reverse=True))

    def damaged(self) -> tuple[Path, ...]:
        """List the damaged entries that were put aside."""
        return damaged_files(self._folder)

    def read(self, entry: TrashEntry) -> bytes:
        """Return the bytes of a file in the trash, or of a draft's article, to be looked at."""
        if entry.draft_id is not None:
            return self._draft(entry).article
        return self._content(entry)

    def restore(self, entry: TrashEntry) -> Path | Draft:
        """Bring it back; return the file's place, or the draft, which then lies among the drafts.

        Never overwrites: where something lies already, the file gets " (restored)" in its name, and the draft
        a new ``draft_id``. Raises ``SaveError``; what was in the trash is then still there.
        """
        if not is_there(self._file(entry)):
            raise SaveError(
                f"“{entry.label or 'The article'}” is not in the trash any more.",
                kept="Nothing was changed.",
                next_step="It may be back already: look for it in the list of articles.",
            )
        back: Path | Draft = (
            self._restore_file(entry) if entry.draft_id is None else self._restore_draft(entry)
        )
        self._remove(entry)
        return back

    def delete(self, entry: TrashEntry) -> None:
        """Delete one entry for good, unless it is gone already. Raises ``SaveError``."""
        self._remove(entry)
        with plain_words(self._pictures(entry), kept=""), suppress(FileNotFoundError):
            shutil.rmtree(self._pictures(entry))

    def empty(self) -> int:
        """Delete everything in the trash for good; return how many there were. Raises ``SaveError``."""
        entries = self.entries()
        for entry in entries:
            self.delete(entry)
        return len(entries)

    def _restore_file(self, entry: TrashEntry) -> Path:
        assert entry.path is not None
        path = _free_place(entry.path)
        data = self._content(entry)
        make_folder(path.parent)
        write_file(path, data, expected=None)
        return path

    def _restore_draft(self, entry: TrashEntry) -> Draft:
        draft = self._draft(entry)
        if is_there(draft_file(self._drafts, draft.draft_id)) or is_there(
            draft_pictures(self._drafts, draft.draft_id)
        ):
            draft = replace(draft, draft_id=new_draft_id())
        make_folder(self._drafts)
        write_file(draft_file(self._drafts, draft.draft_id), draft.seal(), expected=None)
        self._move_pictures(self._pictures(entry), draft_pictures(self._drafts, draft.draft_id))
        return draft

    def _draft(self, entry: TrashEntry) -> Draft:
        return Draft.unseal(unseal(self._content(entry), self._file(entry)))

    def _content(self, entry: TrashEntry) -> bytes:
        content = read_sealed(self._file(entry)).part(0)
        if content is None:
            raise damaged(self._file(entry), "nothing in it")
        return content

    def _keep(self, entry: TrashEntry, data: bytes) -> None:
        make_folder(self._folder)
        try:
            write_file(self._file(entry), data, expected=None)
        except MissingError:  # somebody tidied the folder away just then
            make_folder(self._folder)
            write_file(self._file(entry), data, expected=None)

    def _remove(self, entry: TrashEntry) -> None:
        with suppress(MissingError):
            remove_file(self._file(entry))

    def _new_id(self) -> str:
        return f"{int(self._clock() * 1000)}-{secrets.token_hex(4)}"

    def _file(self, entry: TrashEntry) -> Path:
        return self._folder / f"{entry.entry_id}.trash"

    def _pictures(self, entry: TrashEntry) -> Path:
        return self._folder / f"{entry.entry_id}.pictures"

    def _move_pictures(self, source: Path, target: Path) -> None:
        if not source.is_dir():
            return
        make_folder(target.parent)
        with plain_words(source, kept="The pictures are where they were."):
            patiently(lambda: source.rename(target))


def _real(path: Path) -> Path:
    with plain_words(path):
        target = real_target(path)
        if not target.is_file():
            raise MissingError.of(path)
        return target


def _facts(entry: TrashEntry) -> dict[str, str | float | None]:
    return {
        "label": entry.label,
        "thrown_at": entry.thrown_at,
        "path": None if entry.path is None else str(entry.path),
        "draft_id": entry.draft_id,
    }


def _entry_of(sealed: Sealed) -> TrashEntry:
    path, draft_id = sealed.text_or_none("path"), sealed.text_or_none("draft_id")
    if (path is None) == (draft_id is None) or not sealed.parts:
        raise damaged(sealed.path, "neither a file nor a draft")
    return TrashEntry(
        entry_id=sealed.path.stem,
        label=sealed.text("label"),
        thrown_at=sealed.number("thrown_at"),
        path=None if path is None else Path(path),
        draft_id=draft_id,
    )


def _free_place(path: Path) -> Path:
    place, number = path, 1
    stem = (_RESTORED.match(path.stem) or ["", path.stem])[1]
    while is_there(place) or place.is_symlink():
        place = path.with_name(f"{stem} (restored{'' if number == 1 else f' {number}'}){path.suffix}")
        number += 1
    return place
