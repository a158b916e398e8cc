"""The dialog that asks which tag or author becomes which other one, in every article."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLabel, QLineEdit, QWidget

from clinicwriter.article import Role
from clinicwriter.site.library import BulkChange
from clinicwriter.ui.dialogs import CardDialog

WIDTH_PX = 480
ABOUT = "You see first which articles change. Nothing is written before you agree, and it can be undone."
KINDS = ((Role.TAGS, "A tag"), (Role.AUTHORS, "An author"))


class ChangeDialog(CardDialog):
    """Ask what is to become what. Accepted means: plan ``change``."""

    def __init__(
        self, tags: Sequence[str], authors: Sequence[str], old: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("Change a tag or an author everywhere", ABOUT, parent)
        self.setFixedWidth(WIDTH_PX)
        self._values = {Role.TAGS: tuple(tags), Role.AUTHORS: tuple(authors)}
        self._build_form()
        self.add_button("Cancel").clicked.connect(self.reject)
        self.plan_button = self.add_button("Show what changes", "primary")
        self.plan_button.clicked.connect(self.accept)
        self._show_values()
        if old in self._values[Role.AUTHORS] and old not in self._values[Role.TAGS]:
            self.kind.setCurrentIndex(1)
        if old:
            self.old.setCurrentText(old)
        self.new.setFocus()

    @property
    def change(self) -> BulkChange:
        """Return what is to become what."""
        role = self._role
        return BulkChange(role, self.old.currentText(), self.new.text().strip())

    @property
    def _role(self) -> Role:
        return KINDS[self.kind.currentIndex()][0]

    def _build_form(self) -> None:
        self.kind = QComboBox(self)
        self.kind.addItems([words for _, words in KINDS])
        self.old = QComboBox(self)
        self.old.setMaxVisibleItems(16)
        self.new = QLineEdit(self)
        self.new.setPlaceholderText("Empty: it is taken out of every article")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        rows = (("Change", self.kind), ("Which", self.old), ("Becomes", self.new))
        for row, (words, entry) in enumerate(rows):
            label = QLabel(words, self)
            label.setProperty("kind", "label")
            label.setBuddy(entry)
            entry.setAccessibleName(words)
            grid.addWidget(label, row, 0)
            grid.addWidget(entry, row, 1)
        self.middle.addLayout(grid)
        self.kind.currentIndexChanged.connect(self._show_values)
        for changed in (self.old.currentTextChanged, self.new.textChanged):
            changed.connect(self._show_possible)

    def _show_values(self) -> None:
        values = self._values[self._role]
        self.old.clear()
        self.old.addItems(list(values))
        completer = QCompleter(list(values), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.new.setCompleter(completer)
        self._show_possible()

    def _show_possible(self) -> None:
        change = self.change
        self.plan_button.setEnabled(bool(change.old) and change.old != change.new)
        self.plan_button.setText("Show what changes" if change.new else "Show what is taken out")
