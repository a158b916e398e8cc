"""A grid of little boxes to choose a table's size with the mouse or the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget, QWidgetAction

from clinicwriter.ui.theme import Theme

COLUMNS, ROWS = 6, 6
_BOX_PX, _EDGE_PX, _LABEL_PX = 24, 10, 26
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class TableGrid(QWidget):
    """Show the size under the mouse or the arrow keys. Changes: that size."""

    chosen = Signal(int, int)
    """Columns, and rows below the headings."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.columns, self.rows = 2, 2
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Size of the table")
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(2 * _EDGE_PX + COLUMNS * _BOX_PX, 2 * _EDGE_PX + ROWS * _BOX_PX + _LABEL_PX)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_size(
            int(event.position().x() - _EDGE_PX) // _BOX_PX + 1,
            int(event.position().y() - _EDGE_PX) // _BOX_PX + 1,
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)
        self.chosen.emit(self.columns, self.rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._set_size(self.columns + step[0], self.rows + step[1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.columns, self.rows)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for column in range(COLUMNS):
            for row in range(ROWS):
                is_in = column < self.columns and row < self.rows
                painter.setPen(QPen(self._theme.accent if is_in else self._theme.line_strong, 1))
                painter.setBrush(self._theme.accent_soft if is_in else self._theme.surface)
                corner = (_EDGE_PX + column * _BOX_PX + 1.5, _EDGE_PX + row * _BOX_PX + 1.5)
                painter.drawRoundedRect(QRectF(*corner, _BOX_PX - 4, _BOX_PX - 4), 3, 3)
        painter.setPen(self._theme.ink_second)
        label = QRectF(0, _EDGE_PX + ROWS * _BOX_PX, self.width(), _LABEL_PX)
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self._words())

    def _set_size(self, columns: int, rows: int) -> None:
        size = min(max(1, columns), COLUMNS), min(max(1, rows), ROWS)
        if size != (self.columns, self.rows):
            self.columns, self.rows = size
            self._describe()
            self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(self._words())

    def _words(self) -> str:
        return f"{self.columns} columns, {self.rows} rows"


class TableMenu(QMenu):
    """Hold the grid as a popup, since a menu knows how to close."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.grid = TableGrid(theme, holder)
        self.grid.setFixedSize(self.grid.sizeHint())
        column.addWidget(self.grid)
        action = QWidgetAction(self)
        action.setDefaultWidget(holder)
        self.addAction(action)
        self.grid.chosen.connect(self.close)

    def show_at(self, place: QPoint) -> None:
        """Open under a point of the screen, ready for the arrow keys."""
        self.popup(place)
        self.grid.setFocus()
