"""The field for the web address: the site's part pale, the article's own part to write in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

SIDE_PX = 9
ENTRY_MARGIN_PX = 8
STAYS = "The address stays as it is, so that links to this article keep working."
FOLLOWS = "The address follows the title until the article is exported for the first time."


class AddressField(QFrame):
    """Show the address; before the first export it follows the title until somebody writes it."""

    slug_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "field")
        self._before = QLabel(self)
        self._after = QLabel(self)
        for label in (self._before, self._after):
            label.setProperty("kind", "second")
        self.entry = QLineEdit(self)
        self.entry.setProperty("kind", "bare")
        self.entry.setAccessibleName("Web address")
        self.entry.textEdited.connect(self.slug_edited)
        self.setFocusProxy(self.entry)
        self._said_before = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE_PX, 0, SIDE_PX, 0)
        row.setSpacing(0)
        row.addWidget(self._before)
        row.addWidget(self.entry, 1)
        row.addWidget(self._after)

    def show_address(self, address: tuple[str, str, str], *, written: str | None, is_fixed: bool) -> None:
        """Show the parts; ``written`` is what the article itself says, pale is what follows the title."""
        before, slug, after = address
        self._said_before = before
        self._after.setText(after)
        shown = slug if is_fixed else written or ""
        if self.entry.text() != shown:
            self.entry.setText(shown)
            # A long address is known by its beginning.
            if not self.entry.hasFocus():
                self.entry.setCursorPosition(0)
        self.entry.setPlaceholderText(slug)
        self._fit()
        self.entry.setReadOnly(is_fixed)
        self.setToolTip(STAYS if is_fixed else FOLLOWS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Shorten the site's part where the article's own has too little room."""
        words = max(self.entry.text(), self.entry.placeholderText(), key=len)
        metrics = self._before.fontMetrics()
        own = self.entry.fontMetrics().horizontalAdvance(words) + ENTRY_MARGIN_PX
        room = self.width() - own - self._after.sizeHint().width() - 2 * SIDE_PX
        room = max(room, metrics.horizontalAdvance("…/"))
        self._before.setText(metrics.elidedText(self._said_before, Qt.TextElideMode.ElideLeft, room))
        self._before.setToolTip(self._said_before)
