"""What is seen to when people come to a table's end, or leave a table: room below it, and even columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QTextCursor, QUndoStack

from clinicwriter.ui.editor.editing import Editing
from clinicwriter.ui.editor.passage import Edit, Selection
from clinicwriter.ui.editor.structure import is_blank
from clinicwriter.ui.editor.tables import read_table, shaped
from clinicwriter.ui.editor.text_edit import TextEdit
from clinicwriter.ui.editor.undo import UndoOrder

_WHILE_PRESSED_MS = 50
MOST_ROWS = 100
"""Longer tables are left as they are: the window would be late by more than a few milliseconds."""


class TableVisits(QObject):
    """Keep what is typed below a table out of it, and even out one that somebody typed in and left.

    Changes: the rows that were typed in since the cursor came to their table, and the place that a click
    below a table at the text's end stands for.
    """

    def __init__(self, text: TextEdit, editing: Editing, order: UndoOrder, history: QUndoStack) -> None:
        super().__init__(text)
        self._text = text
        self._editing = editing
        self._order = order
        self._history = history
        self._rows: list[QTextCursor] = []
        self._end: QTextCursor | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._even_out)
        text.pressed.connect(self._note_press)
        text.typed.connect(self.make_room)
        text.document().undoCommandAdded.connect(self._note_step)
        text.cursorPositionChanged.connect(self._look)

    def forget(self) -> None:
        """Forget all places, with another article."""
        self._rows.clear()
        self._end = None

    # -- below a table -------------------------------------------------------------------------

    def make_room(self, letters: str) -> None:
        """Part what is about to be put in from the table above it; a stroke begins a row, as is meant."""
        first = letters.lstrip()[:1]
        if first.isprintable() and first not in ("", "|"):
            self._editing.run(self._room)

    def begin_paragraph(self) -> bool:
        """Begin a paragraph where a click below a table stands for one; say whether that was so."""
        return self._is_at_end() and self._editing.run(self._room)

    def _room(self, lines: Sequence[str], selection: Selection) -> Edit | None:
        return leave_below(lines, selection) if self._is_at_end() else part_from_table(lines, selection)

    def _is_at_end(self) -> bool:
        return self._end is not None and self._text.textCursor() == self._end

    def _note_press(self, is_below: bool) -> None:
        lines = self._editing.lines
        cursor = self._text.textCursor()
        is_end = is_below and cursor.atEnd() and read_table(lines, len(lines) - 1) is not None
        self._end = cursor if is_end else None

    # -- leaving a table -----------------------------------------------------------------------

    def _note_step(self) -> None:
        """Note the row that a new step to undo is about: what is undone and done again is no typing."""
        self._end = None
        block = self._text.textCursor().block()
        if "|" in block.text() and not any(row.block() == block for row in self._rows):
            self._rows.append(QTextCursor(block))

    def _look(self) -> None:
        if self._rows and not self._is_among(self._text.textCursor().blockNumber()):
            self._timer.start(0)

    def _is_among(self, line: int) -> bool:
        """Say whether a line may belong to the table that was typed in."""
        typed = self._rows[-1].blockNumber()
        first, last = min(line, typed), max(line, typed)
        return last - first < MOST_ROWS and all("|" in row for row in self._editing.lines[first : last + 1])

    def _even_out(self) -> None:
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            # Rows that grow or shrink would carry the text away from under the pointer.
            self._timer.start(_WHILE_PRESSED_MS)
            return
        if not self._rows or self._is_among(self._text.textCursor().blockNumber()):
            return
        typed = [row.blockNumber() for row in self._rows]
        self._rows.clear()
        self._order.begin_step()
        # Whoever has just undone something may want it back.
        if self._editing.can_edit and not self._history.canRedo() and typed[-1] < len(self._editing.lines):
            edit = evened(self._editing.lines, typed, self._editing.selection())
            if edit is not None:
                self._editing.apply(edit)


def leave_below(lines: Sequence[str], selection: Selection) -> Edit | None:
    """Begin a paragraph after the table at the text's end."""
    line = selection.head.line
    return Edit(line, 1, (lines[line], "", ""), Selection.at(line + 2, 0))


def part_from_table(lines: Sequence[str], selection: Selection) -> Edit | None:
    """Put a blank line between a table and the empty line right below it; ``None`` at any other place."""
    line, column = selection.head
    if not selection.is_empty or line == 0 or not is_blank(lines[line]):
        return None
    if read_table(lines, line - 1) is None:
        return None
    is_parted_below = line + 1 >= len(lines) or is_blank(lines[line + 1])
    inserted = ("", lines[line], *(() if is_parted_below else ("",)))
    return Edit(line, 1, inserted, Selection.at(line + 1, column))


def evened(lines: Sequence[str], typed: Sequence[int], selection: Selection) -> Edit | None:
    """Lay a table out as it was but for the lines typed in. ``None`` where nothing is to be done."""
    table = read_table(lines, typed[-1])
    if table is None or len(table.rows) > MOST_ROWS:
        return None
    rows = shaped(table, table.rows, {line - table.first for line in typed})
    if rows == table.rows:
        return None
    return Edit(table.first, len(rows), tuple(row.text for row in rows), selection)
