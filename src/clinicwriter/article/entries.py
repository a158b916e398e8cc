"""One detail in an article's front matter: its key, its value, and where both stand in the source."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from .charset import UTF_8, Charset
from .lines import line_start

Value = str | bool | tuple[str, ...]
"""What a detail can be set to: text, yes or no, a list of texts."""


class DateText(str):
    """A date as text: written without quotes where the form allows it."""

    __slots__ = ()


class Shape(StrEnum):
    """How a value is written in the source."""

    EMPTY = "empty"
    PLAIN = "plain"
    SINGLE = "single"
    DOUBLE = "double"
    LITERAL = "literal"
    FOLDED = "folded"
    FLOW = "flow"
    BLOCK = "block"
    OTHER = "other"
    """Nested or marked values: shown and kept, never rewritten."""


class Span(NamedTuple):
    """A piece of the source."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value; positions count characters of the front matter's own text.

    ``meaning`` is the whole value in a form that can be compared: an edit of one detail must leave
    the meaning of every other one alone. ``is_broken`` marks a value that no reader understands.
    """

    key: str
    text: str | None
    items: tuple[str, ...] | None
    key_start: int
    key_end: int
    value: Span
    shape: Shape
    meaning: Hashable = None
    item_spans: tuple[Span, ...] = ()
    item_shapes: tuple[Shape, ...] = ()
    is_broken: bool = False
    refusal: str = ""
    """Why this value cannot be rewritten; "" where it can."""
    holder: Entry | None = None
    """The entry of the whole that this one is a part of, as ``image`` holds ``image.path``."""

    @classmethod
    def missing(cls, key: str) -> Entry:
        """Return what stands for a detail that is not there yet."""
        return cls(key, None, None, 0, 0, Span(0, 0), Shape.EMPTY)

    def shape_beside(self, index: int) -> Shape:
        """Return how a new item beside this one is written: plain where any is, as quotes were needed."""
        return Shape.PLAIN if Shape.PLAIN in self.item_shapes else self.item_shapes[index]


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the front matter that was not understood, and what would mend it."""

    line: int
    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class Manners:
    """How new pieces of front matter are to be written. "" means: as the article itself does."""

    quote: str = ""
    always_quotes: bool = False
    list_style: str = ""
    line_end: str = "\n"
    charset: Charset = UTF_8


def last_entry(entries: Sequence[Entry], key: str) -> Entry | None:
    """Return the entry with a key, whatever its case; the last where there are several."""
    wanted = key.casefold()
    return next((entry for entry in reversed(entries) if entry.key.casefold() == wanted), None)


class Place(NamedTuple):
    """Where a new detail goes: after one entry, before one, or at the end."""

    after: Entry | None = None
    before: Entry | None = None


AT_END: Final = Place()


class FrontMatter(Protocol):
    """The front matter of one article, in one form: its details, and its source with one of them changed."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the details in the order of the file."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what was not understood; lines count from 1 within the front matter."""

    @property
    def lock(self) -> str:
        """Return why no detail can be changed, "" where they can."""

    def with_value(self, entry: Entry, value: Value, manners: Manners) -> str:
        """Return the source with one detail set to a value."""

    def with_new(self, key: str, value: Value, manners: Manners, place: Place) -> str:
        """Return the source with a new detail at a place."""

    def without(self, entry: Entry) -> str:
        """Return the source without one detail."""


def list_style(source: str, entry: Entry) -> str:
    """Return how a list is written: "flow", "block" or, without its indent, "zero"."""
    if entry.shape is Shape.FLOW:
        return "flow"
    column = entry.value.start - line_start(source, entry.value.start)
    return "block" if column > entry.key_start - line_start(source, entry.key_start) else "zero"


def splice(text: str, start: int, end: int, new: str) -> str:
    """Return a text with one piece replaced."""
    return text[:start] + new + text[end:]
