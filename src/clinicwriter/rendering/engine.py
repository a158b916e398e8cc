"""The small interface behind which every Markdown engine stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Definitions:
    """What parts of a text define for all others, each by its name, in the text's order."""

    links: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    footnotes: dict[str, str] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)

    def add(self, others: Definitions) -> None:
        """Take in others that stand further down."""
        self.links.update(others.links)
        self.footnotes.update(others.footnotes)
        self.abbreviations.update(others.abbreviations)

    def __bool__(self) -> bool:
        return bool(self.links or self.footnotes or self.abbreviations)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text rendered on its own: raw HTML by top elements, and what other parts hang on.

    ``ids`` were given in it, ``notes`` are the footnotes that it refers to, each as often as it does.
    """

    elements: tuple[str, ...]
    ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    hangs_on_others: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Hold what the rest of a text means for a part: definitions, and the ids and notes that stand above."""

    definitions: Definitions = field(default_factory=Definitions)
    ids: Sequence[str] = ()
    notes: Sequence[str] = ()


class Engine(Protocol):
    """Render Markdown; the HTML is raw, and whoever shows or writes it sanitises it."""

    def render(self, lines: Sequence[str]) -> list[str]:
        """Render a whole text; return the HTML of its top elements in their order."""

    def render_part(self, lines: Sequence[str], around: Surroundings) -> Part:
        """Render lines of a text as if its other lines stood around them."""

    def definitions(self, lines: Sequence[str]) -> Definitions:
        """Return what some lines define for the others."""
