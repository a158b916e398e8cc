"""An imported text as values between HTML and Markdown: blocks, and what stands in their lines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What may be done to letters."""

    STRONG = "**"
    EMPHASIS = "*"
    CODE = "`"
    STRUCK = "~~"
    SUBSCRIPT = "sub"
    SUPERSCRIPT = "sup"


@dataclass(frozen=True, slots=True)
class Letters:
    """Text with the same marks and the same link target throughout."""

    text: str
    marks: frozenset[Mark] = frozenset()
    target: str = ""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line in the same paragraph."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its reference in the article, and where a click on it leads."""

    reference: str
    description: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class NoteSign:
    """The sign of a note at the end of the text, and what stood there."""

    name: str
    shown: str = ""


Inline = Letters | LineBreak | Picture | NoteSign


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text; a heading where ``level`` is 1 or more."""

    inlines: tuple[Inline, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item is blocks. The items of a loose one stand apart like paragraphs."""

    items: tuple[tuple[Block, ...], ...]
    is_numbered: bool
    start: int = 1
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class ListLine:
    """A paragraph that is meant as one item: ``level`` counts from 1; ``number`` is 0 for a bullet."""

    inlines: tuple[Inline, ...]
    level: int
    is_numbered: bool
    number: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """Blocks that somebody else said."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that keep their blanks, and the name of the language that they are written in."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first row is the header. Each column is "left", "center", "right" or ""."""

    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    alignments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note at the end of the text."""

    name: str
    inlines: tuple[Inline, ...]


Block = Paragraph | Listing | ListLine | Quote | Code | Table | Rule | Note
