"""An entry for one line of words in the form, with room for marks under them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QPoint, QRectF, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QStyle, QStyleOptionFrame, QWidget

from clinicwriter.ui.editor.layout import caret_x

Overlay = Callable[[QPainter], None]
"""Paints something over an entry's words, in the coordinates of its surface."""


class LineEdit(QLineEdit):
    """One line of words. Positions count as Qt does. State: whether an input method makes letters in it."""

    menu_opening = Signal(QMenu, int)
    """The context menu is about to open over a position: put entries in before its first action."""
    rested_at = Signal(int, QPoint)
    """The pointer rests on a position; carries the place on the screen too."""
    was_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overlays: list[Overlay] = []
        self._is_composing = False

    def words(self) -> str:
        """Return the text as it is shown."""
        return self.text()

    def place(self) -> int:
        """Return the cursor's position."""
        return self.cursorPosition()

    def surface(self) -> QWidget:
        """Return the widget in which areas count."""
        return self

    def pick(self, start: int, end: int) -> None:
        """Select a stretch."""
        self.setSelection(start, end - start)

    def keep_place(self) -> Callable[[], None]:
        """Return what selects again what is selected now, unless the words change."""
        words, start, length = self.text(), self.selectionStart(), self.selectionLength()
        place = self.cursorPosition()

        def put_back() -> None:
            if words == self.text():
                self.setCursorPosition(place)
                if length and place == start:
                    self.setSelection(start + length, -length)
                elif length:
                    self.setSelection(start, length)

        return put_back

    def take(self, start: int, end: int, words: str) -> None:
        """Put words in place of a stretch, as if somebody typed them."""
        self.setSelection(start, end - start)
        self.insert(words)

    def areas(self, start: int, end: int) -> Iterator[tuple[QRectF, float]]:
        """Yield the area of a stretch, with the height of the letters' feet."""
        layout = QTextLayout(self.text(), self.font())
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        # Qt tells where the cursor stands, and by it how far the line was scrolled or moved to the right.
        cursor = QRectF(self.cursorRect())
        begins = cursor.center().x() - caret_x(line, self.cursorPosition())
        left, right = caret_x(line, start), caret_x(line, end)
        area = QRectF(begins + left, cursor.top(), right - left, line.height())
        yield area.normalized(), cursor.top() + line.ascent()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.overlays and not self._is_composing:
            painter = QPainter(self)
            painter.setClipRect(self._text_box())
            for paint in self.overlays:
                paint(painter)
            painter.end()

    def _text_box(self) -> QRectF:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        return QRectF(self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.rested_at.emit(self.cursorPositionAt(event.pos()), event.globalPos())
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        position = self.place() if is_by_key else self.cursorPositionAt(event.pos())
        menu = self.createStandardContextMenu()
        self.menu_opening.emit(menu, position)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.was_left.emit()
