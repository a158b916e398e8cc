"""Which format the kept files have, so that an older program leaves alone what a newer one keeps."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from clinicwriter.safekeeping.errors import SaveError
from clinicwriter.safekeeping.places import Places
from clinicwriter.safekeeping.writing import make_folder, read_file, write_file

KEPT_FORMAT = 1
"""Goes up by one when a program could not read, or would spoil, what the one before it keeps."""
FILE_NAME = "format.txt"
_LINE = re.compile(rb"Clinic Writer format (\d{1,9})\b")


@dataclass(frozen=True, slots=True)
class SettledPlaces:
    """Where this program keeps things; ``newer_format`` is set where it stepped aside for a newer one."""

    places: Places
    newer_format: int | None = None


def settle_places(places: Places, known_format: int = KEPT_FORMAT) -> SettledPlaces:
    """Mark the places as this program's, or step aside into folders of its own inside them.

    Files without a mark, and those of an older format, are taken over as they are. Those of a newer format
    are neither read nor written. A folder that cannot be written is no reason not to start.
    """
    found = _format_of(places)
    if found > known_format:
        own = f"format-{known_format}"
        aside = replace(places, data=places.data / own, settings=places.settings / own)
        _mark(aside, known_format)
        return SettledPlaces(aside, newer_format=found)
    _mark(places, known_format)
    return SettledPlaces(places)


def _format_of(places: Places) -> int:
    """Return the format that the files in these places have; the first programs wrote no mark."""
    with suppress(SaveError):
        if written := _LINE.match(read_file(places.data / FILE_NAME)):
            return int(written[1])
    return 1


def _mark(places: Places, known_format: int) -> None:
    line = f"Clinic Writer format {known_format}\n".encode("ascii")
    path = places.data / FILE_NAME
    with suppress(SaveError):
        if _is_marked(path, line):
            return
        make_folder(path.parent)
        write_file(path, line)


def _is_marked(path: Path, line: bytes) -> bool:
    with suppress(SaveError):
        return read_file(path) == line
    return False
