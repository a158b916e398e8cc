"""The bar at the bottom: whether everything is kept, what goes on, words, language, clinic and site."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from clinicwriter.ui.theme import ThemeKeeper, icon, pixmap

HEIGHT_PX = 28
LEFT_PX, RIGHT_PX = 14, 10
GAP_PX, WIDE_GAP_PX = 6, 10
"""Between two parts; and what comes on top of it, with a gap of its own, between two at the right."""
WORDS_A_MINUTE = 230
"""How fast adults read silently: 238 (Brysbaert, Journal of Memory and Language, 2019), rounded down."""


class StatusBar(QWidget):
    """Say quietly how things stand."""

    stop_wished = Signal()
    clinic_wished = Signal()

    def __init__(self, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT_PX)
        self._keeper = keeper
        self._sign, self._role = "check", "good"
        self._deed: Callable[[], object] | None = None
        self._build()
        keeper.changed.connect(self._redraw)
        self._redraw()

    def _build(self) -> None:
        self._build_left()
        self._build_right()
        row = QHBoxLayout(self)
        row.setContentsMargins(LEFT_PX, 0, RIGHT_PX, 0)
        row.setSpacing(GAP_PX)
        self._left = (
            self._mark,
            self.kept,
            self.rescue,
            self.offered,
            self.progress,
            self.doing,
            self.stop,
        )
        for widget in self._left:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.neighbour, self.sitting, self.words, self.grade, self.language, self.site):
            row.addSpacing(WIDE_GAP_PX)
            row.addWidget(widget)
        self.show_doing("")

    def _build_left(self) -> None:
        """Make what tells whether everything is kept, and what goes on."""
        self._mark = QLabel(self)
        self.kept = QLabel(self)
        self.kept.setAccessibleName("What is kept")
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(90)
        self.doing = QLabel(self)
        self.stop = QPushButton("Stop", self)
        self.stop.setProperty("kind", "status")
        self.stop.clicked.connect(self.stop_wished)
        self.offered = self._button("offer", "Undo export")
        self.offered.clicked.connect(self._do_offered)
        self.offered.hide()
        self.rescue = self._button("offer", "Save a copy…")
        self.rescue.setToolTip("Write the article to another place, for example another drive")
        self.rescue.hide()

    def _build_right(self) -> None:
        """Make what tells of the article and its site."""
        self.neighbour = QLabel(self)
        self.neighbour.setProperty("state", "warning")
        self.neighbour.setToolTip(
            "Both of you can go on. Where you change the same words, you will be asked which to keep"
        )
        self.words = QLabel(self)
        self.sitting = self._button("status")
        self.sitting.setToolTip("Words written since the program was started; set a goal")
        self.sitting.hide()
        self.grade = QLabel(self)
        self.grade.setToolTip("Years of school that reading this takes; patients' articles aim at 6 to 8")
        self.language = self._button("status")
        self.site = self._button("status")
        self.site.setToolTip("The clinic's name, address and footer")
        self.site.clicked.connect(self.clinic_wished)

    def _button(self, kind: str, words: str = "") -> QPushButton:
        """Return a button that does not take the focus from the text when it is clicked."""
        button = QPushButton(words, self)
        button.setProperty("kind", kind)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out what has no room, the least needed first, rather than cut its words."""
        room = self.width() - LEFT_PX - RIGHT_PX
        for widget in self._left:
            room -= 0 if widget.isHidden() else widget.sizeHint().width() + GAP_PX
        for part in (self.neighbour, self.site, self.words, self.sitting, self.grade, self.language):
            if part.text():
                room -= part.sizeHint().width() + WIDE_GAP_PX + 2 * GAP_PX
            part.setVisible(bool(part.text()) and room >= 0)

    def show_kept(self, when: datetime) -> None:
        """Say that everything up to now is kept."""
        self._say(f"All changes kept · {when:%H:%M}", "check", "good")

    def show_pending(self) -> None:
        """Say that something is about to be kept."""
        self._say("Keeping your changes…", "history", "ink_second")

    def show_said(self, words: str) -> None:
        """Say for a moment what was just done."""
        self._say(words, "check", "good")

    def show_trouble(self, words: str, more: str = "") -> None:
        """Say that work could not be kept; ``more`` is shown where the pointer rests on it."""
        self._say(words, "triangle-alert", "error")
        self.kept.setToolTip(more)

    def show_quiet(self) -> None:
        """Say nothing about keeping: nothing was written yet."""
        self._say("", "", "ink_second")

    def offer(self, words: str, do: Callable[[], object]) -> None:
        """Offer a deed beside what was just said."""
        self._deed = do
        self.offered.setText(words)
        self.offered.show()
        self._fit()

    def withdraw_offer(self) -> None:
        """Offer nothing any more. Cheap: called at every key."""
        if not self.offered.isHidden():
            self.offered.hide()
            self._fit()

    def _do_offered(self) -> None:
        self.withdraw_offer()
        if self._deed is not None:
            self._deed()

    def show_doing(self, label: str) -> None:
        """Show what goes on, or nothing."""
        self.doing.setText(f"{label}…" if label else "")
        self.progress.setVisible(bool(label))
        self.doing.setVisible(bool(label))
        self.stop.setVisible(False)
        self._fit()

    def offer_stop(self) -> None:
        """Offer to stop what goes on."""
        self.stop.setVisible(True)

    def show_words(self, count: int | None) -> None:
        """Show the number of words and how long they take to read."""
        self.words.setText("" if count is None else words_line(count))
        self._fit()

    def show_sitting(self, words: str) -> None:
        """Show how much was written in this sitting, or nothing. Cheap: called at keys."""
        if words != self.sitting.text():
            self.sitting.setText(words)
            self._fit()

    def show_neighbour(self, words: str) -> None:
        """Show as long as it is so that somebody else has the article open, or nothing."""
        self.neighbour.setText(words)
        self._fit()

    def show_grade(self, words: str) -> None:
        """Show how hard the article is to read, or nothing."""
        self.grade.setText(words)
        self._fit()

    def show_site(self, clinic: str, kind: str) -> None:
        """Show the clinic and the kind of its site."""
        said = " · ".join(part for part in (clinic, kind) if part)
        self.site.setText(f" {said}" if said else "")
        self._fit()

    def _say(self, words: str, sign: str, role: str) -> None:
        self.kept.setText(words)
        self.kept.setToolTip("")
        if (sign, role) != (self._sign, self._role):
            self._sign, self._role = sign, role
            self._redraw()
        self._fit()

    def _redraw(self) -> None:
        theme, ratio = self._keeper.theme, self.devicePixelRatioF()
        self._mark.setVisible(bool(self._sign))
        if self._sign:
            self._mark.setPixmap(pixmap(self._sign, theme, 14, self._role, ratio))
        self.site.setIcon(icon("hospital", theme, "ink_second"))


def words_line(count: int) -> str:
    """Return "412 words · 2 min read"."""
    minutes = max(1, round(count / WORDS_A_MINUTE))
    words = f"{count:,} word{'' if count == 1 else 's'}"
    return f"{words} · {minutes} min read" if count else words
