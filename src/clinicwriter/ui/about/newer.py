"""What is said about newer versions of the program."""

from __future__ import annotations

from clinicwriter import __version__
from clinicwriter.ui.questions import Message


def message_of_kept_by_newer() -> Message:
    """Return what an older program says where a newer one keeps its drafts and settings."""
    return Message(
        "A newer Clinic Writer was used on this computer.",
        "Its drafts and settings are left just as they are, so you do not see them in this older version "
        f"({__version__}). Start the newer one to go on with them. What you write here is kept apart.",
    )
