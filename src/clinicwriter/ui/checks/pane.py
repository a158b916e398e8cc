"""The Checks tab: the reading grade, then what deserves a look, the worst first.

State that changes: the report that is shown, whether all of it is, and whether its cards are made.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from clinicwriter.checks import NOT_COMPLIANCE, Finding, Group, Ignored, Report
from clinicwriter.ui.checks.card import FindingCard
from clinicwriter.ui.checks.grade_view import GradeView
from clinicwriter.ui.checks.ignored_list import IgnoredList
from clinicwriter.ui.theme import ThemeKeeper

FIRST_SHOWN = 10
INVITATION = "What deserves a look appears here while you write."
NOTHING = "Nothing to look at."
_Face = tuple[object, ...]


class ChecksPane(QWidget):
    """Show a report, and tell what somebody wishes to do about a finding."""

    place_wished = Signal(object)
    fix_wished = Signal(object, object)
    answer_wished = Signal(object, str)
    ignore_wished = Signal(object, object)
    """As the signals of ``FindingCard``."""
    ignoring_ended = Signal(object)
    """A finding is to be shown again; carries the ``Ignored``."""
    reason_wished = Signal(object)
    """Somebody wants to say why a finding is ignored; carries the ``Ignored``."""
    sentence_wished = Signal(object)
    """Carries the ``HardSentence``."""

    def __init__(self, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._groups: tuple[Group, ...] = ()
        self._shows_all = False
        self._is_stale = False
        self._cards: dict[_Face, FindingCard] = {}
        self.grade = GradeView(keeper, self)
        self.grade.sentence_wished.connect(self.sentence_wished)
        self.words = _words("second", self)
        self.more = QPushButton("Show all", self)
        self.more.setProperty("kind", "link")
        self.more.clicked.connect(self._show_all)
        self.more.hide()
        self.ignored = IgnoredList(keeper, self)
        self.ignored.ending_wished.connect(self.ignoring_ended)
        self.ignored.reason_wished.connect(self.reason_wished)
        self._note = _words("small", self)
        self._note.setText(NOT_COMPLIANCE)
        self._build()
        keeper.changed.connect(self._redraw)
        self.show_nothing()

    def _build(self) -> None:
        inner = QWidget(self)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.grade)
        self._column.addWidget(_line(inner))
        self._first_card = self._column.count()
        for widget in (self.words, self.more, self.ignored, self._note):
            self._column.addWidget(widget)
        for label in (self.words, self._note):
            label.setContentsMargins(16, 14, 16, 6)
        self.more.setContentsMargins(16, 8, 16, 0)
        self._column.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._area)

    # -- what is shown -------------------------------------------------------------------------

    @property
    def cards(self) -> tuple[FindingCard, ...]:
        """Return the cards in the order in which they stand."""
        self._put_cards()
        return tuple(self._cards.values())

    def show_nothing(self) -> None:
        """Show that nothing was checked: no article is open, or its first check is on its way."""
        self._shows_all = False
        self._groups = ()
        self._fill()
        self.grade.show_grade(None)
        self.ignored.show_ignored(())
        self.words.setText(INVITATION)
        self.words.show()
        self._note.hide()

    def show_report(
        self, report: Report, ignored: Sequence[Ignored] = (), problems: Sequence[str] = ()
    ) -> None:
        """Show what was found and is not ignored, the decisions to ignore, and rule files that failed."""
        self._groups = report.groups
        self._fill()
        self.grade.show_grade(report.grade)
        self.ignored.show_ignored(ignored)
        self.words.setText("\n\n".join([*problems, *([] if self._groups else [NOTHING])]))
        self.words.setVisible(bool(self.words.text()))
        self._note.show()

    def bring_into_view(self, finding: Finding) -> None:
        """Show the card of a finding."""
        if not any(finding in card.findings for card in self.cards):
            self._show_all()
        for card in self.cards:
            is_it = finding in card.findings
            card.set_current(is_it)
            if is_it:
                self._area.ensureWidgetVisible(card, 0, 40)

    def _show_all(self) -> None:
        self._shows_all = True
        self._fill()

    def _redraw(self) -> None:
        for card in self._cards.values():
            self._drop(card)
        self._cards = {}
        self._fill()

    def _fill(self) -> None:
        """Put the cards in order at once where they are seen, else when they are: they cost milliseconds."""
        self._is_stale = True
        if self.isVisible():
            self._put_cards()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._put_cards()

    def _put_cards(self) -> None:
        """Put the cards in order; those that look as before stay, so that nothing flickers."""
        if not self._is_stale:
            return
        self._is_stale = False
        shown = self._groups if self._shows_all else self._groups[:FIRST_SHOWN]
        was = tuple(self._cards.values())
        old, self._cards = self._cards, {}
        for group in shown:
            face = _face(group)
            card = old.pop(face, None)
            if card is None:
                card = self._make(group)
            else:
                card.take_places(group.findings)
            self._cards[face] = card
        focused = self._row_of_focus(was)
        for card in old.values():
            self._drop(card)
        for row, card in enumerate(self._cards.values(), self._first_card):
            if self._column.indexOf(card) != row:
                self._column.removeWidget(card)
                self._column.insertWidget(row, card)
        left = len(self._groups) - len(shown)
        self.more.setText(f"Show all {len(self._groups)}")
        self.more.setVisible(left > 0)
        if focused is not None:
            self._focus_card(focused)

    def _row_of_focus(self, was: Sequence[FindingCard]) -> int | None:
        """Return the row of a card that has the focus and goes."""
        focused, stay = self.focusWidget(), self._cards.values()
        if focused is None or not focused.hasFocus():
            return None
        return next(
            (row for row, card in enumerate(was) if card.isAncestorOf(focused) and card not in stay), None
        )

    def _focus_card(self, row: int) -> None:
        """Put the focus on the card that came in the place of one that had it, or on the last one."""
        cards = tuple(self._cards.values())
        if cards:
            card = cards[min(row, len(cards) - 1)]
            card.show()  # a new one is not seen yet, and would not take it
            card.take_focus()
            self._area.ensureWidgetVisible(card, 0, 40)
        else:
            self.setFocus()

    def _make(self, group: Group) -> FindingCard:
        card = FindingCard(group.findings, group.title, self._keeper, self._area.widget())
        card.place_wished.connect(self.place_wished)
        card.fix_wished.connect(self.fix_wished)
        card.answer_wished.connect(self.answer_wished)
        card.ignore_wished.connect(self.ignore_wished)
        return card

    def _drop(self, card: FindingCard) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()


def _face(group: Group) -> _Face:
    """Return all that is seen of a group: two that look the same are told apart by how often they come."""
    return (
        group.title,
        *(
            (
                one.rule_id,
                one.severity,
                one.fingerprint,
                one.words,
                one.why,
                tuple(fix.label for fix in one.fixes),
            )
            for one in group.findings
        ),
        *(() if len(group.findings) > 1 else (group.worst.place,) if not group.worst.words else ()),
    )


def _words(kind: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("kind", kind)
    label.setWordWrap(True)
    return label


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line
