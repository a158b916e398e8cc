"""Finding an action or an article by the words that come to mind: Ctrl+K."""

from clinicwriter.ui.palette.flow import PaletteFlow

__all__ = ["PaletteFlow"]
