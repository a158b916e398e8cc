"""The field for the author: typed, or chosen from those whom the site has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

BETWEEN = "; "
"""What stands between several authors: names of clinicians have commas of their own."""


class AuthorField(QComboBox):
    """Show the authors in one line; the site's own are offered, most used first."""

    authors_edited = Signal(object)
    """Carries the authors as typed or chosen, a tuple of text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = QLineEdit(self)
        self.entry.setPlaceholderText("Who wrote it")
        self.entry.setAccessibleName("Author")
        self.setEditable(True)
        self.setLineEdit(self.entry)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setToolTip("Several authors: put a semicolon between them")
        self._complete()
        self.entry.textEdited.connect(self._tell)
        self.textActivated.connect(self._tell)

    def show_authors(self, authors: Sequence[str]) -> None:
        """Show these, where they are not what was just typed."""
        if _parted(self.entry.text()) != tuple(authors):
            self.entry.setText(BETWEEN.join(authors))

    def set_known(self, authors: Sequence[str]) -> None:
        """Offer these; what is shown stays."""
        shown = self.entry.text()
        self.blockSignals(True)
        self.clear()
        self.addItems(list(authors))
        self.setCurrentIndex(-1)
        self.blockSignals(False)
        self.entry.setText(shown)

    def _complete(self) -> None:
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)

    def _tell(self, text: str) -> None:
        self.authors_edited.emit(_parted(text))


def _parted(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(";") if (name := part.strip()))
