"""How one row of the list is drawn: the title in two lines at most, a dot, the state in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clinicwriter.site.library import Snippet
from clinicwriter.ui.library.model import ROW_ROLE
from clinicwriter.ui.library.rows import LibraryRow
from clinicwriter.ui.theme import Theme, ThemeKeeper

SIDE_PX = 14
TOP_PX = 11
GAP_PX = 3
DOT_PX = 7
LENGTH_GAP_PX = 10
"""So far the text's length keeps from the state, or it is left to the tooltip."""
MARK_PX = 3
TITLE_LINES = 2
SNIPPET_LINES = 2

Pieces = Callable[[LibraryRow], Snippet | None]
Marks = Callable[[str], tuple[tuple[int, int], ...]]


class RowDrawing(QStyledItemDelegate):
    """Draw a row with the theme's colours. State: titles broken into lines so far."""

    def __init__(self, keeper: ThemeKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._width_px = parent.width()
        self._type = _Type(parent.font())
        self._lines: dict[str, tuple[str, ...]] = {}
        self._piece: Pieces = lambda _row: None
        self._marks: Marks = lambda _text: ()

    def set_search(self, piece: Pieces, marks: Marks) -> None:
        """Show these pieces of the texts under the titles, and mark these places in both."""
        self._piece, self._marks = piece, marks

    def set_width(self, width_px: int) -> None:
        """Lay titles out for a list of this width."""
        if width_px != self._width_px:
            self._width_px = width_px
            self._lines.clear()

    def _use_font(self, font: QFont) -> None:
        if font != self._type.font:
            self._type = _Type(font)
            self._lines.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        self._use_font(option.font)
        row: LibraryRow = index.data(ROW_ROLE)
        # Only rows that are painted have their titles broken: in a list of thousands it would be felt.
        is_short = self._type.bold_metrics.horizontalAdvance(row.shown_title) <= self._room_px
        lines = 1 if is_short else TITLE_LINES
        height = lines * self._type.bold_height + GAP_PX + self._type.small_height + 2 * TOP_PX
        if self._piece(row) is not None:
            height += SNIPPET_LINES * self._type.small_height + GAP_PX
        return QSize(self._width_px, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: LibraryRow = index.data(ROW_ROLE)
        self._use_font(option.font)
        theme = self._keeper.theme
        area: QRect = option.rect
        painter.save()
        self._draw_ground(painter, area, option.state, theme)
        ink = theme.ink if row.state.is_article else theme.ink_second
        y = self._draw_title(painter, area, row.shown_title, ink)
        piece = self._piece(row)
        if piece is not None:
            self._draw_snippet(painter, area, y + GAP_PX, piece, theme)
            y += SNIPPET_LINES * self._type.small_height + GAP_PX
        self._draw_state(painter, area, y + GAP_PX, row, theme)
        painter.restore()

    def _draw_snippet(self, painter: QPainter, area: QRect, y: int, piece: Snippet, theme: Theme) -> None:
        layout = QTextLayout(piece.text, self._type.small)
        layout.setFormats([_marked(start, end, theme) for start, end in piece.marks])
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        for number in range(SNIPPET_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self._room_px)
            line.setPosition(QPointF(0, number * self._type.small_height))
        layout.endLayout()
        painter.setPen(theme.ink_second)
        layout.draw(painter, QPointF(area.left() + SIDE_PX, y))

    def _title_lines(self, title: str) -> tuple[str, ...]:
        if title not in self._lines:
            self._lines[title] = _broken(title, self._type.bold, self._type.bold_metrics, self._room_px)
        return self._lines[title]

    @property
    def _room_px(self) -> int:
        return self._width_px - 2 * SIDE_PX

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

    def _draw_title(self, painter: QPainter, area: QRect, title: str, ink: QColor) -> int:
        painter.setFont(self._type.bold)
        painter.setPen(ink)
        y, height = area.top() + TOP_PX, self._type.bold_height
        for line in self._title_lines(title):
            box = QRect(area.left() + SIDE_PX, y, area.width() - 2 * SIDE_PX, height)
            self._draw_marks(painter, box, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)
            y += height
        return y

    def _draw_marks(self, painter: QPainter, box: QRect, line: str) -> None:
        """Lay found words of a title on coloured ground."""
        advance = self._type.bold_metrics.horizontalAdvance
        for start, end in self._marks(line):
            left = box.left() + advance(line[:start])
            ground = QRect(left, box.top() + 1, advance(line[start:end]), box.height() - 2)
            painter.fillRect(ground, self._keeper.theme.warning_soft)

    def _draw_state(self, painter: QPainter, area: QRect, y: int, row: LibraryRow, theme: Theme) -> None:
        font, height = self._type.small, self._type.small_height
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(getattr(theme, row.state.colour_role))
        left = area.left() + SIDE_PX
        painter.drawEllipse(QRectF(QPointF(left, y + (height - DOT_PX) / 2), QSize(DOT_PX, DOT_PX).toSizeF()))
        painter.setFont(font)
        painter.setPen(theme.error if row.problem else theme.ink_second)
        box = QRect(left + DOT_PX + 6, y, area.width() - 2 * SIDE_PX - DOT_PX - 6, height)
        metrics = painter.fontMetrics()
        line = row.line(date.today())
        one_line = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        if (
            metrics.horizontalAdvance(line) + LENGTH_GAP_PX + metrics.horizontalAdvance(row.length)
            <= box.width()
        ):
            painter.drawText(box, one_line | Qt.AlignmentFlag.AlignRight, row.length)
        painter.drawText(box, one_line, metrics.elidedText(line, Qt.TextElideMode.ElideRight, box.width()))


def _marked(start: int, end: int, theme: Theme) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = start, end - start
    form = QTextCharFormat()
    form.setForeground(theme.ink)
    form.setBackground(theme.warning_soft)
    form.setFontWeight(QFont.Weight.DemiBold)
    found.format = form
    return found


class _Type:
    """The fonts of a row and their measures, made once for a font of the list."""

    def __init__(self, font: QFont) -> None:
        self.font = QFont(font)
        self.bold = QFont(font)
        self.bold.setWeight(QFont.Weight.DemiBold)
        self.small = QFont(font)
        if font.pixelSize() > 0:
            self.small.setPixelSize(max(9, font.pixelSize() - 1))
        else:
            self.small.setPointSizeF(max(7.0, font.pointSizeF() - 0.75))
        self.bold_metrics = QFontMetrics(self.bold)
        self.bold_height = self.bold_metrics.height() + 2
        self.small_height = QFontMetrics(self.small).height() + 2


def _broken(title: str, font: QFont, metrics: QFontMetrics, width_px: int) -> tuple[str, ...]:
    """Break a title into two lines at most; what does not fit is left out with an ellipsis."""
    if metrics.horizontalAdvance(title) <= width_px:
        return (title,)
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
    return tuple(lines)
