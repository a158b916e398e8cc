"""The field for a date: typed in any usual way or picked from a calendar."""

from __future__ import annotations

import re
from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from clinicwriter.article import parse_date
from clinicwriter.ui.details.calendar import CalendarPopup
from clinicwriter.ui.theme import ThemeKeeper, icon

TYPED_FORMS = ("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y")
NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


def day_in_words(day: date) -> str:
    """Write a day as the form shows it: ``18 Nov 2026``."""
    return f"{day.day} {QLocale.c().toString(QDate(day.year, day.month, day.day), 'MMM')} {day.year}"


def read_typed_day(text: str, *, month_first: bool) -> date | None:
    """Read a day that a person typed, ``None`` where it is none.

    ``month_first`` says how the person's country writes a day in numbers alone.
    """
    text = " ".join(text.split())
    for form in TYPED_FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    if numbers := NUMBERS.fullmatch(text):
        first, second, year = (int(part) for part in numbers.groups())
        month, day = (first, second) if month_first else (second, first)
        try:
            return date(year, month, day)
        except ValueError:
            return None
    found = parse_date(text)
    return _day_of(found.value) if found else None


def writes_month_first(locale: QLocale) -> bool:
    """Say whether this country writes the month before the day."""
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat).casefold()
    return pattern.find("m") < pattern.find("d") if "m" in pattern and "d" in pattern else False


def _day_of(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


class DateField(QFrame):
    """Show a day in words; what cannot be read as a day stays as it was typed."""

    day_chosen = Signal(object)
    """Carries a ``date``."""
    cleared = Signal()
    misread = Signal(str)
    """Carries what was typed and is no day."""

    def __init__(self, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "field")
        self._keeper = keeper
        self._shown = ""
        self.entry = QLineEdit(self)
        self.entry.setProperty("kind", "bare")
        self.entry.setAccessibleName("Date")
        self.entry.setPlaceholderText("No date")
        self.entry.editingFinished.connect(self._take_typed)
        self.setFocusProxy(self.entry)
        self.button = QToolButton(self)
        self.button.setProperty("kind", "inline")
        self.button.setIconSize(QSize(16, 16))
        self.button.setToolTip("Choose a day from the calendar")
        self.button.setAccessibleName("Choose a day from the calendar")
        self.button.clicked.connect(self._show_calendar)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 4, 0)
        row.setSpacing(0)
        row.addWidget(self.entry)
        row.addWidget(self.button)
        keeper.changed.connect(self._redraw)
        self._redraw()

    def show_date(self, written: str | None, named: date | None = None) -> None:
        """Show a date as the article has it written, else the one that its file's name says."""
        found = parse_date(written) if written else None
        shown = day_in_words(_day_of(found.value)) if found else (written or "").strip()
        if not shown and named is not None:
            shown = day_in_words(named)
        self._shown = shown
        if self.entry.text() != shown:
            self.entry.setText(shown)

    def _take_typed(self) -> None:
        typed = self.entry.text().strip()
        if typed == self._shown:
            return
        if not typed:
            self._shown = ""
            self.cleared.emit()
        elif day := read_typed_day(typed, month_first=writes_month_first(QLocale())):
            self.day_chosen.emit(day)
        else:
            self.misread.emit(typed)

    def _show_calendar(self) -> None:
        shown = read_typed_day(self.entry.text(), month_first=writes_month_first(QLocale()))
        popup = CalendarPopup(shown or date.today(), self._keeper.theme, self)
        popup.day_chosen.connect(self.day_chosen)
        popup.show_below(self)

    def _redraw(self) -> None:
        self.button.setIcon(icon("calendar", self._keeper.theme, "ink_second"))
