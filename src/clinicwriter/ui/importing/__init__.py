"""Files from elsewhere in the window: chosen, dropped or pasted, and what was lost said calmly."""

from clinicwriter.ui.importing.dropping import FileDrops
from clinicwriter.ui.importing.flow import ImportFlow
from clinicwriter.ui.importing.pasting import PasteFlow

__all__ = ["FileDrops", "ImportFlow", "PasteFlow"]
