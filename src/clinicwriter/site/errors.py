"""What may go wrong with a site and with an export, in words for the person at the desk."""

from clinicwriter.errors import ClinicWriterError


class SiteError(ClinicWriterError):
    """A folder is no site, or something in the site cannot be read or used."""


class SettingsError(SiteError):
    """The site's ``clinicwriter.toml`` cannot be read."""


class ExportError(ClinicWriterError):
    """An export is refused: nothing was written."""

    def __init__(self, happened: str, *, next_step: str = "", details: str = "") -> None:
        super().__init__(happened, kept="Nothing was written.", next_step=next_step, details=details)


class NoClinicError(ExportError):
    """Say that the clinic's facts, which every article's footer is made of, were never told."""


class PageTakenError(ExportError):
    """Say that a page which somebody made by hand has the web address; an article may take its place."""
