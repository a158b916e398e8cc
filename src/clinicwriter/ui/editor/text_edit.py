"""The page-like text: its column, spacing, tinted paragraph, selection and hits, and what the mouse meets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from clinicwriter.ui.editor.layout import LINE_HEIGHT, TEXT_SIZE_PX, PageLayout, caret_x
from clinicwriter.ui.theme import Theme, article_font

COLUMN_LETTERS = 75
SIDE_PX = 38
"""The least margin at the sides of the text; half of it in a narrow pane."""
NARROW_PX = 330
TOP_PX = 32
BELOW_PX = 4
"""So far below its last line, a click is no longer meant for the text's last line."""
_SAMPLE = "The infusion lasts about forty minutes, but results differ from person to person. "
_MOUSE = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
}


Painter = Callable[[QPainter, QTextBlock, QRectF], None]
"""Paints something of one visible block, given its box in the viewport."""


class Span(NamedTuple):
    """A stretch of one block, in Qt's own columns."""

    block: int
    start: int
    end: int


class TextEdit(QPlainTextEdit):
    """Show the article's text as a page. What keys and pasting do is decided by whoever listens."""

    key_pressed = Signal(QKeyEvent)
    """A key was pressed; whoever handles it accepts it, otherwise it does what it usually does."""
    typed = Signal(str)
    """These letters are about to be put in by key or input method."""
    data_came = Signal(QMimeData)
    """Something was pasted or dropped at the cursor."""
    pressed = Signal(bool)
    """A mouse button was pressed in the text; carries whether that was below its last line."""
    menu_wished = Signal(QContextMenuEvent)
    focus_came = Signal()
    clicked_at = Signal(int)
    """The left button was let go at a position of the document, and nothing is selected."""
    rested_at = Signal(int, QPoint)
    """The pointer rests on a position of the document; carries the place on the screen too."""
    over_line = Signal(int)
    """The pointer is over this line now; -1 when it has left the text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits: Sequence[Span] = ()
        self.underlays: list[Painter] = []
        self.overlays: list[Painter] = []
        self.shows_tint = True
        self.read_selection: Callable[[], str] = lambda: self.textCursor().selectedText()
        self._theme = theme
        self._size_px = TEXT_SIZE_PX
        self._tinted = 0
        self._hovered: range | None = None
        self._over_line = -1
        self.setObjectName("article-text")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QPlainTextEdit { background: transparent; border: none; }")
        self.viewport().setAutoFillBackground(False)
        self.setCursorWidth(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page_layout = PageLayout(self.document())
        self.document().setDocumentLayout(self.page_layout)
        self.document().setDocumentMargin(TOP_PX)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.viewport().setMouseTracking(True)
        self.set_size(TEXT_SIZE_PX)
        self.cursorPositionChanged.connect(self._move_tint)
        self.updateRequest.connect(self._renew_edges)
        # Another line comes under a pointer that rests, and nobody pointed at it.
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._note_over(-1))

    # -- looks ---------------------------------------------------------------------------------

    @property
    def point_size(self) -> float:
        """Return the size of the text in points."""
        return self.font().pointSizeF()

    def set_size(self, size_px: float) -> None:
        """Take another size of text."""
        self._size_px = size_px
        self.page_layout.pitch = size_px * LINE_HEIGHT
        font = article_font(size_px)
        self.setFont(font)
        self.document().setDefaultFont(font)
        self.setTabStopDistance(4 * QFontMetricsF(font).horizontalAdvance(" "))
        self._set_margins()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        palette = self.palette()
        palette.setColor(palette.ColorRole.Text, theme.ink)
        palette.setColor(palette.ColorRole.PlaceholderText, theme.ink_third)
        palette.setColor(palette.ColorRole.Highlight, theme.selection)
        palette.setColor(palette.ColorRole.HighlightedText, theme.ink)
        self.setPalette(palette)
        self.update()

    def mark_hovered(self, lines: range | None) -> None:
        """Tint the lines that the pointer is over, here or on the page, more quietly than the cursor's."""
        if lines != self._hovered:
            self._hovered = lines
            self.update()

    def column_width(self) -> float:
        """Return how wide the text's column may be at most."""
        advance = QFontMetricsF(self.font()).horizontalAdvance(_SAMPLE)
        return advance / len(_SAMPLE) * COLUMN_LETTERS

    def _set_margins(self) -> None:
        width = self.width()
        least = SIDE_PX if width >= NARROW_PX else SIDE_PX // 2
        side = max(least, round((width - self.column_width()) / 2))
        inner = max(0, side - TOP_PX)
        bar = self.verticalScrollBar().sizeHint().width() if self.verticalScrollBar().isVisible() else 0
        self.setViewportMargins(inner, 0, max(0, inner - bar), 0)

    # -- geometry ------------------------------------------------------------------------------

    def visible_blocks(self) -> Iterator[tuple[QTextBlock, QRectF]]:
        """Yield each block that can be seen, with its box in the viewport."""
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        bottom = self.viewport().height()
        while block.isValid() and offset.y() <= bottom:
            box = self.blockBoundingRect(block).translated(offset)
            yield block, box
            offset.setY(offset.y() + box.height())
            block = block.next()

    def first_visible_line(self) -> float:
        """Return the line at the top of the view, with how much of it is above as a fraction."""
        for block, box in self.visible_blocks():
            if box.bottom() > 0.5:
                above = max(0.0, -box.top()) / max(1.0, box.height())
                return block.blockNumber() + min(above, 0.999)
        return float(max(0, self.blockCount() - 1))

    def cursor_row(self) -> tuple[int, int] | None:
        """Return the cursor's line and the row within it; ``None`` while the line is not laid out. Cheap."""
        cursor = self.textCursor()
        block = cursor.block()
        row = block.layout().lineForTextPosition(cursor.positionInBlock())
        return (block.blockNumber(), row.lineNumber()) if row.isValid() else None

    def scroll_to(self, line: float) -> None:
        """Bring a line, counted from 0, with its fraction to the top of the view."""
        block = self.document().findBlockByNumber(min(max(0, int(line)), self.blockCount() - 1))
        self.blockBoundingRect(block)
        row = int((line - int(line)) * max(1, block.lineCount()))
        self.verticalScrollBar().setValue(block.firstLineNumber() + row)

    def _line_at(self, point: QPointF) -> QPointF:
        """Return the point moved into the nearest line, since Qt takes a gap for the line's end."""
        for block, box in self.visible_blocks():
            layout = block.layout()
            if box.bottom() <= point.y() or not layout.lineCount():
                continue
            inside = point.y() - box.top()
            lines = [layout.lineAt(row) for row in range(layout.lineCount())]
            nearest = min(lines, key=lambda line: abs(line.y() + line.height() / 2 - inside))
            low, high = nearest.y() + 1, nearest.y() + nearest.height() - 1
            return QPointF(point.x(), box.top() + min(max(inside, low), high))
        return point

    def _is_below_text(self, height: float) -> bool:
        *_, (block, box) = self.visible_blocks()
        layout = block.layout()
        if block.next().isValid() or not layout.lineCount():
            return False
        line = layout.lineAt(layout.lineCount() - 1)
        return height > box.top() + line.y() + line.height() + BELOW_PX

    # -- painting ------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._paint_ground()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _leaves(event):
            # Whatever the window does with Ctrl+Tab elsewhere, here it leaves the text.
            event.accept()
            return True
        if event.type() in _MOUSE and isinstance(event, QMouseEvent):
            return self._pass_to_text(event)
        return super().event(event)

    def _renew_edges(self, area: QRect, scrolled: int) -> None:
        """Draw the ground beside the text anew: Qt renews the text alone, and the tint goes beyond.

        A key that moves no row moves no tint either: Qt renews down to the end where one does.
        """
        inside = self.viewport().geometry()
        if not scrolled and area.bottom() < inside.height() - 1:
            return
        self.update(0, 0, inside.left(), self.height())
        self.update(inside.right() + 1, 0, self.width() - inside.right() - 1, self.height())

    def _paint_ground(self) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.surface)
        for block, box in self.visible_blocks():
            number = block.blockNumber()
            is_tinted = self.shows_tint and number == self._tinted and not self.isReadOnly()
            if is_tinted or (self._hovered is not None and number in self._hovered):
                colour = self._theme.paragraph if is_tinted else self._theme.hovered_paragraph
                share = self.page_layout.share_of(block, box)
                painter.fillRect(QRectF(0, share.top(), self.width(), share.height()), colour)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._paint_layers(painter, event, self.underlays)
        cursor = self.textCursor()
        if cursor.hasSelection() or self.hits:
            for block, box in self.visible_blocks():
                self._paint_hits(painter, block, box)
                start, end = (
                    cursor.selectionStart() - block.position(),
                    cursor.selectionEnd() - block.position(),
                )
                if start < block.length() and end > 0 and cursor.hasSelection():
                    self._paint_span(painter, block, box, start, end, self._theme.selection)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._paint_layers(painter, event, self.overlays)
        painter.end()

    def _paint_layers(self, painter: QPainter, event: QPaintEvent, layers: Sequence[Painter]) -> None:
        if not layers:
            return
        top, bottom = event.rect().top(), event.rect().bottom()
        for block, box in self.visible_blocks():
            if box.bottom() >= top and box.top() <= bottom:
                for paint in layers:
                    paint(painter, block, box)

    def _paint_hits(self, painter: QPainter, block: QTextBlock, box: QRectF) -> None:
        number = block.blockNumber()
        for hit in self.hits:
            if hit.block == number:
                self._paint_span(painter, block, box, hit.start, hit.end, self._theme.warning_soft)

    def _paint_span(
        self, painter: QPainter, block: QTextBlock, box: QRectF, start: int, end: int, colour: QColor
    ) -> None:
        """Fill behind a stretch for the whole height of its lines: Qt's own selection leaves gaps."""
        layout = block.layout()
        for row in range(layout.lineCount()):
            line = layout.lineAt(row)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first > last or (first == last and end < block.length()):
                continue
            left, right = caret_x(line, first), caret_x(line, last)
            if end >= block.length() and row == layout.lineCount() - 1:
                right += 6
            gap = max(0.0, self.page_layout.pitch - line.height()) / 2
            top = box.top() + line.y() - gap
            area = QRectF(box.left() + left, top, right - left, line.height() + 2 * gap).normalized()
            painter.fillRect(area, colour)

    def _move_tint(self) -> None:
        number = self.textCursor().blockNumber()
        if number != self._tinted:
            self._tinted = number
            self.update()

    # -- events --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        was_seen = QRect(QPoint(), event.oldSize()).contains(self.cursorRect().center())
        self._set_margins()
        super().resizeEvent(event)
        if was_seen:
            self.ensureCursorVisible()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_came.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.key_pressed.emit(event)
        if event.isAccepted():
            return
        event.accept()
        if event.text():
            self.typed.emit(event.text())
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString():
            self.typed.emit(event.commitString())
        super().inputMethodEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wished.emit(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(self._snapped(event))
        self.pressed.emit(self._is_below_text(event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(self._snapped(event))
        self._note_over(self._line_under(event) if event.buttons() == Qt.MouseButton.NoButton else -1)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._note_over(-1)

    def _line_under(self, event: QMouseEvent) -> int:
        height = event.position().y()
        under = (block for block, box in self.visible_blocks() if box.top() <= height < box.bottom())
        block = next(under, None)
        return block.blockNumber() if block is not None else -1

    def _note_over(self, line: int) -> None:
        if line != self._over_line:
            self._over_line = line
            self.over_line.emit(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self._snapped(event))
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.clicked_at.emit(self.textCursor().position())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            position = self.cursorForPosition(event.pos()).position()
            self.rested_at.emit(position, event.globalPos())
            return True
        return super().viewportEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(self._snapped(event))

    def _snapped(self, event: QMouseEvent) -> QMouseEvent:
        if not self.viewport().rect().contains(event.position().toPoint()):
            return event
        return _at(event, self._line_at(event.position()))

    def _pass_to_text(self, event: QMouseEvent) -> bool:
        """Let a click in the wide margins reach the line beside it."""
        origin = QPointF(self.viewport().pos())
        return QCoreApplication.sendEvent(self.viewport(), _at(event, event.position() - origin))

    # -- pasting and dropping --------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        # Qt's own would make blanks of no-break spaces.
        data.setText(self.read_selection())
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasImage() or source.hasUrls() or source.hasHtml()

    def paste_plain(self) -> None:
        """Paste what was copied without how it looked."""
        plain = QMimeData()
        plain.setText(QGuiApplication.clipboard().text())
        self.data_came.emit(plain)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.data_came.emit(source)


def _leaves(event: QKeyEvent) -> bool:
    is_tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
    return is_tab and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _at(event: QMouseEvent, position: QPointF) -> QMouseEvent:
    return QMouseEvent(
        event.type(),
        position,
        event.globalPosition(),
        event.button(),
        event.buttons(),
        event.modifiers(),
        event.pointingDevice(),
    )
