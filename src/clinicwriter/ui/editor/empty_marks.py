"""Marks of bold or italic words that were put in for words which then were not written there."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from clinicwriter.ui.editor.text_edit import TextEdit
from clinicwriter.ui.editor.undo import UndoOrder

MARKS = ("***", "**", "*", "`")


class EmptyMarks(QObject):
    """Take empty marks away when the cursor leaves them. Changes: the place of the last ones."""

    def __init__(self, text: TextEdit, order: UndoOrder) -> None:
        super().__init__(text)
        self._text = text
        self._order = order
        self._place: QTextCursor | None = None
        text.cursorPositionChanged.connect(self._look)

    def note(self) -> None:
        """Remember the cursor's place if a command has just put empty marks around it."""
        cursor = self._text.textCursor()
        self._place = cursor if not cursor.hasSelection() and _mark_around(cursor) else None

    def _look(self) -> None:
        place = self._place
        if place is None or self._text.textCursor() == place:
            return
        self._place = None
        mark = _mark_around(place)
        if mark and not self._text.isReadOnly():
            self._order.begin_step()
            start = place.position() - len(mark)
            place.setPosition(start)
            place.setPosition(start + 2 * len(mark), QTextCursor.MoveMode.KeepAnchor)
            place.removeSelectedText()
            self._order.begin_step()


def _mark_around(cursor: QTextCursor) -> str:
    """Return the mark that stands on both sides of the cursor with nothing between, or ""."""
    text, column = cursor.block().text(), cursor.positionInBlock()
    before, after = text[:column], text[column:]
    return next((mark for mark in MARKS if before.endswith(mark) and after.startswith(mark)), "")
