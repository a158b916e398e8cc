"""Faults of the disk while the site is read, in words for the person at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clinicwriter.safekeeping import BusyError, DriveGoneError, NoPermissionError, SaveError, kind_of

from .errors import ExportError, SiteError

_WORDS: dict[type[SaveError], tuple[str, str]] = {
    DriveGoneError: (
        "The drive does not answer: {name} could not be read.",
        "See whether the drive or the network is connected, then try again.",
    ),
    BusyError: (
        "Another program is using {name}, for example a virus scanner or a sync program.",
        "Try again in a moment.",
    ),
    NoPermissionError: (
        "You have no permission to read {name}.",
        "Ask the person who looks after your computers.",
    ),
}
_OTHERWISE = ("{name} could not be read.", "Try again in a moment. If it stays so, have the drive looked at.")
_NO_NAME = "a file of the site"


@contextmanager
def reading_site() -> Iterator[None]:
    """Let no error of the system out of the block, or out of the function that this decorates.

    Raises ``SiteError`` in its place.
    """
    try:
        yield
    except OSError as error:
        happened, next_step = _words(error)
        raise SiteError(
            happened, kept="Nothing in the site was changed.", next_step=next_step, details=str(error)
        ) from error


@contextmanager
def reading_for_plan() -> Iterator[None]:
    """Do as ``reading_site`` where an export, or another change, is planned. Raises ``ExportError``."""
    try:
        yield
    except OSError as error:
        happened, next_step = _words(error)
        raise ExportError(happened, next_step=next_step, details=str(error)) from error


def _words(error: OSError) -> tuple[str, str]:
    """Return what happened and what to do."""
    happened, next_step = _WORDS.get(kind_of(error), _OTHERWISE)
    name = f"“{Path(error.filename).name}”" if isinstance(error.filename, str) else _NO_NAME
    words = happened.format(name=name)
    return words[0].upper() + words[1:], next_step
