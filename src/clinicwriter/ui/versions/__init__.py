"""The time line of an article: its earlier versions, what lies between them, and the way back."""

from clinicwriter.ui.versions.dialog import VersionsDialog

__all__ = ["VersionsDialog"]
