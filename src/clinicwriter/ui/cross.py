"""The small cross at the end of a chip, which takes it away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from clinicwriter.ui.theme import ThemeKeeper, icon

CROSS_PX = 12


class CrossButton(QToolButton):
    """A cross in the colours of the theme in force. State: none of its own."""

    def __init__(self, keeper: ThemeKeeper, spoken: str, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self.setProperty("kind", "chip")
        self.setIconSize(QSize(CROSS_PX, CROSS_PX))
        self.setAccessibleName(spoken)
        self.setToolTip(hint)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        keeper.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self.setIcon(icon("x", self._keeper.theme, "accent"))
