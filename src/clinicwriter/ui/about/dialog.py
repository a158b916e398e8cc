"""The window that says which version this is, and the one that lists what is inside with its licences."""

from __future__ import annotations

import platform

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QPlainTextEdit, QWidget

from clinicwriter import __version__
from clinicwriter.ui.about.components import Component, all_components
from clinicwriter.ui.dialogs import CardDialog
from clinicwriter.ui.theme import program_icon
from clinicwriter.ui.window import Window

ABOUT_WIDTH_PX = 480
INSIDE_WIDTH_PX, INSIDE_HEIGHT_PX, LIST_WIDTH_PX = 820, 560, 250
ICON_PX = 64
ABOUT = (
    "Write, preview, check and export the articles of your clinic's website. "
    "Everything stays on this computer."
)
LICENCE = (
    "Clinic Writer is free software under the MIT licence: use it, change it and pass it on. "
    "It holds the work of many others, whose names and licences are under “What is inside”."
)
NO_TEXT = "Its text did not come along with this part."


def version_words() -> str:
    """Return the versions that a person who helps will ask for."""
    return (
        f"Clinic Writer {__version__}\nQt {qVersion()}, Python {platform.python_version()}\n"
        f"{platform.system()} {platform.release()}, {platform.machine()}"
    )


def show_about(window: Window) -> CardDialog:
    """Show the version, and the way to the licences."""
    dialog = CardDialog("About Clinic Writer", "", window)
    dialog.setFixedWidth(ABOUT_WIDTH_PX)
    dialog.middle.addLayout(_head(dialog))
    dialog.middle.addWidget(_words(ABOUT, "second", dialog))
    dialog.middle.addWidget(_words(LICENCE, "small", dialog))
    inside = dialog.add_button("What is inside…", "quiet")
    inside.clicked.connect(lambda: show_inside(dialog))
    copy = dialog.add_button("Copy versions", "quiet")
    copy.setToolTip("Copy these lines, for the person who helps you")
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(version_words()))
    _open(dialog)
    return dialog


def show_inside(parent: QWidget) -> CardDialog:
    """Show everything that is inside: choose a name on the left, read its licence on the right."""
    dialog = CardDialog("What is inside", "Clinic Writer is made with the work of these people.", parent)
    dialog.setFixedSize(INSIDE_WIDTH_PX, INSIDE_HEIGHT_PX)
    dialog.middle.addLayout(_browser(all_components(), dialog), 1)
    _open(dialog)
    return dialog


def _browser(components: tuple[Component, ...], dialog: CardDialog) -> QHBoxLayout:
    names = QListWidget(dialog)
    names.setProperty("kind", "framed")
    names.setFixedWidth(LIST_WIDTH_PX)
    names.setAccessibleName("Parts")
    names.ensurePolished()  # or the rows get the height that they have without the style sheet
    names.addItems([f"{component.name} {component.version}".strip() for component in components])
    text = QPlainTextEdit(dialog)
    text.setReadOnly(True)
    text.setProperty("kind", "code")
    text.setAccessibleName("Licence")
    names.currentRowChanged.connect(lambda row: text.setPlainText(licence_words(components[row])))
    names.setCurrentRow(0)
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(names)
    row.addWidget(text, 1)
    return row


def licence_words(component: Component) -> str:
    """Return what is shown of one part: its licence in a word, then the whole text."""
    return f"{component.licence}\n\n{component.read_text() or NO_TEXT}".strip()


def _head(dialog: CardDialog) -> QHBoxLayout:
    picture = QLabel(dialog)
    ratio = dialog.devicePixelRatioF()
    picture.setPixmap(program_icon().pixmap(QSize(ICON_PX, ICON_PX), ratio))
    picture.setFixedSize(ICON_PX, ICON_PX)
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(_words(version_words(), "second", dialog), 1)
    return row


def _words(text: str, kind: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("kind", kind)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _open(dialog: CardDialog) -> None:
    close = dialog.add_button("Close", "primary")
    close.clicked.connect(dialog.accept)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    close.setFocus()
