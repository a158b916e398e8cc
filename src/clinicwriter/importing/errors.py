"""Why a file cannot be imported, in words for the person at the desk."""

from __future__ import annotations

from clinicwriter.errors import ClinicWriterError

KEPT = "Nothing was changed."


class ImportingError(ClinicWriterError):
    """A file cannot be made an article."""
