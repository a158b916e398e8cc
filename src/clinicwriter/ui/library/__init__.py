"""The list of a site's articles and drafts."""

from clinicwriter.ui.library.finder import DraftText, Finder, Found, Source
from clinicwriter.ui.library.follower import Follower
from clinicwriter.ui.library.pane import LibraryPane
from clinicwriter.ui.library.rows import LibraryRow, RowFilter, RowOrder, RowState

__all__ = [
    "DraftText",
    "Finder",
    "Follower",
    "Found",
    "LibraryPane",
    "LibraryRow",
    "RowFilter",
    "RowOrder",
    "RowState",
    "Source",
]
