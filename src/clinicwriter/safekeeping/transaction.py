"""Several changes that belong together: as a value, as a kept file, and put in place."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from clinicwriter.safekeeping.errors import ChangedElsewhereError, plain_words
from clinicwriter.safekeeping.sealing import Fact, Sealed, damaged, is_index, seal
from clinicwriter.safekeeping.staging import Staged, clear_leftovers, flush_folder, patiently
from clinicwriter.safekeeping.writing import (
    check_expected,
    check_replaceable,
    make_folder,
    missing_folders,
    read_if_there,
    real_target,
    stage,
)


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file's bytes now and then; ``None`` is no file, so that ``after=None`` deletes."""

    path: Path
    before: bytes | None
    after: bytes | None

    @property
    def back(self) -> FileChange:
        """Return the change that undoes this one."""
        return FileChange(self.path, self.after, self.before)


class Progress(Enum):
    """How far one change has come on the disk."""

    WAITING = "waiting"
    DONE = "done"
    OTHER = "other"


def progress_of(change: FileChange) -> Progress:
    """Look at the disk. Raises ``SaveError`` where it cannot be read."""
    now = read_if_there(change.path)
    if now == change.after:
        return Progress.DONE
    return Progress.WAITING if now == change.before else Progress.OTHER


@dataclass(frozen=True, slots=True)
class Transaction:
    """Changes that are all made or none, with what is needed to go either way.

    ``modes`` are the permissions of the files that are there now, in the order of the changes.
    ``folders`` are those that the changes need and that are not there yet, the topmost first.
    ``draft_id`` is the draft that is written, ``bulk_id`` the larger change it is a part of; "" where none.
    """

    label: str
    changes: tuple[FileChange, ...]
    modes: tuple[int | None, ...]
    folders: tuple[Path, ...]
    process: int
    draft_id: str = ""
    bulk_id: str = ""

    @classmethod
    def prepare(
        cls, changes: Sequence[FileChange], label: str, draft_id: str = "", bulk_id: str = ""
    ) -> Transaction:
        """Check all that can be checked beforehand. Raises ``SaveError``; nothing was written then."""
        real = tuple(_checked(change) for change in changes)
        folders: list[Path] = []
        for change in real:
            if change.after is not None:
                with plain_words(change.path):
                    missing = missing_folders(change.path.parent)
                folders += [each for each in missing if each not in folders]
        modes = tuple(_mode_of(c.path) for c in real)
        return cls(label, real, modes, tuple(folders), os.getpid(), draft_id, bulk_id)

    def seal(self) -> bytes:
        """Return it as the bytes of a kept file."""
        parts: list[bytes] = []
        rows: list[Fact] = []
        for change, mode in zip(self.changes, self.modes, strict=True):
            before, after = _add(parts, change.before), _add(parts, change.after)
            rows.append({"path": str(change.path), "before": before, "after": after, "mode": mode})
        facts: dict[str, Fact] = {
            "label": self.label,
            "process": self.process,
            "draft_id": self.draft_id,
            "bulk_id": self.bulk_id,
        }
        return seal({**facts, "rows": rows, "folders": [str(folder) for folder in self.folders]}, parts)

    @classmethod
    def unseal(cls, sealed: Sealed) -> Transaction:
        """Read it back. Raises ``DamagedError``."""
        rows = sealed.rows("rows")
        modes = [row.get("mode") for row in rows]
        return cls(
            label=sealed.text("label"),
            changes=tuple(_change_of(row, sealed) for row in rows),
            modes=tuple(mode if isinstance(mode, int) else None for mode in modes),
            folders=tuple(Path(folder) for folder in sealed.texts("folders")),
            process=int(sealed.number("process")),
            draft_id=sealed.text_or_none("draft_id") or "",
            bulk_id=sealed.text_or_none("bulk_id") or "",
        )

    def progress(self) -> tuple[Progress, ...]:
        """Look how far each change has come. Raises ``SaveError`` where the disk cannot be read."""
        return tuple(progress_of(change) for change in self.changes)

    def complete(self) -> None:
        """Make every change that is still waiting. Raises ``SaveError`` on the first that cannot be made."""
        for folder in self.folders:
            make_folder(folder)
        apply(
            [c for c, state in zip(self.changes, self.progress(), strict=True) if state is Progress.WAITING]
        )

    def take_back(self) -> None:
        """Undo every change that was made, and remove the folders made for them. Raises ``SaveError``."""
        states = self.progress()
        done = [i for i, state in enumerate(states) if state is Progress.DONE]
        apply([self.changes[i].back for i in done], [self.modes[i] for i in done])
        remove_folders(self.folders)

    def clear_leftovers(self) -> None:
        """Take away the new files that its process left beside their targets."""
        for folder in {change.path.parent for change in self.changes}:
            clear_leftovers(folder, self.process)


def apply(changes: Sequence[FileChange], modes: Iterable[int | None] = ()) -> None:
    """Make all new files beside their targets, then put one after the other in place, then delete.

    Raises ``SaveError``; some may then be in place: the caller takes them back.
    """
    known = dict(zip((change.path for change in changes), modes, strict=False))
    staged: list[tuple[Staged, FileChange]] = []
    try:
        for change in changes:
            if change.after is not None:
                with plain_words(change.path):
                    staged.append(
                        (stage(change.path, change.after, change.before, known.get(change.path)), change)
                    )
        for new, change in staged:
            _place(new, change)
    finally:
        for new, _ in staged:
            new.discard()
    for change in changes:
        if change.after is None:
            _delete(change)
    for folder in {change.path.parent for change in changes}:
        with plain_words(folder):
            flush_folder(folder)


def remove_folders(folders: Sequence[Path]) -> None:
    """Remove the folders that are empty, the lowest first."""
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def _place(new: Staged, change: FileChange) -> None:
    with plain_words(change.path):
        check_expected(change.path, change.before)
        if change.before is not None:
            new.place()
            return
        try:
            new.place_where_none_is()
        except FileExistsError as error:
            raise ChangedElsewhereError.of(
                change.path, kept="What is in the file stays, and so does your text."
            ) from error


def _delete(change: FileChange) -> None:
    with plain_words(change.path):
        check_replaceable(change.path)
        check_expected(change.path, change.before)
        patiently(change.path.unlink)


def _checked(change: FileChange) -> FileChange:
    with plain_words(change.path):
        target = real_target(change.path.absolute())
        check_replaceable(target)
        if read_if_there(target) != change.before:
            raise ChangedElsewhereError.of(change.path, kept="Nothing was written, and your text stays.")
    return FileChange(target, change.before, change.after)


def _mode_of(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None


def _add(parts: list[bytes], data: bytes | None) -> int | None:
    if data is None:
        return None
    parts.append(data)
    return len(parts) - 1


def _change_of(row: dict[str, object] | object, sealed: Sealed) -> FileChange:
    assert isinstance(row, dict)
    path, before, after = row.get("path"), row.get("before"), row.get("after")
    if not isinstance(path, str) or not is_index(before) or not is_index(after):
        raise damaged(sealed.path, "a row is wrong")
    return FileChange(Path(path), sealed.part(before), sealed.part(after))
