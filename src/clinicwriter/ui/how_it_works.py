"""The help in words: what is kept, what an export does, how to undo it, and where things are."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from clinicwriter.resources import resource_path
from clinicwriter.ui.dialogs import CardDialog

WIDTH_PX, HEIGHT_PX = 600, 660
AROUND_PX = 60
"""What stays free of the window above and below."""
TABLE = "how_it_works.toml"


@dataclass(frozen=True, slots=True)
class HelpPart:
    """One question with its answer."""

    title: str
    text: str


def help_parts() -> tuple[HelpPart, ...]:
    """Return what the help says, in order."""
    table = tomllib.loads(resource_path(TABLE).read_text("utf-8"))
    return tuple(HelpPart(part["title"], part["text"].strip()) for part in table["part"])


class HowItWorks(CardDialog):
    """Show the help in words, with a way to the sheet of keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("How it works", "", parent)
        self.setFixedSize(WIDTH_PX, min(HEIGHT_PX, parent.height() - AROUND_PX))
        self.area = QScrollArea(self)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName("How it works")
        self.area.setWidget(_page(help_parts()))
        self.middle.addWidget(self.area, 1)
        self.keys_button = self.add_button("Keyboard shortcuts…")
        self.add_button("Close", "primary").clicked.connect(self.accept)
        self.area.setFocus()


def show_how(window: QWidget, show_keys: Callable[[], object]) -> HowItWorks:
    """Open the help over the window; its button leads on to the keys."""
    dialog = HowItWorks(window)
    dialog.keys_button.clicked.connect(dialog.accept)
    dialog.keys_button.clicked.connect(show_keys)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _page(parts: tuple[HelpPart, ...]) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 14, 0)
    column.setSpacing(6)
    for number, part in enumerate(parts):
        title = _label(part.title, page)
        title.setProperty("kind", "strong")
        title.setContentsMargins(0, 14 if number else 0, 0, 0)
        column.addWidget(title)
        for paragraph in part.text.split("\n\n"):
            column.addWidget(_label(paragraph, page))
    column.addStretch()
    return page


def _label(words: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
