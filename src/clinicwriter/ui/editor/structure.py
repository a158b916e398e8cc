"""What kind of line a line of an article is: heading, list item, quote, table row, fence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FENCE = re.compile(r"^(?:[ \t]*>)*[ \t]*(?P<mark>`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})(?:[ \t]+|$)")
_CLOSING_MARKS = re.compile(r"[ \t]+#+[ \t]*$")
_HEADING_ID = re.compile(r"[ \t]*\{#?[^{}]*\}[ \t]*$")
_QUOTE = re.compile(r"^(?: {0,3}> ?)+")
_ITEM = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+(?=\S)|[ \t]?)(?P<text>.*)$", re.DOTALL
)
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ROW = re.compile(r"^ {0,3}\|.*\|[ \t]*$")


_LONGEST_HEADING = 1000


@dataclass(frozen=True, slots=True)
class Item:
    """A list item's line: ``quote`` and ``indent`` before its mark, ``gap`` after it, then its text."""

    quote: str
    indent: str
    mark: str
    gap: str
    text: str

    @property
    def is_numbered(self) -> bool:
        """Say whether the item has a number."""
        return self.mark[0].isdigit()

    @property
    def number(self) -> int:
        """Return the item's number, 0 for a bullet."""
        return int(self.mark[:-1]) if self.is_numbered else 0

    @property
    def depth(self) -> int:
        """Return the width of the indent, a tab counting as four."""
        return len(self.indent.expandtabs(4))

    @property
    def prefix(self) -> str:
        """Return everything before the text."""
        return f"{self.quote}{self.indent}{self.mark}{self.gap}"

    def with_number(self, number: int) -> str:
        """Return the line with another number."""
        return f"{self.quote}{self.indent}{number}{self.mark[-1]}{self.gap}{self.text}"


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the article: its level (1 to 6), its words and its line, counted from 0."""

    level: int
    text: str
    line: int


def heading_level(line: str) -> int:
    """Return the level of a heading's line, 0 for any other."""
    found = _HEADING.match(line)
    return len(found["marks"]) if found else 0


def heading_prefix(line: str) -> str:
    """Return a heading's marks and the blanks after them."""
    found = _HEADING.match(line)
    return found[0] if found else ""


def quote_prefix(line: str) -> str:
    """Return the marks of a quote at the beginning of the line."""
    found = _QUOTE.match(line)
    return found[0] if found else ""


def read_item(line: str) -> Item | None:
    """Read the line as a list item, ``None`` when it is none."""
    if is_rule(line):
        return None
    quote = quote_prefix(line)
    found = _ITEM.match(line[len(quote) :])
    if found is None or (found["text"] and not found["gap"]):
        return None
    return Item(quote, found["indent"], found["mark"], found["gap"], found["text"])


def is_rule(line: str) -> bool:
    """Say whether the line draws a line across the page."""
    return _RULE.match(line) is not None


def is_row(line: str) -> bool:
    """Say whether the line is a row of a table."""
    return _ROW.match(line) is not None


def is_blank(line: str) -> bool:
    """Say whether nothing can be seen on the line."""
    return not line.strip(" \t")


def prefix_length(line: str) -> int:
    """Return how many characters stand before the words: quote, list and heading marks, indent."""
    item = read_item(line)
    if item is not None:
        return len(item.prefix)
    quote = quote_prefix(line)
    rest = line[len(quote) :]
    return len(quote) + (len(heading_prefix(rest)) or len(rest) - len(rest.lstrip(" \t")))


def next_fence(fence: str, line: str) -> str:
    """Return the fence that is open after the line, "" when none is; ``fence`` is the one open before it."""
    found = FENCE.match(line)
    if found is None:
        return fence
    mark = found["mark"]
    if not fence:
        return mark
    closes = mark[0] == fence[0] and len(mark) >= len(fence) and not line[found.end() :].strip()
    return "" if closes else fence


def is_in_fence(lines: Sequence[str], line: int) -> bool:
    """Say whether the line lies in a block of code between fences."""
    fence = ""
    for text in lines[:line]:
        if "```" in text or "~~~" in text:
            fence = next_fence(fence, text)
    return bool(fence)


def outline(lines: Iterable[str]) -> tuple[Heading, ...]:
    """Return the headings in order; what looks like one inside a block of code is none."""
    headings: list[Heading] = []
    fence = ""
    for number, line in enumerate(lines):
        if "```" in line or "~~~" in line:
            fence = next_fence(fence, line)
        elif not fence and (level := heading_level(line)):
            headings.append(Heading(level, _heading_text(line), number))
    return tuple(headings)


def _heading_text(line: str) -> str:
    words = _HEADING_ID.sub("", line[len(heading_prefix(line)) :][:_LONGEST_HEADING])
    return _CLOSING_MARKS.sub("", words).strip().replace("**", "").replace("`", "")
