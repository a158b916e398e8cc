"""The dialog with what was thrown away."""

from clinicwriter.ui.trash.dialog import TrashDialog

__all__ = ["TrashDialog"]
