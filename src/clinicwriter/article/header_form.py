"""Header lines as Pelican and MultiMarkdown have them: a key, a colon, the rest of the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .entries import Entry, Manners, Place, Problem, Shape, Span, Value, splice
from .lines import content_end, next_line

_LINE: Final = re.compile(r"[ ]{0,3}(?P<key>[A-Za-z0-9_-]+)[ \t]*:[ \t]*")


@dataclass(frozen=True, slots=True)
class HeaderFrontMatter:
    """The details in the first lines of an article."""

    source: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    lock: str = ""

    @classmethod
    def read(cls, source: str) -> HeaderFrontMatter:
        """Read the details; an indented line goes on with the one above."""
        return cls(source, tuple(_entries(source)))

    def with_value(self, entry: Entry, value: Value, _manners: Manners) -> str:
        """Return the source with one detail set to a value, on one line."""
        blank = " " if self.source[entry.value.start - 1] == ":" else ""
        return splice(self.source, *entry.value, blank + _write(value))

    def with_new(self, key: str, value: Value, manners: Manners, place: Place) -> str:
        """Return the source with a new line at a place."""
        position = next_line(self.source, place.after.value.end) if place.after else len(self.source)
        position = place.before.key_start if place.before else position
        before = self.source[:position]
        gap = manners.line_end if before and before[-1] not in "\r\n" else ""
        return splice(self.source, position, position, f"{gap}{key}: {_write(value)}{manners.line_end}")

    def without(self, entry: Entry) -> str:
        """Return the source without the lines of one detail."""
        return splice(self.source, entry.key_start, next_line(self.source, entry.value.end), "")


def _entries(source: str) -> Iterator[Entry]:
    position = 0
    while position < len(source):
        match = _LINE.match(source, position)
        following = next_line(source, position)
        if match is None:
            return
        while following < len(source) and not _LINE.match(source, following):
            following = next_line(source, following)
        end = max(match.end(), match.end() + len(source[match.end() : following].rstrip()))
        span = Span(min(match.end(), content_end(source, position)), end)
        raw = source[span.start : span.end]
        text = " ".join(line.strip() for line in re.split(r"[\r\n]+", raw))
        shape = Shape.PLAIN if text else Shape.EMPTY
        yield Entry(match["key"], text or None, None, position, match.end("key"), span, shape, raw)
        position = following


def _write(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = ", ".join(value) if isinstance(value, tuple) else value
    return " ".join(text.split("\n"))
