"""The dialog in which somebody marks an article as reviewed: by whom, when, and until when it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QFormLayout, QLabel, QWidget

from clinicwriter.checks import Review
from clinicwriter.ui.dialogs import SMALL_WIDTH_PX, CardDialog

TITLE = "Mark as reviewed"
WORDS = "The article says who read it and when. If its text is changed afterwards, the checks say so."
HOLDS_YEARS = 1
"""Health websites look at an article again after one to three years."""


@dataclass(frozen=True, slots=True)
class ReviewWishes:
    """What was filled in; ``due`` is ``None`` where no new look is planned."""

    who: str
    on: date
    due: date | None


class ReviewDialog(CardDialog):
    """Ask for a review's facts. Accepted means: write them into the details."""

    def __init__(
        self, review: Review, people: Sequence[str], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(TITLE, WORDS, parent)
        self.setFixedWidth(SMALL_WIDTH_PX)
        self.who = QComboBox(self)
        self.who.setEditable(True)
        self.who.addItems(list(people))
        self.who.setCurrentText(review.who)
        entry = self.who.lineEdit()
        assert entry is not None
        entry.setPlaceholderText("Name and profession, like “Ana Ruiz, MD”")
        self.on = _day_field(today, self)
        self.on.setMaximumDate(_qt(today))
        self.again = QCheckBox("Look at it again by", self)
        self.due = _day_field(_years_later(review.due or today, today), self)
        self.due.setMinimumDate(_qt(today))
        self.again.setChecked(True)
        self.again.toggled.connect(self.due.setEnabled)
        self._build_form()

    @property
    def wishes(self) -> ReviewWishes:
        """Return what was filled in."""
        due = _day(self.due) if self.again.isChecked() else None
        return ReviewWishes(" ".join(self.who.currentText().split()), _day(self.on), due)

    def _build_form(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(10)
        for words, field in (("Reviewed by", self.who), ("On", self.on)):
            label = QLabel(words, self)
            label.setProperty("kind", "label")
            label.setBuddy(field)
            field.setAccessibleName(words)
            form.addRow(label, field)
        self.due.setAccessibleName("Look at it again by")
        form.addRow(self.again, self.due)
        self.middle.addLayout(form)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.mark_button = self.add_button("Mark as reviewed", "primary")
        self.mark_button.clicked.connect(self.accept)
        self.who.editTextChanged.connect(lambda words: self.mark_button.setEnabled(bool(words.strip())))
        self.mark_button.setEnabled(bool(self.who.currentText().strip()))
        self.who.setFocus()


def _day_field(day: date, parent: QWidget) -> QDateEdit:
    field = QDateEdit(_qt(day), parent)
    field.setCalendarPopup(True)
    field.setDisplayFormat("d MMM yyyy")
    return field


def _years_later(planned: date, today: date) -> date:
    """Return a planned day that is still to come, else a year from now."""
    if planned > today:
        return planned
    return _day_of(_qt(today).addYears(HOLDS_YEARS))


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _day_of(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _day(field: QDateEdit) -> date:
    return _day_of(field.date())
