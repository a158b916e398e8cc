"""The small calendar below the date's field: a month as the person's country shows it, and today."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QPushButton, QToolButton, QVBoxLayout, QWidget

from clinicwriter.ui.theme import Theme, icon

ARROWS = (
    ("qt_calendar_prevmonth", "chevron-left", "The month before"),
    ("qt_calendar_nextmonth", "chevron-right", "The month after"),
)


class CalendarPopup(QFrame):
    """Let somebody choose a day."""

    day_chosen = Signal(object)
    """Carries a ``date``."""

    def __init__(self, shown: date, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "popup")
        self.month = QCalendarWidget(self)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._follow_country(persons_locale(), theme)
        self._draw_arrows(theme)
        self.today = QPushButton("Today", self)
        self.today.clicked.connect(lambda: self._choose(QDate.currentDate()))
        self.month.clicked.connect(self._choose)
        self.month.activated.connect(self._choose)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 6)
        box.addWidget(self.month)
        box.addWidget(self.today)

    def show_below(self, field: QWidget) -> None:
        """Stand below a field, and on the screen."""
        self.adjustSize()
        corner = field.mapToGlobal(QPoint(0, field.height() + 2))
        area = field.screen().availableGeometry()
        x = max(area.left(), min(corner.x(), area.right() - self.width()))
        y = max(area.top(), min(corner.y(), area.bottom() - self.height()))
        self.move(x, y)
        self.show()
        self.month.setFocus()

    def _follow_country(self, locale: QLocale, theme: Theme) -> None:
        self.month.setFirstDayOfWeek(locale.firstDayOfWeek())
        at_work = locale.weekdays()
        for day in Qt.DayOfWeek:
            look = QTextCharFormat()
            look.setForeground(theme.ink if day in at_work else theme.error)
            self.month.setWeekdayTextFormat(day, look)
        header = QTextCharFormat()
        header.setForeground(theme.ink_second)
        header.setBackground(theme.raised)
        self.month.setHeaderTextFormat(header)

    def _draw_arrows(self, theme: Theme) -> None:
        for name, drawing, words in ARROWS:
            button = self.month.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(icon(drawing, theme, "ink"))
                button.setIconSize(QSize(16, 16))
                button.setAccessibleName(words)
                button.setToolTip(words)

    def _choose(self, day: QDate) -> None:
        self.close()
        self.day_chosen.emit(date(day.year(), day.month(), day.day()))


def persons_locale() -> QLocale:
    """Return the locale of the person; American English where the system names none."""
    locale = QLocale()
    return QLocale("en_US") if locale.language() == QLocale.Language.C else locale
