"""Who changed an article while somebody had it open."""

from enum import Enum, auto


class Changer(Enum):
    """Who made the other text: another person, a sync program, or a change of many articles made here."""

    SOMEBODY = auto()
    SYNCING = auto()
    WITH_OTHERS = auto()
