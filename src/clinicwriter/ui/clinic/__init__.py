"""The dialog with the clinic's own facts."""

from clinicwriter.ui.clinic.dialog import ClinicDialog

__all__ = ["ClinicDialog"]
