"""Marks under the doubtful words of one entry of the form."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QToolTip

from clinicwriter.article import LineChange
from clinicwriter.language.spelling_findings import LanguageFinding, LanguageKind
from clinicwriter.ui.details.line_edit import LineEdit
from clinicwriter.ui.details.prose import ProseEdit
from clinicwriter.ui.editor.letters import column_from_qt, qt_column
from clinicwriter.ui.editor.mark_lines import MarkLines
from clinicwriter.ui.editor.marks import Look, Mark, draw_line_under
from clinicwriter.ui.spelling.deciding import mark_of
from clinicwriter.ui.theme import ThemeKeeper

LOOKS = {LanguageKind.SPELLING: Look.SPELLING, LanguageKind.GRAMMAR: Look.GRAMMAR}
_LINE = 0
"""An entry's words count as one line, line ends and all."""


class EntryMarks(QObject):
    """Show what is doubtful in one entry. State: its words, the marks in them, and the one that is held back.

    A mark whose word is touched is gone at once; one on a word that is being typed waits until the cursor
    has left it.
    """

    menu_opening = Signal(QMenu, object)
    """The entry's menu is about to open over doubtful words: carries the ``LanguageFinding``."""

    def __init__(self, entry: LineEdit | ProseEdit, keeper: ThemeKeeper) -> None:
        super().__init__(entry)
        self.entry = entry
        self._keeper = keeper
        self._words = entry.words()
        self._marks = MarkLines(1)
        self._held: object = None
        entry.overlays.append(self._paint)
        entry.textChanged.connect(self._follow)
        entry.cursorPositionChanged.connect(self._release_held)
        entry.was_left.connect(self._release_held)
        entry.menu_opening.connect(self._note_menu)
        entry.rested_at.connect(self._show_hint)

    def show(self, value: str, findings: Iterable[LanguageFinding]) -> None:
        """Mark what was found in the detail's value, which the entry shows with blanks of its own."""
        shown = {mark.key for mark in self._all()}
        marks = [mark for found in findings if (mark := _mark(found, value, self._words)) is not None]
        here = self._column() if self.entry.hasFocus() else -1
        new = (mark.key for mark in marks if _holds(mark, here) and mark.key not in shown)
        self._held = next(new, None)
        if self._marks.put(marks) or self._held is not None:
            self.entry.surface().update()

    def marks(self) -> tuple[Mark, ...]:
        """Return the marks that are seen, as the words are now."""
        return tuple(mark for mark in self._all() if mark.key is not self._held)

    def mark_near_cursor(self) -> Mark | None:
        """Return the mark at the cursor, or the next one, around the end if need be."""
        here, marks = self._column(), self.marks()
        at = next((mark for mark in marks if _holds(mark, here)), None)
        return at or self.mark_after_cursor() or next(iter(marks), None)

    def mark_after_cursor(self) -> Mark | None:
        """Return the first mark after the cursor."""
        return next((mark for mark in self.marks() if mark.start.column >= self._column()), None)

    def mark_of(self, finding: LanguageFinding) -> Mark | None:
        """Return where the words of a finding stand now, ``None`` where they changed."""
        return mark_of(self._all(), finding)

    def pick(self, mark: Mark) -> None:
        """Select the words of a mark."""
        self.entry.pick(*self._in_qt(mark.start.column, mark.end.column))

    def change(self, mark: Mark, words: str) -> None:
        """Put words in place of a mark's; left out, they leave no two blanks behind."""
        self.entry.take(*self._in_qt(*self._replaced(mark, words)), words)

    def changed(self, mark: Mark, words: str) -> str:
        """Return what the entry would say with words in place of a mark's."""
        start, end = self._replaced(mark, words)
        return self._words[:start] + words + self._words[end:]

    def _replaced(self, mark: Mark, words: str) -> tuple[int, int]:
        start, end = mark.start.column, mark.end.column
        if not words and self._words[:start].endswith(" "):
            start -= 1
        elif not words and self._words.startswith(" ", end):
            end += 1
        return start, end

    def corner_below(self, mark: Mark) -> QPoint:
        """Return the place on the screen below a mark's beginning."""
        areas = self.entry.areas(*self._in_qt(mark.start.column, mark.end.column))
        box = next((area.toAlignedRect() for area, _feet in areas), QRect())
        return self.entry.surface().mapToGlobal(box.bottomLeft())

    # -- following the entry -------------------------------------------------------------------

    def _follow(self) -> None:
        old, self._words = self._words, self.entry.words()
        if old != self._words:
            self._marks.apply(LineChange(_LINE, 1, (self._words,)), [old])

    def _release_held(self) -> None:
        if self._held is None:
            return
        held = next((mark for mark in self._all() if mark.key is self._held), None)
        if held is None or not self.entry.hasFocus() or not _holds(held, self._column()):
            self._held = None
            self.entry.surface().update()

    def _note_menu(self, menu: QMenu, position: int) -> None:
        mark = self._mark_at(position)
        if mark is not None:
            self.menu_opening.emit(menu, mark.key)

    def _show_hint(self, position: int, screen: QPoint) -> None:
        mark = self._mark_at(position)
        if mark is not None and isinstance(mark.key, LanguageFinding):
            QToolTip.showText(screen, mark.key.question)

    def _mark_at(self, position: int) -> Mark | None:
        column = column_from_qt(self._words, position)
        return next((mark for mark in self.marks() if _holds(mark, column)), None)

    # -- parts ---------------------------------------------------------------------------------

    def _all(self) -> tuple[Mark, ...]:
        return tuple(self._marks.marks())

    def _column(self) -> int:
        return column_from_qt(self._words, self.entry.place())

    def _in_qt(self, start: int, end: int) -> tuple[int, int]:
        return qt_column(self._words, start), qt_column(self._words, end)

    def _paint(self, painter: QPainter) -> None:
        for mark in self.marks():
            for area, feet in self.entry.areas(*self._in_qt(mark.start.column, mark.end.column)):
                draw_line_under(painter, self._keeper.theme, mark.look, area, feet)


def _holds(mark: Mark, column: int) -> bool:
    return mark.start.column <= column <= mark.end.column


def _mark(found: LanguageFinding, value: str, words: str) -> Mark | None:
    """Return a finding of a detail's value as a mark in the words that its entry shows."""
    start, end = place_in(words, value, found.start), place_in(words, value, found.end - 1)
    if start is None or end is None:
        return None
    return Mark.on_line(_LINE, start, end + 1, LOOKS[found.kind], found)


def place_in(words: str, value: str, column: int) -> int | None:
    """Return where a letter of a value stands where the blanks differ; ``None`` in other words."""
    if words == value:
        return column
    places = [place for place, letter in enumerate(words) if not letter.isspace()]
    if "".join(words.split()) != "".join(value.split()):
        return None
    number = sum(not letter.isspace() for letter in value[:column])
    return places[number] if number < len(places) else None
