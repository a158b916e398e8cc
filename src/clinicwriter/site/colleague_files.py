"""The small files in a site's ``.clinicwriter`` folder that colleagues have in common."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from clinicwriter.safekeeping import ChangedElsewhereError, MissingError, make_folder, read_file, write_file

COLLEAGUES_FOLDER: Final = ".clinicwriter"
_TRIES: Final = 8


def read_colleague_file(root: Path, name: str) -> bytes | None:
    """Return the bytes of a file there, ``None`` where there is none. Raises ``SaveError``."""
    return _read_if_there(root / COLLEAGUES_FOLDER / name)


def change_colleague_file(root: Path, name: str, change: Callable[[bytes | None], bytes]) -> bytes:
    """Change a file there as ``change_file_together`` does. Raises ``SaveError``."""
    return change_file_together(root / COLLEAGUES_FOLDER / name, change)


def change_file_together(file: Path, change: Callable[[bytes | None], bytes]) -> bytes:
    """Read a file, change it, and write it whole; where somebody was faster, do it anew on what is there.

    ``change`` gets what lies there now and returns what shall; the same bytes write nothing. Returns what
    lies there in the end. Raises ``SaveError``, also where it changed under each of eight tries.
    """
    for left in reversed(range(_TRIES)):
        before = _read_if_there(file)
        after = change(before)
        if after == before:
            return after
        try:
            make_folder(file.parent)
            write_file(file, after, expected=before)
        except ChangedElsewhereError:
            if not left:
                raise
        else:
            return after
    raise AssertionError


def _read_if_there(file: Path) -> bytes | None:
    try:
        return read_file(file)
    except MissingError:
        return None
