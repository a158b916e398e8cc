"""The editor: a page-like text with a formatting bar, over the true lines of the article."""

from clinicwriter.ui.editor.pane import EditorPane
from clinicwriter.ui.editor.structure import Heading

__all__ = ["EditorPane", "Heading"]
