"""Focus mode: the text alone, with the paragraph that is being written clear and the others pale.

State that changes: whether it is on, and which lines the clear paragraph has.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QColor, QPainter, QTextBlock

from clinicwriter.ui.desk import Telling
from clinicwriter.ui.window import Window

ACTION = "view.focus"
VEIL_ALPHA = 150
"""How much of the other paragraphs is veiled, of 255."""


class FocusFlow(QObject):
    """Put everything but the text away, and bring it back."""

    def __init__(self, window: Window, telling: Telling) -> None:
        super().__init__(window)
        self._window = window
        self._telling = telling
        self._is_on = False
        self._clear = range(0)
        window.book.connect({ACTION: lambda: self.set_on(not self._is_on)})
        window.panes.alone_changed.connect(self._follow)
        window.editor.text_edit.cursorPositionChanged.connect(self._move)

    def set_on(self, is_on: bool) -> None:
        """Begin or end it."""
        self._window.panes.set_alone(is_on)
        self._window.editor.text_edit.setFocus()
        if is_on:
            self._telling.say("Only the text is shown now")
            self._telling.offer("Show everything", lambda: self.set_on(False))
        else:
            self._telling.withdraw_offer()

    def _follow(self, is_on: bool) -> None:
        """Paint the veil only while it is on: a layer costs time at each key."""
        overlays = self._window.editor.text_edit.overlays
        if is_on and not self._is_on:
            overlays.append(self._veil)
        elif self._is_on and not is_on:
            overlays.remove(self._veil)
        self._is_on = is_on
        self._window.editor.text_edit.shows_tint = not is_on
        self._window.book[ACTION].setChecked(is_on)
        self._move()
        self._window.editor.text_edit.update()

    def _move(self) -> None:
        if not self._is_on:
            return
        clear = paragraph_around(self._window.editor.text_edit.textCursor().block())
        if clear != self._clear:
            self._clear = clear
            self._window.editor.text_edit.viewport().update()

    def _veil(self, painter: QPainter, block: QTextBlock, box: QRectF) -> None:
        if block.length() > 1 and block.blockNumber() not in self._clear:
            veil = QColor(self._window.keeper.theme.surface)
            veil.setAlpha(VEIL_ALPHA)
            painter.fillRect(box, veil)


def paragraph_around(block: QTextBlock) -> range:
    """Return the lines of the paragraph that a block belongs to; on a blank line, of the one above it."""
    if not block.text().strip() and block.previous().isValid():
        block = block.previous()
    first = last = block
    while first.previous().isValid() and first.text().strip() and first.previous().text().strip():
        first = first.previous()
    while last.next().isValid() and last.text().strip() and last.next().text().strip():
        last = last.next()
    return range(first.blockNumber(), last.blockNumber() + 1)
