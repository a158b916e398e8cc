"""What the program says about itself: its version, what is inside it, and newer versions."""

from clinicwriter.ui.about.newer import message_of_kept_by_newer

__all__ = ["message_of_kept_by_newer"]
