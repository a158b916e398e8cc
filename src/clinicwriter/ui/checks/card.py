"""One finding as a card: what it is about, the very words, why it matters, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from clinicwriter.article import Role
from clinicwriter.checks import Finding, IgnoreScope
from clinicwriter.ui.checks.quoting import quoted
from clinicwriter.ui.flow_layout import FlowLayout
from clinicwriter.ui.signs import sign_of
from clinicwriter.ui.theme import ThemeKeeper, pixmap

SIGN_PX = 17
LONGEST_QUOTE = 160
MOST_FIXES = 3
SLACK_PX = 2
LONG_DEED = 30
"""Letters; what is longer may have no room on its button."""
IGNORING = (
    (IgnoreScope.HERE, "Only these words", "Everything else of this kind is still shown"),
    (IgnoreScope.ARTICLE, "In this article", "Nothing of this kind is shown in this article any more"),
    (IgnoreScope.EVERYWHERE, "In every article", "Nothing of this kind is shown on this site any more"),
)
"""How far somebody can ignore a finding, as people read it."""


class FindingCard(QFrame):
    """Show a finding, or several of a kind as one. State: which of them is shown."""

    place_wished = Signal(object)
    """The words are to be shown; carries the ``Finding``."""
    fix_wished = Signal(object, object)
    """Carries the ``Finding`` and the ``Fix``."""
    answer_wished = Signal(object, str)
    """A question was answered; carries the ``Finding`` and the answer's words."""
    ignore_wished = Signal(object, object)
    """Carries the ``Finding`` and the ``IgnoreScope``."""

    def __init__(
        self, findings: Sequence[Finding], title: str, keeper: ThemeKeeper, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "finding")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._keeper = keeper
        self._findings = tuple(findings)
        self._number = 0
        self._title = title
        self._build()
        self._show()

    @property
    def finding(self) -> Finding:
        """Return the finding that is shown."""
        return self._findings[self._number]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return all that the card stands for."""
        return self._findings

    def take_places(self, findings: Sequence[Finding]) -> None:
        """Take the same findings at the places where they stand now."""
        self._findings = tuple(findings)

    def take_focus(self) -> None:
        """Put the focus on the first of the deeds."""
        button = next((one for one in self._deeds.findChildren(QPushButton) if not one.isHidden()), None)
        if button is not None:
            button.setFocus()

    @property
    def _words(self) -> str:
        return self.finding.quote or self.finding.words

    def set_current(self, is_current: bool) -> None:
        """Show whether the cursor was put on this card's words."""
        if self.property("isCurrent") != is_current:
            self.setProperty("isCurrent", is_current)
            self.style().unpolish(self)
            self.style().polish(self)

    # -- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        self._sign = QLabel(self)
        self._sign.setFixedWidth(SIGN_PX)
        self.title = _label("finding-title", self)
        self._quote_frame = QFrame(self)
        self._quote_frame.setProperty("kind", "finding-quote")
        self.quote = _label("finding-words", self._quote_frame)
        inner = QVBoxLayout(self._quote_frame)
        inner.setContentsMargins(9, 0, 0, 0)
        inner.addWidget(self.quote)
        self.why = _label("second", self)
        self._deeds = QWidget(self)
        self._row = FlowLayout(self._deeds, margins=QMargins(0, 4, 0, 0), gap_px=8)
        column = QVBoxLayout()
        column.setSpacing(4)
        for widget in (self.title, self._quote_frame, self.why, self._deeds):
            column.addWidget(widget)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 14, 14)
        line.setSpacing(8)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column, 1)

    def _show(self) -> None:
        finding = self.finding
        drawing, role = sign_of(finding)
        theme = self._keeper.theme
        self._sign.setPixmap(pixmap(drawing, theme, SIGN_PX, role, self.devicePixelRatioF()))
        self._sign.setAccessibleName(finding.severity.label)
        self._sign.setToolTip(finding.severity.label)
        self.title.setText(self._title)
        words = self._words
        self._quote_frame.setProperty("role", role)
        self._quote_frame.setVisible(bool(words or finding.where))
        self.quote.setText(quoted(words, LONGEST_QUOTE) if words else finding.where)
        self.why.setText(_why(finding))
        self.why.setToolTip(f"Source: {finding.source}" if finding.source else "")
        self._quote_frame.setAccessibleName(words)
        self._fill_deeds()

    def _fill_deeds(self) -> None:
        while item := self._row.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        finding = self.finding
        for number, fix in enumerate(finding.fixes[:MOST_FIXES]):
            self._add_button(fix.label, f"{fix.label}. It can be undone").clicked.connect(
                lambda _checked=False, number=number: self._wish_fix(number)
            )
        for answer in finding.answers:
            self._add_button(
                answer, "Your answer is kept, and the question is not asked again"
            ).clicked.connect(
                lambda _checked=False, answer=answer: self.answer_wished.emit(self.finding, answer)
            )
        if isinstance(finding.place, Role) and (not self._words or finding.place is Role.IMAGE_ALT):
            self._add_button("Write it", "Show the field").clicked.connect(
                lambda _checked=False: self.place_wished.emit(self.finding)
            )
        if not finding.answers:
            self._add_button("Ignore", "Say that this is as it should be").setMenu(self._ignore_menu())
        if len(self._findings) > 1:
            label = f"Next ({self._number + 1} of {len(self._findings)})"
            self._add_button(label, "Show the next of these in the text").clicked.connect(self._show_next)
        self._deeds.updateGeometry()

    def _add_button(self, words: str, tip: str) -> QPushButton:
        button = _DeedButton(words, self._deeds)
        button.setProperty("kind", "small")
        button.setToolTip(f"{words}\n{tip}" if len(words) > LONG_DEED else tip)
        button.setAccessibleName(f"{words}: {self.finding.title}")
        self._row.addWidget(button)
        button.show()
        return button

    def _ignore_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        # What is missing has no words that could be ignored alone.
        for scope, words, tip in IGNORING if self._words else IGNORING[1:]:
            action = QAction(words, menu)
            action.setToolTip(tip)
            action.triggered.connect(
                lambda _checked=False, scope=scope: self.ignore_wished.emit(self.finding, scope)
            )
            menu.addAction(action)
        return menu

    # -- doing ---------------------------------------------------------------------------------

    def _wish_fix(self, number: int) -> None:
        # By its number: the finding may have moved since the button was made.
        self.fix_wished.emit(self.finding, self.finding.fixes[number])

    def _show_next(self) -> None:
        self._number = (self._number + 1) % len(self._findings)
        self._show()
        self.place_wished.emit(self.finding)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.place_wished.emit(self.finding)
        super().mouseReleaseEvent(event)


def _why(finding: Finding) -> str:
    return " ".join(part for part in (finding.why, finding.advice) if part)


def _label(kind: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("kind", kind)
    label.setWordWrap(True)
    return label


class _DeedButton(QPushButton):
    """A button whose words are shortened where the card is narrow. State: its whole words."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words.replace("&", "&&"), parent)
        self._words = words

    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        missing = self.fontMetrics().horizontalAdvance(self._words) - self.fontMetrics().horizontalAdvance(
            self.text().replace("&&", "&")
        )
        return QSize(hint.width() + missing + SLACK_PX, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        around = self.sizeHint().width() - SLACK_PX - self.fontMetrics().horizontalAdvance(self._words)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - around)
        self.setText(shown.replace("&", "&&"))
