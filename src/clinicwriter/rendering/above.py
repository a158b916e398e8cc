"""What stands above a part of a text: the ids and notes that it counts on from."""

from __future__ import annotations

from collections.abc import Sequence

from .parts import LivePart


class Above:
    """The ids and notes of the parts above one; gathered when asked for, and then kept up (state: both)."""

    def __init__(self, parts: Sequence[LivePart] = ()) -> None:
        self._waiting = list(parts)
        self._ids: list[str] = []
        self._notes: list[str] = []

    def add(self, part: LivePart) -> None:
        """Take in one part more."""
        self._waiting.append(part)

    def ids(self) -> Sequence[str]:
        """Return the ids, in the text's order."""
        self._gather()
        return self._ids

    def notes(self) -> Sequence[str]:
        """Return the footnotes referred to, each as often as it is."""
        self._gather()
        return self._notes

    def _gather(self) -> None:
        for part in self._waiting:
            self._ids += part.ids
            self._notes += part.notes
        self._waiting.clear()
