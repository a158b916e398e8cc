"""The right half of the export dialog: a file's difference, or its picture."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPainter,
    QPaintEvent,
    QPixmap,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QTextEdit, QWidget

from clinicwriter.site import PlannedFile
from clinicwriter.ui.exporting.articles import article_difference
from clinicwriter.ui.exporting.difference import DifferenceLine, LineKind, readable_difference
from clinicwriter.ui.theme import FONT_ARTICLE, Theme

SIGNS = {
    LineKind.ADDED: "+",
    LineKind.REMOVED: "\N{MINUS SIGN}",
    LineKind.SAME: " ",
    LineKind.GAP: "⋯",
    LineKind.NOTE: " ",
}
LINE_HEIGHT_PERCENT = 125
SIGN_WIDTH_PX = 24
PICTURE_SIDE_PX = 440
MARK_ALPHA = 40
"""How much of its ink lies under a word that differs, of 255."""


class FileView(QStackedWidget):
    """Show what an export does to one file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = DifferenceText(self)
        self.text.setAccessibleName("What changes in this file")
        self.text.setProperty("kind", "difference")
        self.picture = QLabel(self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(self.text)
        self.addWidget(self.picture)

    def show_file(self, file: PlannedFile, theme: Theme) -> None:
        """Show a file of the plan."""
        image = QImage()
        data = file.after or file.before
        if file.kind == "picture" and data and image.loadFromData(data):
            self._show_picture(image)
            return
        differ = article_difference if file.kind == "article" else readable_difference
        self._show_lines(differ(file.before, file.after), theme)
        self.setCurrentWidget(self.text)

    def show_difference(self, before: bytes | None, after: bytes | None, theme: Theme) -> None:
        """Show what lies between two texts."""
        self._show_lines(readable_difference(before, after), theme)
        self.setCurrentWidget(self.text)

    def _show_picture(self, image: QImage) -> None:
        side = min(PICTURE_SIDE_PX, max(image.width(), image.height()))
        scaled = image.scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self.picture.setPixmap(QPixmap.fromImage(scaled))
        self.setCurrentWidget(self.picture)

    def _show_lines(self, lines: tuple[DifferenceLine, ...], theme: Theme) -> None:
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        cursor.beginEditBlock()
        for number, line in enumerate(lines or (DifferenceLine(LineKind.SAME, "There is no difference."),)):
            if number:
                cursor.insertBlock()
            cursor.setBlockFormat(_block_format())
            cursor.insertText(f"{SIGNS[line.kind]}\t", _char_format(line.kind, theme))
            for words, form in _formatted(line, theme):
                cursor.insertText(words, form)
        cursor.endEditBlock()
        grounds = {LineKind.ADDED: theme.good_soft, LineKind.REMOVED: theme.error_soft}
        self.text.set_grounds({n: grounds[line.kind] for n, line in enumerate(lines) if line.kind in grounds})
        self.text.moveCursor(QTextCursor.MoveOperation.Start)


class DifferenceText(QTextEdit):
    """Text whose changed lines stand on coloured ground from edge to edge. State: which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grounds: dict[int, QColor] = {}
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(0)

    def set_grounds(self, grounds: dict[int, QColor]) -> None:
        """Colour these lines, by their number."""
        self._grounds = grounds
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        layout = self.document().documentLayout()
        down = -self.verticalScrollBar().value()
        for number, colour in self._grounds.items():
            box = layout.blockBoundingRect(self.document().findBlockByNumber(number))
            band = QRectF(0, box.top() + down, self.viewport().width(), box.height())
            if band.intersects(QRectF(event.rect())):
                painter.fillRect(band, colour)
        painter.end()
        super().paintEvent(event)


def _block_format() -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    block.setLeftMargin(SIGN_WIDTH_PX + 10)
    block.setTextIndent(-SIGN_WIDTH_PX)
    block.setRightMargin(16)
    block.setTabPositions([QTextOption.Tab(SIGN_WIDTH_PX, QTextOption.TabType.LeftTab)])
    return block


def _formatted(line: DifferenceLine, theme: Theme) -> Iterator[tuple[str, QTextCharFormat]]:
    """Yield the words of a line with how they look: where some differ, the others are as ever."""
    if line.marks is None:
        yield line.text, _char_format(line.kind, theme)
        return
    plain, marked = _char_format(LineKind.SAME, theme), _char_format(line.kind, theme)
    ground = QColor(marked.foreground().color())
    ground.setAlpha(MARK_ALPHA)
    marked.setBackground(ground)
    marked.setFontUnderline(line.kind is LineKind.ADDED)
    marked.setFontStrikeOut(line.kind is LineKind.REMOVED)
    at = 0
    for start, end in line.marks:
        yield line.text[at:start], plain
        yield line.text[start:end], marked
        at = end
    yield line.text[at:], plain


def _char_format(kind: LineKind, theme: Theme) -> QTextCharFormat:
    inks: dict[LineKind, QColor] = {
        LineKind.ADDED: theme.good,
        LineKind.REMOVED: theme.error,
        LineKind.GAP: theme.ink_third,
        LineKind.NOTE: theme.ink_second,
    }
    form = QTextCharFormat()
    font = QFont(FONT_ARTICLE)
    font.setPixelSize(14)
    form.setFont(font)
    form.setForeground(inks.get(kind, theme.ink))
    return form
