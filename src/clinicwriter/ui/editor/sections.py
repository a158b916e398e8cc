"""Sections of an article, each a heading with what belongs to it, moved as one edit."""

from __future__ import annotations

from collections.abc import Sequence

from clinicwriter.ui.editor.passage import Edit, Place, Selection
from clinicwriter.ui.editor.structure import Heading, is_blank, outline

Span = tuple[int, int]
"""The first line of a section, and the line after its last."""


def section_at(headings: Sequence[Heading], line: int, count: int) -> Span | None:
    """Return the section of the nearest heading at or above a line, in a text of so many lines."""
    above = [place for place, heading in enumerate(headings) if heading.line <= line]
    if not above:
        return None
    own = headings[above[-1]]
    return own.line, _end(headings, above[-1], count)


def move_section(lines: Sequence[str], selection: Selection, step: int) -> Edit | None:
    """Move the cursor's section up (-1) or down (1) past the one of its own rank beside it.

    ``None`` at the edge of the section that holds it, and where no heading is above.
    """
    headings = outline(lines)
    span = section_at(headings, selection.head.line, len(lines))
    if span is None:
        return None
    own = next(place for place, heading in enumerate(headings) if heading.line == span[0])
    if step > 0:
        after = next((heading for heading in headings[own + 1 :] if heading.line == span[1]), None)
        if after is None or after.level != headings[own].level:
            return None
        goal = _end(headings, headings.index(after), len(lines))
    else:
        before = [h for h in headings[:own] if h.level <= headings[own].level]
        if not before or before[-1].level != headings[own].level:
            return None
        goal = before[-1].line
    return move_section_to(lines, selection, span[0], goal)


def move_section_to(lines: Sequence[str], selection: Selection, heading: int, goal: int) -> Edit | None:
    """Move the section whose heading stands on a line to before line ``goal``, or to the text's end.

    ``None`` where it stands there already, where that is inside itself, and where no heading is.
    """
    headings = outline(lines)
    span = section_at(headings, heading, len(lines))
    if span is None or span[0] != heading or span[0] <= goal <= span[1]:
        return None
    low, middle, high = (goal, *span) if goal < span[0] else (*span, min(goal, len(lines)))
    first, gap = _parted(lines[low:middle])
    second, tail = _parted(lines[middle:high])
    inserted = (*second, *(gap or ("",)), *first, *tail)
    start = low if goal < span[0] else low + len(second) + len(gap or ("",))

    def moved(place: Place) -> Place:
        inside = span[0] <= place.line < span[1]
        return (
            Place(min(place.line - span[0] + start, low + len(inserted) - 1), place.column)
            if inside
            else place
        )

    here = Selection(moved(selection.anchor), moved(selection.head))
    if not span[0] <= selection.head.line < span[1]:
        here = Selection.at(start, 0)
    return Edit(low, high - low, inserted, here)


def _end(headings: Sequence[Heading], place: int, count: int) -> int:
    """Return the line after a section: where the next heading of its rank or a higher one stands."""
    level = headings[place].level
    return next((heading.line for heading in headings[place + 1 :] if heading.level <= level), count)


def _parted(lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part a section's lines from the blank ones at its end."""
    end = len(lines)
    while end and is_blank(lines[end - 1]):
        end -= 1
    return tuple(lines[:end]), tuple(lines[end:])
