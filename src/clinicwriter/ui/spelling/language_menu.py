"""The language's place in the status bar: which English it is, a menu to choose another, and the switch."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from clinicwriter.language.english import English

OFF = "Spelling off"


class LanguageMenu(QObject):
    """Show the English and let somebody choose."""

    english_chosen = Signal(str)
    """Another English was chosen: carries its value, "" for the system's."""

    def __init__(self, button: QPushButton, switch: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._button = button
        self._switch = switch
        self._menu = QMenu(button)
        self._group = QActionGroup(self._menu)
        self._add("Like the system", "")
        for english in English:
            self._add(english.label, english.value)
        self._menu.addSeparator()
        self._menu.addAction(switch)
        self._group.triggered.connect(lambda action: self.english_chosen.emit(action.data()))
        button.clicked.connect(self.open)

    def show(self, english: English, chosen: str, *, is_on: bool, note: str) -> None:
        """Show which English is looked for. ``note`` says what keeps spelling from being looked at."""
        self._button.setText(english.label if is_on else OFF)
        self._button.setToolTip(note or "The language that spelling is looked at in")
        self._switch.setChecked(is_on)
        for action in self._group.actions():
            action.setChecked(action.data() == chosen)

    def open(self) -> None:
        """Open the menu above its button."""
        place = self._button.mapToGlobal(self._button.rect().topLeft())
        place.setY(place.y() - self._menu.sizeHint().height() - 4)
        self._menu.popup(place)

    def _add(self, words: str, value: str) -> None:
        action = self._menu.addAction(words)
        action.setCheckable(True)
        action.setData(value)
        self._group.addAction(action)
