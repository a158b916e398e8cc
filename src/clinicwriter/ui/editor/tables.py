"""Moving through a table's cells with Tab, and the new row at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from clinicwriter.ui.editor.passage import Edit, Place, Selection
from clinicwriter.ui.editor.structure import is_row

_EDGE = re.compile(r"(?<!\\)\|")
_RULE_ROW = re.compile(r"^[ \t|:-]+$")


def cells(row: str) -> list[tuple[int, int]]:
    """Return where each cell's words begin and end; an empty cell has its place after the edge's blank."""
    edges = [match.start() for match in _EDGE.finditer(row)]
    return [_words(row, left + 1, right) for left, right in pairwise(edges)]


def next_cell(lines: Sequence[str], place: Place) -> Selection | Edit | None:
    """Return the next cell's words as a selection, or an edit that adds a row after the last one."""
    for start, end in cells(lines[place.line]):
        if start > place.column:
            return Selection(Place(place.line, start), Place(place.line, end))
    line = place.line + 1
    while line < len(lines) and is_row(lines[line]) and _RULE_ROW.match(lines[line]) and "-" in lines[line]:
        line += 1
    if line < len(lines) and is_row(lines[line]):
        return _cell(lines, line, 0)
    return _new_row(lines, place.line)


def previous_cell(lines: Sequence[str], place: Place) -> Selection | None:
    """Return the cell before the cursor's, ``None`` at the table's beginning."""
    before = [cell for cell in cells(lines[place.line]) if cell[1] < place.column]
    here = [cell for cell in before if cell[0] <= place.column <= cell[1]]
    if before and not here:
        return Selection(Place(place.line, before[-1][0]), Place(place.line, before[-1][1]))
    line = place.line - 1
    while line >= 0 and is_row(lines[line]) and _RULE_ROW.match(lines[line]) and "-" in lines[line]:
        line -= 1
    return _cell(lines, line, -1) if line >= 0 and is_row(lines[line]) else None


def _cell(lines: Sequence[str], line: int, index: int) -> Selection:
    start, end = cells(lines[line])[index]
    return Selection(Place(line, start), Place(line, end))


def _new_row(lines: Sequence[str], line: int) -> Edit:
    row = _EDGE.sub(
        "|", "|" + "|".join(" " * max(3, right - left + 2) for left, right in cells(lines[line])) + "|"
    )
    return Edit(line + 1, 0, (row,), Selection.at(line + 1, 2))


def _words(row: str, left: int, right: int) -> tuple[int, int]:
    words = row[left:right]
    if not words.strip():
        start = min(left + 1, right)
        return start, start
    return left + len(words) - len(words.lstrip()), left + len(words.rstrip())
