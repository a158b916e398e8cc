"""How one row of the list is drawn: the title in two lines at most, a dot, the state in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clinicwriter.ui.library.model import ROW_ROLE
from clinicwriter.ui.library.rows import LibraryRow
from clinicwriter.ui.theme import Theme, ThemeKeeper

SIDE_PX = 14
TOP_PX = 11
GAP_PX = 3
DOT_PX = 7
MARK_PX = 3
TITLE_LINES = 2


class RowDrawing(QStyledItemDelegate):
    """Draw a row with the theme's colours."""

    def __init__(self, keeper: ThemeKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._width_px = parent.width()

    def set_width(self, width_px: int) -> None:
        """Lay titles out for a list of this width."""
        self._width_px = width_px

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: LibraryRow = index.data(ROW_ROLE)
        lines = len(_title_lines(row.shown_title, _bold(option.font), self._width_px - 2 * SIDE_PX))
        small = _small(option.font)
        height = lines * _line_height(_bold(option.font)) + GAP_PX + _line_height(small) + 2 * TOP_PX
        return QSize(self._width_px, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: LibraryRow = index.data(ROW_ROLE)
        theme = self._keeper.theme
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        self._draw_ground(painter, area, state, theme)
        font: QFont = option.font
        y = self._draw_title(painter, area, row.shown_title, _bold(font), theme.ink)
        self._draw_state(painter, area, y + GAP_PX, row, _small(font), theme)
        painter.restore()

    @staticmethod
    def _draw_ground(painter: QPainter, area: QRect, state: QStyle.StateFlag, theme: Theme) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.accent_soft)
            painter.fillRect(QRect(area.left(), area.top(), MARK_PX, area.height()), theme.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.canvas)
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), theme.line)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.accent)
            painter.drawRect(area.adjusted(1, 1, -2, -3))

    @staticmethod
    def _draw_title(painter: QPainter, area: QRect, title: str, font: QFont, ink: QColor) -> int:
        painter.setFont(font)
        painter.setPen(ink)
        y = area.top() + TOP_PX
        for line in _title_lines(title, font, area.width() - 2 * SIDE_PX):
            box = QRect(area.left() + SIDE_PX, y, area.width() - 2 * SIDE_PX, _line_height(font))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)
            y += _line_height(font)
        return y

    @staticmethod
    def _draw_state(
        painter: QPainter, area: QRect, y: int, row: LibraryRow, font: QFont, theme: Theme
    ) -> None:
        height = _line_height(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(getattr(theme, row.state.colour_role))
        left = area.left() + SIDE_PX
        painter.drawEllipse(QRectF(QPointF(left, y + (height - DOT_PX) / 2), QSize(DOT_PX, DOT_PX).toSizeF()))
        painter.setFont(font)
        painter.setPen(theme.error if row.problem else theme.ink_second)
        box = QRect(left + DOT_PX + 6, y, area.width() - 2 * SIDE_PX - DOT_PX - 6, height)
        words = painter.fontMetrics().elidedText(
            row.line(date.today()), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _small(font: QFont) -> QFont:
    small = QFont(font)
    if font.pixelSize() > 0:
        small.setPixelSize(max(9, font.pixelSize() - 1))
    else:
        small.setPointSizeF(max(7.0, font.pointSizeF() - 0.75))
    return small


def _line_height(font: QFont) -> int:
    return QFontMetrics(font).height() + 2


def _title_lines(title: str, font: QFont, width_px: int) -> list[str]:
    """Break a title into two lines at most; what does not fit is left out with an ellipsis."""
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(title) <= width_px:
        return [title]
    layout = QTextLayout(title, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while len(lines) < TITLE_LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(width_px)
        start = line.textStart()
        is_last = len(lines) == TITLE_LINES - 1
        end = len(title) if is_last else start + line.textLength()
        lines.append(metrics.elidedText(title[start:end].strip(), Qt.TextElideMode.ElideRight, width_px))
    layout.endLayout()
    return lines
