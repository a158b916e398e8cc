"""Finding words in the article's lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from clinicwriter.article import Query
from clinicwriter.ui.editor.passage import Place


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words stand."""

    line: int
    start: int
    end: int

    @property
    def place(self) -> Place:
        """Return where the hit begins."""
        return Place(self.line, self.start)


def find_hits(lines: Sequence[str], query: Query) -> list[Hit]:
    """Return all hits in order."""
    if not query.words:
        return []
    pattern = query.pattern()
    return [
        Hit(number, match.start(), match.end())
        for number, line in enumerate(lines)
        for match in pattern.finditer(line)
    ]


def next_hit(hits: Sequence[Hit], place: Place) -> int:
    """Return the index of the first hit at or after a place, around the end if need be."""
    index = bisect_left(hits, place, key=_place_of)
    return index if index < len(hits) else 0


def previous_hit(hits: Sequence[Hit], place: Place) -> int:
    """Return the index of the last hit before a place, around the beginning if need be."""
    index = bisect_left(hits, place, key=_place_of) - 1
    return index if index >= 0 else len(hits) - 1


def hits_on(hits: Sequence[Hit], first: int, last: int) -> Sequence[Hit]:
    """Return the hits on lines ``first`` to ``last``."""
    return hits[bisect_left(hits, first, key=_line_of) : bisect_right(hits, last, key=_line_of)]


def _place_of(hit: Hit) -> Place:
    return hit.place


def _line_of(hit: Hit) -> int:
    return hit.line


def replaced(line: str, query: Query, replacement: str) -> str:
    """Return the line with every hit replaced by these letters; a capital at a beginning stays one."""
    return query.pattern().sub(lambda found: query.fitted(found[0], replacement), line)
