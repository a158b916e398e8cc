"""The icons: line drawings that take the theme's text colour, and the program's own."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from clinicwriter.resources import resource_path
from clinicwriter.ui.theme.roles import Theme

STROKE_WIDTH = "1.75"
DISABLED_OPACITY = 0.4


def icon(name: str, theme: Theme, role: str = "ink", on_role: str | None = None) -> QIcon:
    """Return an icon in the colour of a role, and in that of ``on_role`` while its button is on."""
    off = theme.role(role).name()
    on = theme.role(on_role).name() if on_role else off
    return QIcon(_LineEngine(name, off, on))


def pixmap(name: str, theme: Theme, size_px: int, role: str = "ink", pixel_ratio: float = 1.0) -> QPixmap:
    """Return an icon as a picture, for labels and painters."""
    return icon(name, theme, role).pixmap(QSize(size_px, size_px), pixel_ratio)


def program_icon() -> QIcon:
    """Return the program's icon; its pictures are read only when a size is shown."""
    found = QIcon()
    for path in sorted(resource_path("app").glob("clinicwriter-*.png")):
        size_px = int(path.stem.rpartition("-")[2])
        found.addFile(str(path), QSize(size_px, size_px))
    return found


@lru_cache(maxsize=512)
def _drawing(name: str, colour: str) -> QByteArray:
    source = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    coloured = source.replace("currentColor", colour)
    return QByteArray(coloured.replace('stroke-width="2"', f'stroke-width="{STROKE_WIDTH}"').encode())


class _LineEngine(QIconEngine):
    """Paint one drawing at whatever size and sharpness is asked for."""

    def __init__(self, name: str, off: str, on: str) -> None:
        super().__init__()
        self._name = name
        self._off = off
        self._on = on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = self._on if state == QIcon.State.On else self._off
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(painter.opacity() * DISABLED_OPACITY)
        QSvgRenderer(_drawing(self._name, colour)).render(painter, QRectF(rect))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():  # a button that a narrow window squeezes to nothing
            return QPixmap()
        canvas = QPixmap(size)
        canvas.fill(Qt.GlobalColor.transparent)
        painter = QPainter(canvas)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return canvas

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        drawn = self.pixmap(size, mode, state)
        drawn.setDevicePixelRatio(scale)
        return drawn

    def clone(self) -> QIconEngine:
        return _LineEngine(self._name, self._off, self._on)
