"""The window at work: each module joins what concerns one thing, and the desk makes them all."""

from clinicwriter.ui.desk.desk import Desk
from clinicwriter.ui.desk.telling import Telling

__all__ = ["Desk", "Telling"]
