"""The field for the article's picture: a small view, its name, and its description."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImageReader, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clinicwriter.ui.details.prose import ProseEdit
from clinicwriter.ui.theme import ThemeKeeper, icon

THUMBNAIL = QSize(52, 36)
LARGEST_PICTURE_PX = 20_000
"""A side longer than this is not drawn: such files are damaged or made to be slow."""


class PictureField(QWidget):
    """Show the article's picture with what can be done with it."""

    choice_requested = Signal()
    removal_requested = Signal()
    description_edited = Signal(str)

    def __init__(self, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._card = self._build_card()
        self.description = ProseEdit("Describe the picture for people who cannot see it", 2, self)
        self.description.setAccessibleName("Picture description")
        self.description.text_edited.connect(self.description_edited)
        self.choose = QPushButton(" Choose a picture…", self)
        self.choose.clicked.connect(self.choice_requested)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for widget in (self._card, self.description, self.choose):
            box.addWidget(widget)
        keeper.changed.connect(self._redraw)
        self._redraw()

    def show_picture(self, reference: str | None, description: str | None, file: Path | None) -> None:
        """Show the picture that the details name, or how to choose one."""
        has_picture = bool(reference)
        self._card.setVisible(has_picture)
        self.description.setVisible(has_picture)
        self.choose.setVisible(not has_picture)
        # A hidden proxy would be a trap for Tab.
        self.setFocusProxy(self._pencil if has_picture else self.choose)
        self._name.setText(PurePosixPath(reference or "").name)
        self._name.setToolTip(reference or "")
        self._note.setText(_note_on(description, file))
        self._note.setVisible(bool(self._note.text()))
        self._thumbnail.setPixmap(_thumbnail(file, self.devicePixelRatioF()) if file else QPixmap())
        self.description.show_text(description or "")

    def _build_card(self) -> QFrame:
        card = QFrame(self)
        card.setProperty("kind", "field")
        self._thumbnail = QLabel(card)
        self._thumbnail.setFixedSize(THUMBNAIL)
        self._name = QLabel(card)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._note = QLabel(card)
        self._note.setProperty("kind", "small")
        self._note.setWordWrap(True)
        self._pencil = QToolButton(card)
        self._pencil.setProperty("kind", "inline")
        self._pencil.setIconSize(QSize(16, 16))
        self._pencil.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pencil.setToolTip("Change, describe or remove the picture")
        self._pencil.setAccessibleName("Change, describe or remove the picture")
        self._pencil.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._pencil.setMenu(self._build_menu())
        grid = QGridLayout(card)
        grid.setContentsMargins(10, 7, 6, 7)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._thumbnail, 0, 0, 2, 1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._note)
        words.addStretch(1)
        grid.addLayout(words, 0, 1, 2, 1)
        grid.addWidget(self._pencil, 0, 2, 2, 1)
        grid.setColumnStretch(1, 1)
        return card

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("Choose another picture…", self.choice_requested.emit)
        menu.addAction("Describe the picture", self._describe)
        menu.addAction("Remove the picture from the details", self.removal_requested.emit)
        return menu

    def _describe(self) -> None:
        self.description.setFocus()

    def _redraw(self) -> None:
        self._pencil.setIcon(icon("pencil", self._keeper.theme, "ink"))
        self.choose.setIcon(icon("image", self._keeper.theme, "ink"))


def _note_on(description: str | None, file: Path | None) -> str:
    """Say what is amiss with the picture; its description stands below in full."""
    if file is None:
        return "Not in the site's folder"
    return "" if description else "No description yet"


def _thumbnail(file: Path, pixel_ratio: float) -> QPixmap:
    """Draw a small view with round corners; a file that is no picture gives an empty one."""
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > LARGEST_PICTURE_PX:
        return QPixmap()
    wanted = THUMBNAIL * pixel_ratio
    reader.setScaledSize(size.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return QPixmap()
    pixmap = QPixmap(wanted)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(0, 0, wanted.width(), wanted.height()), 4 * pixel_ratio, 4 * pixel_ratio)
    painter.setClipPath(shape)
    painter.drawImage((wanted.width() - image.width()) // 2, (wanted.height() - image.height()) // 2, image)
    painter.end()
    pixmap.setDevicePixelRatio(pixel_ratio)
    return pixmap
