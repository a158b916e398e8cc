"""Tables as rows of equal length: which only lay out, merged cells, and where columns lean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from clinicwriter.importing.blocks import Inline, Letters, Mark
from clinicwriter.importing.marks import without
from clinicwriter.importing.tree import Element

Cell = tuple[Inline, ...]
Row = tuple[Cell, ...]
ALIGNMENTS = frozenset({"left", "center", "right"})
WIDEST_SPAN = 50
MOST_CELLS = 50_000
"""What has more cells than this is no table that an article can hold."""


def rows_of(table: Element) -> list[Element]:
    """Return the rows of a table."""
    return [row for row in table.elements() if row.tag == "tr"]


def is_for_layout(table: Element) -> bool:
    """Say whether a table only puts things beside each other, as mail and old pages do."""
    if table.attributes.get("role") in ("presentation", "none"):
        return True
    has_inner = any(inner.tag == "table" for inner in table.elements())
    rows = rows_of(table)
    widest = max((len(cells_of(row)) for row in rows), default=0)
    return has_inner or widest < 2 or len(rows) * widest > MOST_CELLS


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return [child for child in row.children if isinstance(child, Element) and child.tag in ("td", "th")]


def fill_grid(rows: Sequence[Element], read_cell: Callable[[Element], Cell]) -> tuple[Row, ...]:
    """Return all rows equally long; merged cells leave empty ones as far as they reach and there is room."""
    grid: list[dict[int, Cell]] = [{} for _ in rows]
    room = MOST_CELLS // max(len(rows), 1)
    for number, row in enumerate(rows):
        column = 0
        for cell in cells_of(row):
            while column in grid[number]:
                column += 1
            grid[number][column] = read_cell(cell)
            wide = max(min(_span(cell, "colspan"), room - column), 1)
            high = _span(cell, "rowspan") if column < room else 1
            for down in range(min(high, len(rows) - number)):
                for right in range(wide):
                    grid[number + down].setdefault(column + right, ())
            column += wide
    width = max((max(row, default=-1) + 1 for row in grid), default=0)
    return tuple(tuple(row.get(column, ()) for column in range(width)) for row in grid if row)


def alignments_of(rows: Sequence[Element], width: int) -> tuple[str, ...]:
    """Return where most cells of each column lean; "" where nothing is said."""
    said: list[Counter[str]] = [Counter() for _ in range(width)]
    for row in rows:
        for column, cell in enumerate(cells_of(row)[:width]):
            lean = cell.attributes.get("align", "").casefold() or cell.style("text-align")
            said[column][lean if lean in ALIGNMENTS else ""] += 1
    return tuple(count.most_common(1)[0][0] if count else "" for count in said)


def with_plain_head(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Take the bold from a first row that is bold throughout: as the head it is bold anyway."""
    if not rows:
        return ()
    letters = [part for cell in rows[0] for part in cell if isinstance(part, Letters) and part.text.strip()]
    if not letters or not all(Mark.STRONG in part.marks for part in letters):
        return tuple(rows)
    head = tuple(tuple(without(part, Mark.STRONG) for part in cell) for cell in rows[0])
    return (head, *rows[1:])


def _span(cell: Element, name: str) -> int:
    written = cell.attributes.get(name, "1").strip()
    is_number = written.isascii() and written.isdigit()
    return min(max(int(written[:3]), 1), WIDEST_SPAN) if is_number else 1
