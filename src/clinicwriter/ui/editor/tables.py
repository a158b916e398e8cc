"""A table of the article as a value: rows and cells read and laid out again, and the way through them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from clinicwriter.ui.editor.passage import Edit, Place, Selection
from clinicwriter.ui.editor.structure import is_blank, is_in_fence

LEAST_WIDTH = 3
MOST_WIDTH = 46
"""Letters of a row up to which a table is laid out unasked: a line of the editor beside list and preview."""
RULE_ROW = 1
"""The row under the headings, which says how each column is set."""
_EDGE = re.compile(r"(?<!\\)\|")
_LEAD = re.compile(r"^(?: {0,3}>)* {0,3}\|?")
_TAIL = re.compile(r"(?<!\\)\|[ \t]*$")
_RULE = re.compile(r"^(?: {0,3}>)* {0,3}\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what stands before its cells, the cells with their blanks, and what stands after them."""

    lead: str
    cells: tuple[str, ...]
    tail: str

    @property
    def text(self) -> str:
        """Return the line."""
        return f"{self.lead}{'|'.join(self.cells)}{self.tail}"

    def span(self, column: int) -> tuple[int, int]:
        """Return where a cell's words begin and end; an empty cell has its place after its first blank."""
        column = min(max(0, column), len(self.cells) - 1)
        start = len(self.lead) + sum(len(cell) + 1 for cell in self.cells[:column])
        cell = self.cells[column]
        if is_blank(cell):
            return (start + min(1, len(cell)),) * 2
        return start + len(cell) - len(cell.lstrip()), start + len(cell.rstrip())

    def column_at(self, place: int) -> int:
        """Return the column whose cell holds a place of the line."""
        ends = accumulate((len(cell) + 1 for cell in self.cells), initial=len(self.lead))
        return min(max(0, sum(1 for end in ends if end <= place) - 1), len(self.cells) - 1)


@dataclass(frozen=True, slots=True)
class Table:
    """A table that begins on line ``first``: headings, the rule under them, and the rows."""

    first: int
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """Return how many columns the headings name."""
        return len(self.rows[0].cells)

    def is_even(self, but: int | Set[int] = frozenset()) -> bool:
        """Say whether the columns stand under one another in the source, but for some rows."""
        considered = self._rows_but(but)
        widths = {tuple(_shown_width(cell) for cell in row.cells) for row in considered}
        return _have_edges(considered) and len(widths) == 1

    def is_close(self, but: int | Set[int] = frozenset()) -> bool:
        """Say whether the cells have a blank around their words and no padding, but for some rows."""
        considered = self._rows_but({RULE_ROW} | ({but} if isinstance(but, int) else but))
        return _have_edges(considered) and all(_closed(row) == row for row in considered)

    def fits(self, but: int | Set[int] = frozenset()) -> bool:
        """Say whether its rows are no longer than a line of the editor, but for some rows."""
        return fits(self._rows_but(but))

    def _rows_but(self, but: int | Set[int]) -> list[Row]:
        left_out = {but} if isinstance(but, int) else but
        return [row for number, row in enumerate(self.rows) if number not in left_out]


def read_table(lines: Sequence[str], line: int) -> Table | None:
    """Read the table that holds this line, ``None`` where there is none."""
    if "|" not in lines[line]:
        return None
    top = bottom = line
    while top and "|" in lines[top - 1]:
        top -= 1
    while bottom + 1 < len(lines) and "|" in lines[bottom + 1]:
        bottom += 1
    rule = next((row for row in range(top + 1, bottom + 1) if _RULE.match(lines[row])), None)
    if rule is None or line < rule - 1 or is_in_fence(lines, rule):
        return None
    return Table(rule - 1, tuple(_read_row(lines[row]) for row in range(rule - 1, bottom + 1)))


def laid_out(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows with their columns under one another."""
    columns = max(len(row.cells) for row in rows)
    rows = [filled(row, columns) for row in rows]
    words = [[cell.strip() for cell in row.cells] for row in rows]
    widths = [
        max(LEAST_WIDTH, *(_shown_width(row[column]) for place, row in enumerate(words) if place != RULE_ROW))
        for column in range(columns)
    ]
    rule = words[RULE_ROW]
    before = _edge_before(rows)
    return tuple(
        Row(
            before,
            tuple(
                f" {_rule(cell, width) if place == RULE_ROW else _set(cell, width, sign)} "
                for cell, width, sign in zip(row, widths, rule, strict=True)
            ),
            "|",
        )
        for place, row in enumerate(words)
    )


def closely(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows without padding: of a wide table each row stands on as few lines as can be."""
    columns, before = max(len(row.cells) for row in rows), _edge_before(rows)
    closed = [_closed(replace(filled(row, columns), lead=before, tail="|")) for row in rows]
    rule = tuple(f" {_rule(cell.strip(), LEAST_WIDTH)} " for cell in closed[RULE_ROW].cells)
    closed[RULE_ROW] = replace(closed[RULE_ROW], cells=rule)
    return tuple(closed)


def fits(rows: Sequence[Row]) -> bool:
    """Say whether none of the rows is longer than a line of the editor."""
    return all(_shown_width(row.text) <= MOST_WIDTH for row in rows)


def shaped(
    table: Table, rows: Sequence[Row], typed: int | Set[int], *, all_change: bool = False
) -> tuple[Row, ...]:
    """Return new rows of a table laid out as it was but for the rows that were ``typed`` in.

    Where columns under one another no longer fit, all go close together; a table that was wide already stays
    as its site has it. One that is neither keeps its lines, unless ``all_change`` anyway.
    """
    is_even = table.is_even(typed)
    if is_even or all_change:
        after = laid_out(rows)
        if fits(after) or (is_even and not table.fits(typed)):
            return after
    if is_even:
        return closely(rows)
    if table.is_close(typed):
        return tuple(row if number == RULE_ROW else _closed(row) for number, row in enumerate(rows))
    return tuple(rows)


def rewritten(table: Table, rows: Sequence[Row], row: int, column: int) -> Edit:
    """Put these rows in the table's place; select the words of a cell."""
    start, end = rows[row].span(column)
    line = table.first + row
    cell = Selection(Place(line, start), Place(line, end))
    return Edit(table.first, len(table.rows), tuple(one.text for one in rows), cell)


def next_cell(lines: Sequence[str], place: Place) -> Edit | None:
    """Go to the next cell, in a new row after the last one; a table that was laid out is laid out again."""
    return _step(lines, place, 1)


def previous_cell(lines: Sequence[str], place: Place) -> Edit | None:
    """Go to the cell before, ``None`` at the table's beginning."""
    return _step(lines, place, -1)


def enter_row(lines: Sequence[str], selection: Selection) -> Edit | None:
    """Go to the cell below, in a new row after the last one; leave the table at an empty last row.

    Words that are selected stay: Tab selects those of each cell that it comes to. ``None`` outside a
    table, and before one: there Enter makes room above.
    """
    place = selection.head
    table = read_table(lines, place.line) if selection.anchor.line == place.line else None
    if table is None or place == (table.first, 0):
        return None
    row = place.line - table.first
    column = table.rows[row].column_at(place.column)
    if row > RULE_ROW and row == len(table.rows) - 1 and all(map(is_blank, table.rows[row].cells)):
        room = () if place.line + 1 >= len(lines) or is_blank(lines[place.line + 1]) else ("",)
        return Edit(place.line, 1, ("", "", *room), Selection.at(place.line + 1, 0))
    goal = max(row + 1, RULE_ROW + 1)
    rows = table.rows if goal < len(table.rows) else (*table.rows, empty_row(row_pattern(table), table.width))
    return rewritten(table, shaped(table, rows, row), goal, column)


def empty_row(like: Row, columns: int) -> Row:
    """Return an empty row with the edges of another."""
    cells = tuple(" " * max(LEAST_WIDTH, len(cell)) for cell in like.cells[:columns])
    return filled(Row(like.lead, cells, like.tail), columns)


def row_pattern(table: Table) -> Row:
    """Return the row whose edges a new one has."""
    return table.rows[-1] if len(table.rows) > RULE_ROW + 1 else table.rows[0]


def filled(row: Row, columns: int) -> Row:
    """Return the row with at least so many cells."""
    missing = columns - len(row.cells)
    is_rule = bool(row.cells) and all(cell.strip(" \t:") and not cell.strip(" \t:-") for cell in row.cells)
    return replace(row, cells=(*row.cells, *([" --- " if is_rule else "   "] * missing)))


def _step(lines: Sequence[str], place: Place, step: int) -> Edit | None:
    table = read_table(lines, place.line)
    if table is None:
        return None
    row = place.line - table.first
    cells = [
        (number, column)
        for number, one in enumerate(table.rows)
        if number != RULE_ROW
        for column in range(len(one.cells))
    ]
    here = (row, table.rows[row].column_at(place.column))
    goals = [cell for cell in cells if cell > here] if step > 0 else [cell for cell in cells if cell < here]
    rows = table.rows
    if step < 0 and not goals:
        return None
    if not goals:
        rows, goals = (*rows, empty_row(row_pattern(table), table.width)), [(len(rows), 0)]
    goal = goals[0] if step > 0 else goals[-1]
    return rewritten(table, shaped(table, rows, row), *goal)


def _have_edges(rows: Sequence[Row]) -> bool:
    return all(row.lead.endswith("|") and row.tail.startswith("|") for row in rows)


def _edge_before(rows: Sequence[Row]) -> str:
    """Return what stands before the first cell of each row: quote marks and a stroke."""
    lead = _LEAD.match(rows[0].lead)
    return (lead[0] if lead else "").removesuffix("|") + "|"


def _closed(row: Row) -> Row:
    """Return the row with one blank on either side of each cell's words; short empty cells stay."""
    cells = (
        f" {cell.strip()} " if not is_blank(cell) else cell if len(cell) <= LEAST_WIDTH else " " * LEAST_WIDTH
        for cell in row.cells
    )
    return replace(row, cells=tuple(cells))


def _read_row(text: str) -> Row:
    lead = _LEAD.match(text)
    before = lead[0] if lead else ""
    rest = text[len(before) :]
    tail = _TAIL.search(rest)
    after = tail[0] if tail else ""
    inner = rest[: len(rest) - len(after)]
    edges = [-1, *(found.start() for found in _EDGE.finditer(inner)), len(inner)]
    return Row(before, tuple(inner[left + 1 : right] for left, right in pairwise(edges)), after)


def _rule(sign: str, width: int) -> str:
    left, right = sign.startswith(":"), sign.endswith(":")
    return f"{':' if left else ''}{'-' * (width - left - right)}{':' if right else ''}"


def _set(words: str, width: int, sign: str) -> str:
    missing = width - _shown_width(words)
    if not sign.endswith(":"):
        return words + " " * missing
    left = missing // 2 if sign.startswith(":") else missing
    return " " * left + words + " " * (missing - left)


def _shown_width(text: str) -> int:
    """Return how many columns a text takes up: wide letters two, joined marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
