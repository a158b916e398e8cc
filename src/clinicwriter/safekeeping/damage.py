"""Where damaged files go: aside, under their name, never away; a newer program's stay where they are."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from clinicwriter.safekeeping.errors import SaveError
from clinicwriter.safekeeping.sealing import is_of_newer
from clinicwriter.safekeeping.writing import make_folder

FOLDER = "damaged"


def put_aside(path: Path) -> Path:
    """Move a damaged file into the folder beside it; return where it lies now, never raise.

    One that a newer program kept is not damaged, only not to be read here: it stays.
    """
    if is_of_newer(path):
        return path
    aside = path.parent / FOLDER / f"{time.time_ns()}-{path.name}"
    with suppress(OSError, SaveError):
        make_folder(aside.parent)
        path.rename(aside)
        return aside
    return path


def damaged_files(folder: Path) -> tuple[Path, ...]:
    """List what was put aside in a folder, the oldest first."""
    return tuple(sorted((folder / FOLDER).glob("*")))
