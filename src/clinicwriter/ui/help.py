"""About the program: its version and its licences."""

from __future__ import annotations

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QLabel

from clinicwriter import __version__
from clinicwriter.ui.dialogs import CardDialog
from clinicwriter.ui.questions import Message
from clinicwriter.ui.window import Window

ABOUT_WIDTH_PX = 440
ABOUT = (
    "Write, preview, check and export the articles of your clinic's website. "
    "Everything stays on this computer."
)
LICENCES = (
    "Clinic Writer is free software under the MIT licence. It uses Qt and PySide (LGPL), the typefaces "
    "Inter and Source Serif 4 (SIL Open Font Licence), Lucide icons (ISC), Harper for spelling (Apache-2.0) "
    "and the DrugBank open vocabulary (CC0)."
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


def _open(dialog: CardDialog) -> None:
    close = dialog.add_button("Close", "primary")
    close.clicked.connect(dialog.accept)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    close.setFocus()
