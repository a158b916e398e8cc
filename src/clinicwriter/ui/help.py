"""About the program, and the list of keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from clinicwriter import __version__
from clinicwriter.ui.dialogs import CardDialog
from clinicwriter.ui.questions import Message
from clinicwriter.ui.window import Window

ABOUT_WIDTH_PX, KEYS_WIDTH_PX, KEYS_HEIGHT_PX = 440, 460, 520
ABOUT = (
    "Write, preview, check and export the articles of your clinic's website. "
    "Everything stays on this computer."
)
LICENCES = (
    "Clinic Writer is free software under the MIT licence. It uses Qt and PySide (LGPL), the typefaces "
    "Inter and Source Serif 4 (SIL Open Font Licence) and Lucide icons (ISC)."
)


def about_message() -> Message:
    """Return what the program says about itself."""
    return Message(f"Clinic Writer {__version__}", ABOUT, f"{LICENCES}\nQt {qVersion()}")


def show_about(window: Window) -> None:
    """Show the version and the licences."""
    message = about_message()
    dialog = CardDialog(message.title, message.text, window)
    dialog.setFixedWidth(ABOUT_WIDTH_PX)
    words = QLabel(message.details, dialog)
    words.setWordWrap(True)
    words.setProperty("kind", "small")
    dialog.middle.addWidget(words)
    _open(dialog)


def show_keys(window: Window) -> None:
    """Show every action with its keys."""
    dialog = CardDialog("Keyboard shortcuts", "", window)
    dialog.setFixedWidth(KEYS_WIDTH_PX)
    dialog.setFixedHeight(KEYS_HEIGHT_PX)
    dialog.middle.addWidget(_table(actions_with_keys(window), dialog), 1)
    _open(dialog)


def actions_with_keys(window: Window) -> list[QAction]:
    """Return every action that has keys, in the order of the menus."""
    found: list[QAction] = []
    for menu in window.menus.all:
        found += [action for action in menu.actions() if not action.shortcut().isEmpty()]
    return found


def _table(actions: list[QAction], parent: QWidget) -> QScrollArea:
    inner = QWidget(parent)
    grid = QGridLayout(inner)
    grid.setContentsMargins(0, 0, 12, 0)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(0, 1)
    for row, action in enumerate(actions):
        grid.addWidget(QLabel(action.text().rstrip("…"), inner), row, 0)
        keys = QLabel(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), inner)
        keys.setProperty("kind", "second")
        keys.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(keys, row, 1)
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    return area


def _open(dialog: CardDialog) -> None:
    close = dialog.add_button("Close", "primary")
    close.clicked.connect(dialog.accept)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    close.setFocus()
