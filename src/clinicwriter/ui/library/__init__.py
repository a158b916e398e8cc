"""The list of a site's articles and drafts."""

from clinicwriter.ui.library.pane import LibraryPane
from clinicwriter.ui.library.rows import LibraryRow, RowFilter, RowOrder, RowState

__all__ = ["LibraryPane", "LibraryRow", "RowFilter", "RowOrder", "RowState"]
