"""Settling what was changed twice in the same article: the places that differ, and their dialog."""

from clinicwriter.ui.settling.apart import without_base
from clinicwriter.ui.settling.changer import Changer
from clinicwriter.ui.settling.contested import BothSides, Contested

__all__ = ["BothSides", "Changer", "Contested", "without_base"]
