"""What lies around a dialog that is drawn as a card: the dimmed window behind it, and its round corners."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPainterPath, QPaintEvent, QRegion
from PySide6.QtWidgets import QDialog, QWidget

SCRIM = QColor(10, 16, 14, 110)
CORNER_PX = 13


class Scrim(QWidget):
    """Dim the window behind a dialog."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(window.size())
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.resize(watched.size())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), SCRIM)


def round_corners(dialog: QDialog) -> None:
    """Cut a card's corners off where the system may not be able to show them clear: they would be black.

    An X server without a compositor is such a system, and cannot be asked. To be called at each resize.
    """
    if QGuiApplication.platformName() != "xcb":
        return
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(dialog.rect()), CORNER_PX, CORNER_PX)
    dialog.setMask(QRegion(shape.toFillPolygon().toPolygon()))
