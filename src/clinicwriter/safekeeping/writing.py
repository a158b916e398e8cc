"""Whole-file reading and saving: a file holds its old bytes or its new ones, never anything else."""

from __future__ import annotations

import errno
import os
import stat
from enum import Enum
from pathlib import Path
from typing import Final

from clinicwriter.safekeeping.errors import (
    ChangedElsewhereError,
    HardLinkError,
    MissingError,
    NoPermissionError,
    NotAFileError,
    ReadOnlyFileError,
    SaveError,
    plain_words,
)
from clinicwriter.safekeeping.staging import Staged, clear_leftovers, flush_folder, patiently


class Anything(Enum):
    """The type of ``ANYTHING``."""

    ANYTHING = "anything"


ANYTHING: Final = Anything.ANYTHING
"""Whatever lies there may be replaced."""

Expected = bytes | None | Anything

IN_PLACE = "The new text is in the file, but a power cut just now could still bring back the old one."


class FileState(Enum):
    """How a file compares with the bytes that were read from it."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    UNREADABLE = "unreadable"


def read_file(path: Path) -> bytes:
    """Read a whole file, waiting a while for a program that holds it. Raises ``SaveError``."""
    with plain_words(path, kept=""):
        return patiently(path.read_bytes)


def read_if_there(path: Path) -> bytes | None:
    """Read a whole file; ``None`` when there is none. Raises ``SaveError`` for every other trouble."""
    try:
        return read_file(path)
    except MissingError:
        return None


def compare_file(path: Path, base: bytes | None) -> FileState:
    """Compare a file with what it was when it was read (``None``: it was not there). Never raises."""
    try:
        now = read_if_there(path)
    except SaveError:
        return FileState.UNREADABLE
    if now == base:
        return FileState.SAME
    return FileState.GONE if now is None else FileState.CHANGED


def write_file(path: Path, data: bytes, *, expected: Expected = ANYTHING) -> None:
    """Put these bytes in place, whole or not at all.

    A link is followed and its target replaced; mode, owner and extended attributes stay where the system
    allows. ``expected`` are the bytes that must still lie there, ``None`` that nothing may: compared right
    before the replace, ``ChangedElsewhereError`` otherwise. A read-only file and one with several hard links
    are refused.
    Raises ``SaveError``; the file is then as before, except where the error says otherwise.
    """
    with plain_words(path):
        target = real_target(path)
        clear_leftovers(target.parent)
        staged = stage(target, data, expected)
        try:
            check_expected(target, expected)
            staged.place()
        finally:
            staged.discard()
    with plain_words(path, kept=IN_PLACE):
        flush_folder(target.parent)


def stage(target: Path, data: bytes, expected: Expected = ANYTHING, mode: int | None = None) -> Staged:
    """Make the new file beside its target after every check that can be made beforehand.

    ``mode`` is for a file that is not there now but was before. Raises ``SaveError`` and ``OSError``.
    """
    model = check_replaceable(target)
    check_expected(target, expected)
    return Staged(target, data, model, mode)


def real_target(path: Path) -> Path:
    """Follow a link to the file that it means. Raises ``OSError`` for links that go round in a circle."""
    if not path.is_symlink():
        return path
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return target


def check_replaceable(target: Path) -> os.stat_result | None:
    """Refuse what must not be replaced; return what the file looks like, ``None`` when there is none."""
    try:
        model = os.stat(target)  # noqa: PTH116  (tests stand between here)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(model.st_mode):
        raise NotAFileError.of(target)
    if not model.st_mode & 0o222:
        raise ReadOnlyFileError.of(target)
    if not os.access(target, os.W_OK):
        raise NoPermissionError.of(target)
    if model.st_nlink > 1:
        raise HardLinkError.of(target)
    return model


def check_expected(target: Path, expected: Expected) -> None:
    """Raise ``ChangedElsewhereError`` unless the file is what it is expected to be."""
    if isinstance(expected, Anything):
        return
    if read_if_there(target) != expected:
        raise ChangedElsewhereError.of(target, kept="What is in the file stays, and so does your text.")


def remove_file(path: Path, *, expected: Expected = ANYTHING) -> None:
    """Delete a file, by the same rules as ``write_file`` replaces one. Raises ``SaveError``."""
    with plain_words(path):
        target = real_target(path)
        check_replaceable(target)
        check_expected(target, expected)
        patiently(target.unlink)
        flush_folder(target.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, and see to it that they outlive a power cut. Raises ``SaveError``."""
    with plain_words(folder, kept=""):
        for each in missing_folders(folder):
            each.mkdir(exist_ok=True)
            flush_folder(each.parent)


def list_files(folder: Path, suffix: str) -> list[Path]:
    """List the files of a folder with this suffix, by name; none for no folder. Raises ``SaveError``."""
    with plain_words(folder, kept=""):
        try:
            with os.scandir(folder) as entries:
                return sorted(Path(entry.path) for entry in entries if entry.name.endswith(suffix))
        except FileNotFoundError:
            return []


def is_there(path: Path) -> bool:
    """Say whether a file is there. Raises ``SaveError`` where that cannot be told."""
    with plain_words(path, kept=""):
        return path.exists()


def missing_folders(folder: Path) -> list[Path]:
    """List the folders that are not there yet, the topmost first, down to this one."""
    missing: list[Path] = []
    while not folder.is_dir() and folder != folder.parent:
        missing.insert(0, folder)
        folder = folder.parent
    return missing
