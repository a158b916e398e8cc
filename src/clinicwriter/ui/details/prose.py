"""An entry for a few lines of plain text in the form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget


class ProseEdit(QPlainTextEdit):
    """A few lines of text that Tab leaves; line ends count as blanks. State: whether it is being filled."""

    text_edited = Signal(str)

    def __init__(self, placeholder: str, line_count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setPlaceholderText(placeholder)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "field")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFixedHeight(line_count * self.fontMetrics().lineSpacing() + 24)
        # Fixed for its row as well, which would else take what room is left over.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._is_filled = False
        self.textChanged.connect(self._tell)

    def show_text(self, text: str) -> None:
        """Show this, where it is not what was just typed."""
        if self.typed() == text:
            return
        self._is_filled = True
        self.setPlainText(text)
        self._is_filled = False

    def typed(self) -> str:
        """Return the words, with single blanks between them."""
        return " ".join(self.toPlainText().split())

    def _tell(self) -> None:
        if not self._is_filled:
            self.text_edited.emit(self.typed())
