"""The dialog that shows an export's plan."""

from clinicwriter.ui.exporting.dialog import ExportDialog, PlanWords
from clinicwriter.ui.exporting.flow import PlannedExport
from clinicwriter.ui.exporting.view import FileView

__all__ = ["ExportDialog", "FileView", "PlanWords", "PlannedExport"]
