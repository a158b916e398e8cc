"""An entry for a few lines of plain text in the form, with room for marks under words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QMenu, QPlainTextEdit, QSizePolicy, QWidget

from clinicwriter.ui.details.line_edit import Overlay
from clinicwriter.ui.editor.layout import stretch_areas


class ProseEdit(QPlainTextEdit):
    """A few lines of text that Tab leaves; line ends count as blanks. State: whether it is being filled."""

    text_edited = Signal(str)
    menu_opening = Signal(QMenu, int)
    """The context menu is about to open over a position: put entries in before its first action."""
    rested_at = Signal(int, QPoint)
    """The pointer rests on a position; carries the place on the screen too."""
    was_left = Signal()

    def __init__(self, placeholder: str, line_count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setPlaceholderText(placeholder)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "field")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFixedHeight(line_count * self.fontMetrics().lineSpacing() + 24)
        # Fixed for its row as well, which would else take what room is left over.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.overlays: list[Overlay] = []
        self._is_filled = False
        self.textChanged.connect(self._tell)

    def show_text(self, text: str) -> None:
        """Show this, where it is not what was just typed."""
        if self.typed() == text:
            return
        self._is_filled = True
        self.setPlainText(text)
        self._is_filled = False

    def typed(self) -> str:
        """Return the words, with single blanks between them."""
        return " ".join(self.toPlainText().split())

    def _tell(self) -> None:
        if not self._is_filled:
            self.text_edited.emit(self.typed())

    # -- for marks under words -----------------------------------------------------------------

    def words(self) -> str:
        """Return the text as it is shown."""
        return self.toPlainText()

    def place(self) -> int:
        """Return the cursor's position, as Qt counts."""
        return self.textCursor().position()

    def surface(self) -> QWidget:
        """Return the widget in which areas count."""
        return self.viewport()

    def pick(self, start: int, end: int) -> None:
        """Select a stretch."""
        self.setTextCursor(self._stretch(start, end))
        self.ensureCursorVisible()

    def keep_place(self) -> Callable[[], None]:
        """Return what selects again what is selected now."""
        cursor = self.textCursor()
        return lambda: self.setTextCursor(cursor)

    def take(self, start: int, end: int, words: str) -> None:
        """Put words in place of a stretch, as if somebody typed them."""
        self._stretch(start, end).insertText(words)

    def areas(self, start: int, end: int) -> Iterator[tuple[QRectF, float]]:
        """Yield the area of a stretch on each row, with the height of the letters' feet."""
        block, last = self.document().findBlock(start), self.document().findBlock(end)
        while block.isValid() and block.blockNumber() <= last.blockNumber():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            first = block.position()
            yield from stretch_areas(block, box, start - first, min(end - first, block.length() - 1))
            block = block.next()

    def _stretch(self, start: int, end: int) -> QTextCursor:
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.overlays:
            painter = QPainter(self.viewport())
            for paint in self.overlays:
                paint(painter)
            painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.rested_at.emit(self.cursorForPosition(event.pos()).position(), event.globalPos())
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        position = self.place() if is_by_key else self.cursorForPosition(event.pos()).position()
        menu = self.createStandardContextMenu()
        self.menu_opening.emit(menu, position)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.was_left.emit()
