"""What can be done with a table's rows and columns: put in, taken away, moved and set, each as one edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum

from clinicwriter.ui.editor.passage import Edit, Selection
from clinicwriter.ui.editor.tables import (
    LEAST_WIDTH,
    RULE_ROW,
    Row,
    Table,
    empty_row,
    filled,
    laid_out,
    read_table,
    rewritten,
    row_pattern,
    shaped,
)

FIRST_ROW = RULE_ROW + 1


class Align(Enum):
    """How a column's words are set, as the rule under the headings says it."""

    USUAL = "---"
    LEFT = ":--"
    CENTRE = ":-:"
    RIGHT = "--:"


def is_in_table(lines: Sequence[str], selection: Selection) -> bool:
    """Say whether the cursor stands in a table."""
    return read_table(lines, selection.head.line) is not None


def insert_row(lines: Sequence[str], selection: Selection, step: int) -> Edit | None:
    """Put an empty row in below (``step`` 1) or above (0); under the headings where it cannot be above."""

    def change(table: Table, row: int, column: int) -> Edit:
        at = max(FIRST_ROW, row + step)
        rows = (*table.rows[:at], empty_row(row_pattern(table), table.width), *table.rows[at:])
        return rewritten(table, shaped(table, rows, row), at, column)

    return _changed(lines, selection, change)


def delete_row(lines: Sequence[str], selection: Selection) -> Edit | None:
    """Take the cursor's row away. ``None`` in the headings, without which it is no table."""

    def change(table: Table, row: int, column: int) -> Edit | None:
        if row < FIRST_ROW:
            return None
        rows = (*table.rows[:row], *table.rows[row + 1 :])
        goal = row if row < len(rows) else max(row - 1, FIRST_ROW)
        return rewritten(table, shaped(table, rows, row), goal if goal < len(rows) else 0, column)

    return _changed(lines, selection, change)


def move_row(lines: Sequence[str], selection: Selection, step: int) -> Edit | None:
    """Move the cursor's row up (-1) or down (1) among the rows below the headings."""

    def change(table: Table, row: int, column: int) -> Edit | None:
        goal = row + step
        if row < FIRST_ROW or not FIRST_ROW <= goal < len(table.rows):
            return None
        rows = list(table.rows)
        rows[row], rows[goal] = rows[goal], rows[row]
        return rewritten(table, shaped(table, rows, row), goal, column)

    return _changed(lines, selection, change)


def insert_column(lines: Sequence[str], selection: Selection, step: int) -> Edit | None:
    """Put an empty column in at the right (``step`` 1) or at the left (0) of the cursor's."""

    def change(table: Table, row: int, column: int) -> Edit:
        def wider(number: int, one: Row) -> Row:
            cell = f" {Align.USUAL.value} " if number == RULE_ROW else " " * (LEAST_WIDTH + 2)
            cells = filled(one, table.width).cells
            at = column + step
            return replace(one, cells=(*cells[:at], cell, *cells[at:]))

        return _with_rows(table, wider, row, column + step)

    return _changed(lines, selection, change)


def delete_column(lines: Sequence[str], selection: Selection) -> Edit | None:
    """Take the cursor's column away; with the only one the whole table goes."""

    def change(table: Table, row: int, column: int) -> Edit:
        if table.width == 1:
            return Edit(table.first, len(table.rows), ("",), Selection.at(table.first, 0))

        def narrower(_number: int, one: Row) -> Row:
            cells = filled(one, table.width).cells
            return replace(one, cells=(*cells[:column], *cells[column + 1 :]))

        return _with_rows(table, narrower, row, min(column, table.width - 2))

    return _changed(lines, selection, change)


def move_column(lines: Sequence[str], selection: Selection, step: int) -> Edit | None:
    """Move the cursor's column to the left (-1) or to the right (1)."""

    def change(table: Table, row: int, column: int) -> Edit | None:
        goal = column + step
        if not 0 <= goal < table.width:
            return None

        def swapped(_number: int, one: Row) -> Row:
            cells = list(filled(one, table.width).cells)
            cells[column], cells[goal] = cells[goal], cells[column]
            return replace(one, cells=tuple(cells))

        return _with_rows(table, swapped, row, goal)

    return _changed(lines, selection, change)


def align_column(lines: Sequence[str], selection: Selection, align: Align) -> Edit | None:
    """Set the cursor's column to the left, the middle or the right; the same again: as usual."""

    def change(table: Table, row: int, column: int) -> Edit:
        sign = table.rows[RULE_ROW].cells[column].strip() if column < len(table.rows[RULE_ROW].cells) else ""
        wanted = Align.USUAL if _alignment(sign) is align else align

        def aligned(number: int, one: Row) -> Row:
            if number != RULE_ROW:
                return one
            cells = list(filled(one, table.width).cells)
            cells[column] = f" {wanted.value} "
            return replace(one, cells=tuple(cells))

        return _with_rows(table, aligned, row, column)

    return _changed(lines, selection, change)


def alignment_at(lines: Sequence[str], selection: Selection) -> Align | None:
    """Return how the cursor's column is set, ``None`` outside a table."""
    table = read_table(lines, selection.head.line)
    if table is None:
        return None
    column = table.rows[selection.head.line - table.first].column_at(selection.head.column)
    cells = table.rows[RULE_ROW].cells
    return _alignment(cells[column].strip()) if column < len(cells) else Align.USUAL


def tidy_table(lines: Sequence[str], selection: Selection) -> Edit | None:
    """Put the columns under one another. ``None`` where they are already."""

    def change(table: Table, row: int, column: int) -> Edit | None:
        rows = laid_out(table.rows)
        return None if rows == table.rows else rewritten(table, rows, row, column)

    return _changed(lines, selection, change)


Change = Callable[[Table, int, int], Edit | None]


def _changed(lines: Sequence[str], selection: Selection, change: Change) -> Edit | None:
    """Change the table at the cursor, given its row and column; the rule counts as the headings."""
    table = read_table(lines, selection.head.line)
    if table is None:
        return None
    row = selection.head.line - table.first
    column = min(table.rows[row].column_at(selection.head.column), table.width - 1)
    return change(table, 0 if row == RULE_ROW else row, column)


def _with_rows(table: Table, change: Callable[[int, Row], Row], row: int, column: int) -> Edit:
    """Change every row; a table that fits is laid out then, since no line of it stays what it was."""
    rows = [change(number, one) for number, one in enumerate(table.rows)]
    return rewritten(table, shaped(table, rows, row, all_change=True), row, column)


def _alignment(sign: str) -> Align:
    left, right = sign.startswith(":"), sign.endswith(":")
    if left and right:
        return Align.CENTRE
    return Align.LEFT if left else Align.RIGHT if right else Align.USUAL
