"""What is said about newer versions of the program. Nothing here looks for one: a person opens a page."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from clinicwriter import __version__
from clinicwriter.ui.dialogs import CardDialog
from clinicwriter.ui.questions import Message
from clinicwriter.ui.window import Window

RELEASES_PAGE = ""
"""The page with all versions, once there is one: see packaging/RELEASING.md. "" while there is none."""
WIDTH_PX = 460


def newer_message(page: str = RELEASES_PAGE) -> Message:
    """Return what is said to somebody who asks whether there is a newer version."""
    where = (
        f"The page {page} in your web browser shows the newest one."
        if page
        else "Ask the person who put it on this computer; the newest one comes from there."
    )
    return Message(
        "Is there a newer version?",
        f"This is Clinic Writer {__version__}. It never looks for a newer version by itself, and tells "
        f"nobody that you use it. {where}",
    )


def show_newer(window: Window, page: str = RELEASES_PAGE) -> CardDialog:
    """Say how a newer version is found; the page opens only when somebody presses the button for it."""
    message = newer_message(page)
    dialog = CardDialog(message.title, message.text, window)
    dialog.setFixedWidth(WIDTH_PX)
    close = dialog.add_button("Close", "" if page else "primary")
    close.clicked.connect(dialog.accept)
    if page:
        open_page = dialog.add_button("Open the page", "primary")
        open_page.setObjectName("open-page")
        open_page.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(page)))
        open_page.clicked.connect(dialog.accept)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def message_of_kept_by_newer() -> Message:
    """Return what an older program says where a newer one keeps its drafts and settings."""
    return Message(
        "A newer Clinic Writer was used on this computer.",
        "Its drafts and settings are left just as they are, so you do not see them in this older version "
        f"({__version__}). Start the newer one to go on with them. What you write here is kept apart.",
    )
