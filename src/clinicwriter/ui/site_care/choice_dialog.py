"""The dialog that lets somebody choose one of several things, each with what tells it from the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from clinicwriter.ui.dialogs import CardDialog

WIDTH_PX = 540
MOST_HEIGHT_PX = 340
FRAME_PX = 6


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: what it is, and what gave it away."""

    title: str
    evidence: str = ""


class ChoiceDialog(CardDialog):
    """Ask for one of several. Accepted means: ``number`` was chosen."""

    def __init__(
        self,
        title: str,
        text: str,
        options: Sequence[Option],
        verb: str,
        parent: QWidget | None = None,
        *,
        leave: str = "Not now",
    ) -> None:
        super().__init__(title, text, parent)
        self.setFixedWidth(WIDTH_PX)
        self.list = QListWidget(self)
        self.list.setAccessibleName(title)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setWordWrap(True)
        for option in options:
            words = f"{option.title}\n{option.evidence}" if option.evidence else option.title
            QListWidgetItem(words, self.list)
        height = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        self.list.setFixedHeight(min(height + FRAME_PX, MOST_HEIGHT_PX))
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.middle.addWidget(self.list)
        self.add_button(leave).clicked.connect(self.reject)
        self.yes_button = self.add_button(verb, "primary")
        self.yes_button.clicked.connect(self.accept)
        self.list.currentRowChanged.connect(lambda row: self.yes_button.setEnabled(row >= 0))
        self.list.setCurrentRow(0)
        self.yes_button.setEnabled(self.list.currentRow() >= 0)
        self.list.setFocus()

    @property
    def number(self) -> int:
        """Return which one is chosen, from 0 on."""
        return self.list.currentRow()
