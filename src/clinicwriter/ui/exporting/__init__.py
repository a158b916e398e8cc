"""The dialog that shows an export's plan."""

from clinicwriter.ui.exporting.dialog import ExportDialog, Scrim

__all__ = ["ExportDialog", "Scrim"]
