"""Marks under words in the editor: what spelling, grammar and checks found, drawn where it can be seen.

Any source shows its marks under a name of its own::

    editor.marks.show("checks", [Mark.on_line(4, 10, 17, Look.SHOULD, key=finding)])

and hears of the pointer, the click and the context menu by the signals of :class:`Marks`. Marks change
neither the text nor its undo steps nor its formats: they are painted, and only those in view.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QTextBlock
from PySide6.QtWidgets import QMenu

from clinicwriter.article import LineChange
from clinicwriter.ui.editor.layout import stretch_areas
from clinicwriter.ui.editor.letters import column_from_qt, qt_column
from clinicwriter.ui.editor.mark_lines import Look, Mark, MarkLines, Piece
from clinicwriter.ui.editor.passage import Place
from clinicwriter.ui.editor.text_edit import TextEdit
from clinicwriter.ui.session import Session
from clinicwriter.ui.theme import Theme, ThemeKeeper

__all__ = ["INKS", "TINTS", "Look", "Mark", "Marks", "draw_line_under"]

INKS = {
    Look.SPELLING: "error",
    Look.GRAMMAR: "grammar",
    Look.MUST: "error",
    Look.SHOULD: "warning",
    Look.TIP: "accent",
}
"""The theme's role for the line under a mark."""
TINTS = {Look.MUST: "error_soft", Look.SHOULD: "warning_soft", Look.TIP: "accent_soft"}
"""The theme's role for the ground of a mark; a wavy line has none."""
_WAVE_PX, _STEP_PX = 2.0, 2.5
"""How far a wavy line goes up and down, and half of how far apart its tops are."""
_GAP_PX = 2.5
"""How far below the letters' feet a line stands."""


class Marks(QObject):
    """Show marks and say what the pointer does with them. State: the marks of each source."""

    hovered = Signal(object, QPoint)
    """The pointer rests on a mark: carries the ``Mark`` and the place on the screen."""
    clicked = Signal(object)
    """A mark was clicked, and nothing was selected by it: carries the ``Mark``."""
    menu_opening = Signal(QMenu, object)
    """The context menu is about to open over marks: put entries in before its first action.

    Carries the menu and a ``tuple[Mark, ...]``, the shortest mark first.
    """

    def __init__(self, text: TextEdit, session: Session, keeper: ThemeKeeper) -> None:
        super().__init__(text)
        self._text = text
        self._session = session
        self._keeper = keeper
        self._lines: list[str] = []
        self._sources: dict[str, MarkLines] = {}
        self._starts: tuple[int, list[int]] = (-1, [])
        text.underlays.append(self._paint_tints)
        text.overlays.append(self._paint_lines)
        text.clicked_at.connect(self._note_click)
        text.rested_at.connect(self._note_rest)
        session.article_opened.connect(self._begin)
        session.text_changed.connect(self._follow)
        self._begin()

    # -- for the sources -----------------------------------------------------------------------

    def show(self, source: str, marks: Iterable[Mark], lines: range | None = None) -> None:
        """Make these the source's marks: on the lines given, or on all. Cheap where nothing differs."""
        held = self._sources.setdefault(source, MarkLines(len(self._lines)))
        if held.put(marks, lines):
            self._text.viewport().update()

    def clear(self, source: str) -> None:
        """Take all marks of a source away."""
        if self._sources.pop(source, None) is not None:
            self._text.viewport().update()

    def of(self, source: str) -> tuple[Mark, ...]:
        """Return the source's marks where they stand now, without those that were touched."""
        held = self._sources.get(source)
        return tuple(held.marks()) if held is not None else ()

    def marks_at(self, place: Place) -> tuple[Mark, ...]:
        """Return the marks over a place, their edges included, the shortest first."""
        found = [
            (piece.end - piece.start, held.whole(place.line, piece))
            for held in self._sources.values()
            for piece in held.on_line(place.line)
            if piece.start <= place.column <= piece.end
        ]
        return tuple(mark for _length, mark in sorted(found, key=lambda pair: pair[0]))

    def mark_at(self, place: Place) -> Mark | None:
        """Return the shortest mark over a place."""
        return next(iter(self.marks_at(place)), None)

    def place(self, offset: int) -> Place:
        """Return the place of an offset in the session's whole text, its line ends counted."""
        lines = self._session.lines
        if self._starts[0] != self._session.revision:
            lengths = (len(text) + len(end) for text, end in zip(lines.texts, lines.ends, strict=True))
            self._starts = (self._session.revision, [0, *accumulate(lengths)])
        starts = self._starts[1]
        line = min(max(0, bisect_right(starts, offset) - 1), len(lines.texts) - 1)
        return Place(line, min(max(0, offset - starts[line]), len(lines.texts[line])))

    def offset(self, place: Place) -> int:
        """Return the offset in the session's whole text of a place: the way back from ``place``."""
        self.place(0)
        return self._starts[1][min(place.line, len(self._starts[1]) - 2)] + place.column

    def place_at(self, position: int) -> Place:
        """Return the place of a position in the editor's document, as a text cursor counts."""
        block = self._text.document().findBlock(position)
        return Place(block.blockNumber(), column_from_qt(block.text(), position - block.position()))

    # -- following the text --------------------------------------------------------------------

    def _begin(self) -> None:
        self._lines = list(self._session.lines.texts)
        for source in self._sources:
            self._sources[source] = MarkLines(len(self._lines))

    def _follow(self, change: LineChange) -> None:
        last = change.first + change.removed
        old = self._lines[change.first : last]
        self._lines[change.first : last] = change.inserted
        for held in self._sources.values():
            held.apply(change, old)

    # -- the pointer ---------------------------------------------------------------------------

    def _note_click(self, position: int) -> None:
        mark = self.mark_at(self.place_at(position))
        if mark is not None:
            self.clicked.emit(mark)

    def _note_rest(self, position: int, screen: QPoint) -> None:
        mark = self.mark_at(self.place_at(position))
        if mark is not None:
            self.hovered.emit(mark, screen)

    # -- painting ------------------------------------------------------------------------------

    def _paint_tints(self, painter: QPainter, block: QTextBlock, box: QRectF) -> None:
        for piece in self._pieces(block):
            role = TINTS.get(piece.look)
            if role is not None:
                colour = self._theme.role(role)
                for area, _baseline in self._areas(block, box, piece):
                    painter.fillRect(area, colour)

    def _paint_lines(self, painter: QPainter, block: QTextBlock, box: QRectF) -> None:
        for piece in self._pieces(block):
            for area, baseline in self._areas(block, box, piece):
                draw_line_under(painter, self._theme, piece.look, area, baseline)

    @property
    def _theme(self) -> Theme:
        return self._keeper.theme

    def _pieces(self, block: QTextBlock) -> Iterator[Piece]:
        number = block.blockNumber()
        for held in self._sources.values():
            yield from held.on_line(number)

    def _areas(self, block: QTextBlock, box: QRectF, piece: Piece) -> Iterator[tuple[QRectF, float]]:
        shown = block.text()
        return stretch_areas(block, box, qt_column(shown, piece.start), qt_column(shown, piece.end))


def draw_line_under(painter: QPainter, theme: Theme, look: Look, area: QRectF, baseline: float) -> None:
    """Draw what stands under words of this look: a wavy line, or a straight one where they are tinted too."""
    is_wavy = look not in TINTS
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, is_wavy)
    painter.setPen(QPen(theme.role(INKS[look]), 1.2 if is_wavy else 2.0, c=Qt.PenCapStyle.FlatCap))
    painter.drawPolyline(_wave(area, baseline) if is_wavy else _line(area, baseline))


def _line(area: QRectF, baseline: float) -> list[QPointF]:
    y = round(baseline + _GAP_PX) + 1.0
    return [QPointF(area.left(), y), QPointF(area.right(), y)]


def _wave(area: QRectF, baseline: float) -> list[QPointF]:
    top = baseline + _GAP_PX
    count = max(2, round(area.width() / _STEP_PX) + 1)
    return [QPointF(area.left() + step * _STEP_PX, top + (step % 2) * _WAVE_PX) for step in range(count)]
