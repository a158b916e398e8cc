"""The field for the web address: the site's part pale, the article's own part to write in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

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
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 9, 0)
        row.setSpacing(0)
        row.addWidget(self._before)
        row.addWidget(self.entry, 1)
        row.addWidget(self._after)

    def show_address(self, address: tuple[str, str, str], *, written: str | None, is_fixed: bool) -> None:
        """Show the parts; ``written`` is what the article itself says, pale is what follows the title."""
        before, slug, after = address
        self._before.setText(before)
        self._after.setText(after)
        shown = slug if is_fixed else written or ""
        if self.entry.text() != shown:
            self.entry.setText(shown)
            # A long address is known by its beginning.
            if not self.entry.hasFocus():
                self.entry.setCursorPosition(0)
        self.entry.setPlaceholderText(slug)
        self.entry.setReadOnly(is_fixed)
        self.setToolTip(STAYS if is_fixed else FOLLOWS)
