"""Settling what two people changed in the same article: the places that both changed, and their dialog."""

from clinicwriter.ui.settling.apart import without_base
from clinicwriter.ui.settling.contested import BothSides, Contested

__all__ = ["BothSides", "Contested", "without_base"]
