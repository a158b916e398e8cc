"""The open article given out for somebody to read and sign off: as a Word file and as a PDF."""

from clinicwriter.ui.sharing.flow import SharingFlow

__all__ = ["SharingFlow"]
