"""The grey ground and the page on it: a card with round corners, as wide as the chosen device."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from clinicwriter.ui.theme import ThemeKeeper

from .view import PageView

MARGIN = 18
RADIUS = 9
LEAST_ZOOM, MOST_ZOOM = 0.4, 3.0


class Device(Enum):
    """For whom the page is laid out: the width in pixels of its own, ``None`` for whatever there is."""

    DESKTOP = None
    TABLET = 768
    PHONE = 390


class PageCard(QWidget):
    """Lay the view out on the ground. State: the device and the zoom that somebody chose."""

    zoomed = Signal(float)

    def __init__(self, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._view: PageView | None = None
        self._device = Device.DESKTOP
        self._zoom = 1.0
        self._corners = [_Corner(keeper, right, bottom, self) for right in (0, 1) for bottom in (0, 1)]
        keeper.changed.connect(self._repaint)
        self.setMinimumWidth(240)

    @property
    def device(self) -> Device:
        """Return for whom the page is laid out."""
        return self._device

    @property
    def zoom(self) -> float:
        """Return how much larger somebody wants to see the page."""
        return self._zoom

    @property
    def page_rect(self) -> QRect:
        """Return where the page lies on the ground."""
        room = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        device_width = self._device.value
        width = room.width() if device_width is None else min(room.width(), round(device_width * self._zoom))
        left = room.left() + (room.width() - width) // 2
        return QRect(left, room.top(), max(1, width), max(1, room.height()))

    @property
    def page_zoom(self) -> float:
        """Return the zoom of the page: a device wider than the room is shown whole, smaller."""
        device_width = self._device.value
        return self._zoom if device_width is None else self.page_rect.width() / device_width

    def set_view(self, view: PageView) -> None:
        """Put this view on the ground."""
        if self._view is not None:
            self._view.deleteLater()
        self._view = view
        view.setParent(self)
        view.lower()
        view.show()
        self._lay_out()

    def set_device(self, device: Device) -> None:
        """Lay the page out for this device."""
        self._device = device
        self._lay_out()

    def set_zoom(self, zoom: float) -> None:
        """Show the page this much larger."""
        self._zoom = max(LEAST_ZOOM, min(MOST_ZOOM, zoom))
        self._lay_out()
        self.zoomed.emit(self._zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._keeper.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.preview_ground)
        if self._view is not None and not self._view.isHidden():
            painter.setPen(QPen(theme.line, 1))
            painter.setBrush(QColor(Qt.GlobalColor.white))
            frame = QRectF(self.page_rect).adjusted(-0.5, -0.5, 0.5, 0.5)
            painter.drawRoundedRect(frame, RADIUS, RADIUS)

    def settle(self) -> None:
        """Draw the page's edge afresh, after the view was shown or hidden."""
        self._lay_out()

    def _lay_out(self) -> None:
        page = self.page_rect
        if self._view is not None:
            self._view.setGeometry(page)
            self._view.set_zoom(self.page_zoom)
        for corner in self._corners:
            corner.settle(page)
            corner.setVisible(self._view is not None and not self._view.isHidden())
            corner.raise_()
        self.update()

    def _repaint(self) -> None:
        self.update()
        for corner in self._corners:
            corner.update()


class _Corner(QWidget):
    """Cover one corner of the page with the ground: a web view cannot be round itself."""

    def __init__(self, keeper: ThemeKeeper, right: int, bottom: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._right, self._bottom = right, bottom
        self.setFixedSize(RADIUS, RADIUS)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def settle(self, page: QRect) -> None:
        """Move to the page's corner."""
        left = page.right() + 1 - RADIUS if self._right else page.left()
        top = page.bottom() + 1 - RADIUS if self._bottom else page.top()
        self.move(left, top)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._keeper.theme
        circle = QRectF(-RADIUS * self._right, -RADIUS * self._bottom, 2 * RADIUS, 2 * RADIUS)
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(QRectF(self.rect()))
        inside.addEllipse(circle)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(outside.subtracted(inside), theme.preview_ground)
        painter.setPen(QPen(theme.line, 1))
        painter.drawEllipse(circle)
