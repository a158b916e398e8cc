"""One line above the panes that can be put away: what to know at a first start."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from clinicwriter.ui.elided_label import ElidedLabel
from clinicwriter.ui.theme import ThemeKeeper, icon, pixmap

SAMPLE_NOTE = (
    "This is a small sample clinic to try things out on. To work on your own website, choose its folder."
)


class Banner(QFrame):
    """Say one thing and offer one deed."""

    deed_wished = Signal()
    put_away = Signal()

    def __init__(self, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self._keeper = keeper
        self._mark = QLabel(self)
        self.words = ElidedLabel(SAMPLE_NOTE, Qt.TextElideMode.ElideRight, self)
        self._deed = QPushButton("Choose your site…", self)
        self._deed.setProperty("kind", "link")
        self._deed.clicked.connect(self.deed_wished)
        self._close = QToolButton(self)
        self._close.setProperty("kind", "inline")
        self._close.setIconSize(QSize(16, 16))
        self._close.setToolTip("Put this line away")
        self._close.setAccessibleName("Put this line away")
        self._close.clicked.connect(self._put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 10, 4)
        row.setSpacing(8)
        # No wider than its words, so that the deed stands right behind them, but narrower where it must be.
        self.words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row.addWidget(self._mark)
        row.addWidget(self.words, 1)
        row.addWidget(self._deed)
        row.addStretch()
        row.addWidget(self._close)
        self.hide()
        keeper.changed.connect(self._redraw)
        self._redraw()

    def _put_away(self) -> None:
        self.hide()
        self.put_away.emit()

    def _redraw(self) -> None:
        theme = self._keeper.theme
        self._mark.setPixmap(pixmap("info", theme, 16, "accent", self.devicePixelRatioF()))
        self._close.setIcon(icon("x", theme, "ink_second"))
