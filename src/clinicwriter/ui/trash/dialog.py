"""The dialog with what was thrown away: bring it back, or empty the trash for good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from clinicwriter.safekeeping import TrashEntry
from clinicwriter.ui.dialogs import CardDialog
from clinicwriter.ui.library.rows import day_near

WIDTH_PX, HEIGHT_PX = 520, 420
ABOUT = "Articles and drafts that you threw away. They stay on this computer until you empty the trash."
EMPTY = "The trash is empty."


class TrashDialog(CardDialog):
    """List what is in the trash; say what somebody wishes to do with it."""

    restore_wished = Signal(object)
    """Carries the ``TrashEntry``."""
    emptying_wished = Signal()

    def __init__(self, entries: Sequence[TrashEntry], parent: QWidget | None = None) -> None:
        super().__init__("Trash", ABOUT, parent)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self.setMinimumWidth(WIDTH_PX)
        self.list = QListWidget(self)
        self.list.setAccessibleName("What is in the trash")
        self.list.setProperty("kind", "framed")
        self._nothing = QLabel(EMPTY, self)
        self._nothing.setProperty("kind", "second")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        self.middle.addWidget(self._stack, 1)
        self.empty_button = self.add_button("Empty the trash…", "danger")
        self.empty_button.clicked.connect(self.emptying_wished)
        self.buttons.removeWidget(self.empty_button)
        self.buttons.insertWidget(0, self.empty_button)
        self.add_button("Close").clicked.connect(self.accept)
        self.restore_button = self.add_button("Bring back", "primary")
        self.restore_button.clicked.connect(self._restore)
        self.list.currentRowChanged.connect(self._show_state)
        self.list.itemActivated.connect(self._restore)
        self.show_entries(entries)

    def show_entries(self, entries: Sequence[TrashEntry]) -> None:
        """Show what is in the trash now."""
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem(_line(entry), self.list)
            item.setData(Qt.ItemDataRole.UserRole, entry)
        self.list.setCurrentRow(0)
        self._stack.setCurrentWidget(self.list if entries else self._nothing)
        self.empty_button.setEnabled(bool(entries))
        self._show_state()

    def _show_state(self) -> None:
        self.restore_button.setEnabled(self.list.currentItem() is not None)

    def _restore(self) -> None:
        item = self.list.currentItem()
        if item is not None and self.restore_button.isEnabled():
            # Until the list is another one: who presses twice means it once.
            self.restore_button.setEnabled(False)
            self.restore_wished.emit(item.data(Qt.ItemDataRole.UserRole))


def _line(entry: TrashEntry) -> str:
    thrown = datetime.fromtimestamp(entry.thrown_at)
    kind = "from the site" if entry.path is not None else "draft"
    when = f"{day_near(thrown.date(), datetime.now().date())}, {thrown:%H:%M}"
    return f"{entry.label or 'Article without a title'}\n{kind} · {when}"
