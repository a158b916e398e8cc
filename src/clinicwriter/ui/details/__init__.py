"""The form of an article's details, and its outline."""

from clinicwriter.ui.details.pane import DetailsPane
from clinicwriter.ui.details.source import DetailsSource, NoSource

__all__ = ["DetailsPane", "DetailsSource", "NoSource"]
