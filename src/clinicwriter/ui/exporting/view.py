"""The right half of the export dialog: a file's difference, or its picture."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage, QPixmap, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QTextEdit, QWidget

from clinicwriter.site import PlannedFile
from clinicwriter.ui.exporting.difference import DifferenceLine, LineKind, readable_difference
from clinicwriter.ui.theme import FONT_ARTICLE, Theme

SIGNS = {LineKind.ADDED: "+", LineKind.REMOVED: "\N{MINUS SIGN}", LineKind.SAME: " ", LineKind.GAP: "⋯"}
LINE_HEIGHT_PERCENT = 145
SIGN_WIDTH_PX = 24
PICTURE_SIDE_PX = 440


class FileView(QStackedWidget):
    """Show what an export does to one file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName("What changes in this file")
        self.text.setProperty("kind", "difference")
        self.text.document().setDocumentMargin(0)
        self.picture = QLabel(self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(self.text)
        self.addWidget(self.picture)

    def show_file(self, file: PlannedFile, theme: Theme) -> None:
        """Show a file of the plan."""
        image = QImage()
        if file.kind == "picture" and file.after and image.loadFromData(file.after):
            self._show_picture(image)
            return
        self.show_difference(file.before, file.after, theme)

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
            cursor.setBlockFormat(_block_format(line.kind, theme))
            cursor.insertText(f"{SIGNS[line.kind]}\t{line.text}", _char_format(line.kind, theme))
        cursor.endEditBlock()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)


def _block_format(kind: LineKind, theme: Theme) -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    block.setLeftMargin(SIGN_WIDTH_PX + 10)
    block.setTextIndent(-SIGN_WIDTH_PX)
    block.setRightMargin(16)
    ground = {LineKind.ADDED: theme.good_soft, LineKind.REMOVED: theme.error_soft}.get(kind)
    if ground is not None:
        block.setBackground(ground)
    return block


def _char_format(kind: LineKind, theme: Theme) -> QTextCharFormat:
    inks: dict[LineKind, QColor] = {
        LineKind.ADDED: theme.good,
        LineKind.REMOVED: theme.error,
        LineKind.GAP: theme.ink_third,
    }
    form = QTextCharFormat()
    font = QFont(FONT_ARTICLE)
    font.setPixelSize(14)
    form.setFont(font)
    form.setForeground(inks.get(kind, theme.ink))
    return form
