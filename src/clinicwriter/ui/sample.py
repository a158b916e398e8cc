"""The sample clinic's site: copied to a person's documents at the first start, to try things out on."""

from __future__ import annotations

import shutil
from pathlib import Path

from clinicwriter.resources import resource_path
from clinicwriter.safekeeping import Places, SaveError

FOLDER_NAME = "Clinic Writer sample site"


def sample_folder(places: Places) -> Path:
    """Return where the sample site lies, or will lie."""
    return places.documents / FOLDER_NAME


def make_sample(places: Places) -> Path:
    """Return the sample site's folder, copied there where it is not there yet; nothing is written over.

    A documents folder that cannot be written gives way to the program's own. Raises ``SaveError``.
    """
    try:
        return _copy_to(sample_folder(places))
    except OSError:
        return _copy_to_own(places.data / FOLDER_NAME)


def _copy_to_own(target: Path) -> Path:
    try:
        return _copy_to(target)
    except OSError as error:
        raise SaveError(
            "The sample site could not be copied to your documents.",
            next_step="See whether the disk is full, or choose your own site.",
            details=str(error),
        ) from error


def _copy_to(target: Path) -> Path:
    if target.is_dir() and any(target.iterdir()):
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    # Copied beside and then put in place, so that a start that is cut short leaves no half a site.
    unfinished = target.with_name(f".{target.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(resource_path("sample-site"), unfinished, copy_function=shutil.copyfile)
    if target.is_dir():
        target.rmdir()
    unfinished.rename(target)
    return target
