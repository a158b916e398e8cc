"""The page-like spacing of the text: lines 1.7 apart, short blank lines, at any length of article."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout, QTextLine
from PySide6.QtWidgets import QPlainTextDocumentLayout

TEXT_SIZE_PX = 15.5
LINE_HEIGHT = 1.7
BLANK_LINE = 0.62
"""How high a blank line is, as a part of a full one."""
TALL_LINE = 1.19
"""How high a line of larger letters is, as a multiple of its own height."""


class PageLayout(QPlainTextDocumentLayout):
    """Set lines apart in what QPlainTextDocumentLayout has laid out.

    A plain text layout has no line height, and a rich text one moves every later block on each key
    (3.3 ms a key at 100,000 words, measured). Here Qt lays a block out as ever, and its lines are then
    moved apart once; everybody who paints, scrolls or places the cursor asks for the block's box first.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.pitch = TEXT_SIZE_PX * LINE_HEIGHT

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        box = super().blockBoundingRect(block)
        layout = block.layout()
        # Called for every visible block several times a key. Qt itself puts a first line at 0.
        if layout is None or layout.lineAt(0).y() != 0.0:
            return box
        is_blank = block.length() == 1 and self.document().blockCount() > 1
        self._spread(layout, is_blank=is_blank)
        return super().blockBoundingRect(block)

    def share_of(self, block: QTextBlock, box: QRectF) -> QRectF:
        """Return where a block's lines seem to stand: evenly between the lines above and below."""
        # The lines stand at the bottom of their share, so half of what is above them goes below.
        share = box.translated(0, block.layout().lineAt(0).y() / 2)
        if not block.next().isValid():
            share.setBottom(share.bottom() - self.document().documentMargin())
        missing = max(0.0, self.pitch - share.height())
        return share.adjusted(0, -missing / 2, 0, missing / 2)

    def _spread(self, layout: QTextLayout, *, is_blank: bool) -> None:
        top = 0.0
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            height = float(ceil(line.height()))
            pitch = self.pitch * BLANK_LINE if is_blank else max(self.pitch, height * TALL_LINE)
            line.setPosition(QPointF(line.x(), top + pitch - height))
            top += pitch


def stretch_areas(block: QTextBlock, box: QRectF, start: int, end: int) -> Iterator[tuple[QRectF, float]]:
    """Yield the area of a stretch on each row that it reaches, with the height of the letters' feet.

    ``start`` and ``end`` are Qt's own columns; areas are where the block's box is.
    """
    layout = block.layout()
    for row in range(layout.lineCount()):
        line = layout.lineAt(row)
        first = max(start, line.textStart())
        row_end = line.textStart() + line.textLength()
        last = min(end, row_end)
        if last == row_end < end:  # the blank at which the row was broken
            last -= 1
        if first < last:
            left, right, top = caret_x(line, first), caret_x(line, last), box.top() + line.y()
            # From right to left the words end at the left of where they begin.
            area = QRectF(box.left() + left, top, right - left, line.height()).normalized()
            yield area, top + line.ascent()


def caret_x(line: QTextLine, position: int) -> float:
    """Return where on its line a position is."""
    found = line.cursorToX(position)
    # The binding gives the place together with the position that it was asked for.
    place = found[0] if isinstance(found, tuple) else found
    assert isinstance(place, float)
    return place
