"""The reading grade at the head of the checks: a number, where it lies in the band, and what makes it so."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from clinicwriter.language import Band, HardSentence, ReadingGrade
from clinicwriter.ui.checks.quoting import quoted
from clinicwriter.ui.theme import ThemeKeeper, icon

AIM = (6.0, 8.0)
"""What health writing for patients aims at (CDC and NIH: grade 6 to 8)."""
SCALE = (3.0, 16.0)
BAR_HEIGHT_PX = 8
DOT_PX = 8
LONGEST_QUOTE = 90
ROLES = {Band.EASY: "good", Band.MEDIUM: "warning", Band.HARD: "error"}


class GradeView(QWidget):
    """Show a grade; unfolded, the sentences and the words that cost most."""

    sentence_wished = Signal(object)
    """A hard sentence is to be shown in the text; carries the ``HardSentence``."""

    def __init__(self, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._grade: ReadingGrade | None = None
        self.value = QLabel(self)
        self.value.setProperty("kind", "grade")
        self.words = QLabel(self)
        self.words.setProperty("kind", "second")
        self.words.setWordWrap(True)
        self._bar = _Band(keeper, self)
        self.fold = _fold_button(self)
        self.fold.toggled.connect(self._unfold)
        self._cost = QWidget(self)
        self._lines = QVBoxLayout(self._cost)
        self._lines.setContentsMargins(0, 2, 0, 0)
        self._lines.setSpacing(2)
        self._build()
        keeper.changed.connect(lambda: self._unfold(self.fold.isChecked()))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(9)
        head.addWidget(self.value)
        head.addWidget(self.words, 1, Qt.AlignmentFlag.AlignBottom)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 10)
        box.setSpacing(6)
        box.addLayout(head)
        box.addWidget(self._bar)
        box.addWidget(self.fold)
        box.addWidget(self._cost)
        self._unfold(False)

    def show_grade(self, grade: ReadingGrade | None) -> None:
        """Show a grade, or that there is too little text for one."""
        if grade == self._grade and self.words.text():
            return
        self._grade = grade
        self.value.setVisible(grade is not None)
        self.value.setText("" if grade is None else f"{grade.value:.1f}")
        self.words.setText(grade_line(grade))
        self.words.setToolTip("" if grade is None else grade_tip(grade))
        self._bar.show_grade(grade)
        self.fold.setVisible(grade is not None and bool(grade.hard_sentences or grade.hard_words))
        if self.fold.isChecked():
            self._fill()

    # -- what costs most -----------------------------------------------------------------------

    def _unfold(self, is_open: bool) -> None:
        drawing = "chevron-down" if is_open else "chevron-right"
        self.fold.setIcon(icon(drawing, self._keeper.theme, "ink_second"))
        self._cost.setVisible(is_open)
        if is_open:
            self._fill()

    def _fill(self) -> None:
        while item := self._lines.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if self._grade is None:
            return
        if self._grade.without_topic_words is not None:
            self._add_words(
                f"Without the words of your topic it would be {self._grade.without_topic_words:.1f}."
            )
        for sentence in self._grade.hard_sentences:
            self._lines.addWidget(self._sentence_button(sentence))
        if self._grade.hard_words:
            named = ", ".join(
                f"{word.word} ({word.count}×)" if word.count > 1 else word.word  # noqa: RUF001  # the sign "times"
                for word in self._grade.hard_words
            )
            self._add_words(f"Long words: {named}")

    def _add_words(self, words: str) -> None:
        label = QLabel(words, self._cost)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("kind", "small")
        label.setWordWrap(True)
        self._lines.addWidget(label)

    def _sentence_button(self, sentence: HardSentence) -> QPushButton:
        words = sentence.words
        button = QPushButton(_wrapped(quoted(words, LONGEST_QUOTE)).replace("&", "&&"), self._cost)
        button.setProperty("kind", "sentence")
        button.setToolTip(f"{sentence.word_count} words. Show this sentence in the text")
        button.setAccessibleName(f"Hard sentence: {words}")
        button.clicked.connect(lambda: self.sentence_wished.emit(sentence))
        return button


class _Band(QWidget):
    """The scale of grades with the part that is aimed at, and a dot for this article's."""

    def __init__(self, keeper: ThemeKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._grade: ReadingGrade | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Reading grade")
        keeper.changed.connect(self.update)

    def show_grade(self, grade: ReadingGrade | None) -> None:
        self._grade = grade
        self.setAccessibleDescription(grade_line(grade))
        self.setVisible(grade is not None)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, BAR_HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._keeper.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(0, self.height() / 2 - 2.5, self.width(), 5)
        painter.setBrush(theme.line)
        painter.drawRoundedRect(track, 2.5, 2.5)
        left, right = (self._x(value) for value in AIM)
        painter.setBrush(theme.good_soft)
        painter.drawRect(QRectF(left, track.top(), right - left, track.height()))
        if self._grade is not None:
            painter.setBrush(theme.role(ROLES[self._grade.band]))
            painter.drawEllipse(
                QPointF(self._x(self._grade.value), self.height() / 2), DOT_PX / 2, DOT_PX / 2
            )

    def _x(self, value: float) -> float:
        low, high = SCALE
        part = (min(max(value, low), high) - low) / (high - low)
        return DOT_PX / 2 + part * (self.width() - DOT_PX)


def grade_line(grade: ReadingGrade | None) -> str:
    """Say a grade beside its number."""
    if grade is None:
        return "The reading grade appears after the first few sentences"
    rough = "about, for so short a text · " if grade.is_rough else ""
    return f"reading grade · {rough}aim for {AIM[0]:.0f} to {AIM[1]:.0f}"


def grade_tip(grade: ReadingGrade) -> str:
    """Say what a grade is and how it was measured."""
    return (
        f"Years of school that reading this takes: {grade.band.words}.\n"
        f"Measured by {grade.measure} over {grade.sentences} sentences with {grade.words:,} words."
    )


def status_words(grade: ReadingGrade | None) -> str:
    """Say a grade in the status bar, nothing where there is none."""
    return "" if grade is None else f"Reading grade {grade.value:.1f} · {grade.band.words}"


def _wrapped(words: str, width: int = 42) -> str:
    """Break words into lines: a button does not do it by itself."""
    lines: list[str] = [""]
    for word in words.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) + 1 > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def _fold_button(parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setText("What makes it hard to read")
    button.setProperty("kind", "fold")
    button.setCheckable(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setIconSize(QSize(16, 16))
    return button
