"""The sign over the window while files are dragged: where they may fall, and what comes of it.

State that changes: what is offered, whether the pointer is where the drop is taken, and the line in the text.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from clinicwriter.ui.importing.dragged import Offer
from clinicwriter.ui.theme import ThemeKeeper, pixmap
from clinicwriter.ui.window import Window

INSET_PX, CORNER_PX, LINE_PX = 8, 13, 2
APART_PX = 24
"""So far are the words from an end of the text."""
ICON_PX = 28
VEIL = 150
"""How much of what lies below the sign is covered, of 255."""
EDGE_PX, SCROLL_MS = 32, 80
"""So near to the upper or lower edge of the text it scrolls, a line each time."""


class DropSign(QWidget):
    """Lie over the whole window while files are dragged, and take what falls."""

    fell = Signal(QPoint)
    """Files fell where they are taken; carries the place in the text's viewport."""

    def __init__(self, window: Window, text: QPlainTextEdit, keeper: ThemeKeeper) -> None:
        super().__init__(window)
        self._window = window
        self._text = text
        self._keeper = keeper
        self._offer: Offer | None = None
        self._is_over = False
        self._line = QRect()
        self._at = QPoint()
        self._scrolling = QTimer(self, interval=SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll)
        self._build_card()
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.hide()

    def _build_card(self) -> None:
        self._card = QFrame(self)
        self._card.setObjectName("drop-sign")
        self._icon, self._title, self._hint = QLabel(self._card), QLabel(self._card), QLabel(self._card)
        self._title.setProperty("kind", "article-title")
        self._hint.setProperty("kind", "second")
        column = QVBoxLayout(self._card)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(4)
        for label in (self._icon, self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)

    def show_offer(self, offer: Offer) -> None:
        """Lie over the window and say this."""
        self._offer = offer
        self._is_over = False
        self._line = QRect()
        role = "accent" if offer.is_taken else "warning"
        self._icon.setPixmap(pixmap(offer.icon, self._keeper.theme, ICON_PX, role, self.devicePixelRatioF()))
        self._title.setText(offer.title)
        self._hint.setText(offer.hint)
        self.setAccessibleName(f"{offer.title}. {offer.hint}")
        self.setGeometry(self._window.rect())
        self._card.adjustSize()
        self._place_card()
        self.raise_()
        self.show()

    def _place_card(self) -> None:
        """Put the words in the middle; over the text at that end of it where the pointer is not."""
        place, card = self._place(), self._card.rect()
        card.moveCenter(place.center())
        if self._offer is not None and self._offer.is_for_text:
            is_below = self._at.y() < place.center().y()
            card.moveTop(place.bottom() - card.height() - APART_PX if is_below else place.top() + APART_PX)
        self._card.setGeometry(card)

    @property
    def words(self) -> str:
        """Return what the sign says, "" while it is not seen."""
        return f"{self._title.text()}. {self._hint.text()}" if self.isVisible() else ""

    def _place(self) -> QRect:
        """Return where the drop is taken: the text, or the whole window."""
        if self._offer is None or not self._offer.is_for_text:
            return self.rect()
        view = self._text.viewport()
        return QRect(view.mapTo(self._window, QPoint(0, 0)), view.size())

    # -- what is dragged -----------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Whoever refuses this hears no more of the drag: whether it may fall is said at each move.
        _take_a_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._follow(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self._follow(event)
        is_taken, place = self._is_over, self._in_text(event.position().toPoint())
        self._end()
        if is_taken:
            self.fell.emit(place)

    def _follow(self, event: QDropEvent) -> None:
        """Take what is dragged where the pointer is, or not, and say so."""
        self._at = event.position().toPoint()
        is_over = self._offer is not None and self._offer.is_taken and self._place().contains(self._at)
        line = self._line_at(self._at) if is_over else QRect()
        if (is_over, line) != (self._is_over, self._line):
            self._is_over, self._line = is_over, line
            self._place_card()
            self.update()
        if is_over:
            _take_a_copy(event)
        else:
            event.ignore()
        self._scrolling.start() if is_over and not line.isNull() else self._scrolling.stop()

    def _in_text(self, place: QPoint) -> QPoint:
        return self._text.viewport().mapFrom(self._window, place)

    def _line_at(self, place: QPoint) -> QRect:
        if self._offer is None or not self._offer.is_for_text:
            return QRect()
        view = self._text.viewport()
        line = self._text.cursorRect(self._text.cursorForPosition(self._in_text(place)))
        return line.translated(view.mapTo(self._window, QPoint(0, 0)))

    def _scroll(self) -> None:
        place, bar = self._place(), self._text.verticalScrollBar()
        below = self._at.y() > place.bottom() - EDGE_PX
        above = self._at.y() < place.top() + EDGE_PX
        if above or below:
            bar.setValue(bar.value() + below - above)
            self._line = self._line_at(self._at)
            self.update()

    def _end(self) -> None:
        self._scrolling.stop()
        self.hide()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        # No pointer moves here while something is dragged: the end of it was not told.
        super().mouseMoveEvent(event)
        self._end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._end()

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._offer is None:
            return
        theme = self._keeper.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(theme.accent_soft if self._offer.is_taken else theme.canvas)
        veil.setAlpha(VEIL)
        colour = theme.accent if self._offer.is_taken else theme.warning
        painter.setPen(
            QPen(colour, LINE_PX, Qt.PenStyle.SolidLine if self._is_over else Qt.PenStyle.DashLine)
        )
        painter.setBrush(veil)
        area = QRectF(self._place()).adjusted(INSET_PX, INSET_PX, -INSET_PX, -INSET_PX)
        painter.drawRoundedRect(area, CORNER_PX, CORNER_PX)
        if not self._line.isNull():
            painter.fillRect(QRect(self._line.topLeft(), self._line.size()).adjusted(-1, 0, 1, 0), colour)
        painter.end()


def _take_a_copy(event: QDropEvent) -> None:
    """Accept a drop; what is dragged stays where it was, whatever was proposed, where that can be."""
    if event.possibleActions() & Qt.DropAction.CopyAction:
        event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
