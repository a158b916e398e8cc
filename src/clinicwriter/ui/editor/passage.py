"""A place, a selection and an edit in the article's lines, as values without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """A point between two characters; lines and columns count from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected: from where it was begun to where the cursor stands."""

    anchor: Place
    head: Place

    @classmethod
    def at(cls, line: int, column: int) -> Selection:
        """Return a cursor without a selection."""
        return cls(Place(line, column), Place(line, column))

    @property
    def start(self) -> Place:
        """Return the earlier end."""
        return min(self.anchor, self.head)

    @property
    def end(self) -> Place:
        """Return the later end."""
        return max(self.anchor, self.head)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is selected."""
        return self.anchor == self.head

    @property
    def last_line(self) -> int:
        """Return the last line that is meant: not one whose very beginning alone is reached."""
        if self.end.column == 0 and self.end.line > self.start.line:
            return self.end.line - 1
        return self.end.line


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines ``first`` to ``first + removed - 1`` become ``inserted``; then ``selection`` is selected."""

    first: int
    removed: int
    inserted: tuple[str, ...]
    selection: Selection

    def apply(self, lines: Sequence[str]) -> list[str]:
        """Return all lines as they are after the edit."""
        return [*lines[: self.first], *self.inserted, *lines[self.first + self.removed :]]

    def inverse(self, lines: Sequence[str], selection: Selection) -> Edit:
        """Return the edit that takes this one back, given the lines and the selection from before it."""
        before = tuple(lines[self.first : self.first + self.removed])
        return Edit(self.first, len(self.inserted), before, selection)
