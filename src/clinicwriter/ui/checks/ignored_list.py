"""What somebody decided to ignore: folded away under the findings, with who and when, to be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from clinicwriter.checks import Ignored, IgnoreScope
from clinicwriter.ui.theme import ThemeKeeper, icon

HOW_FAR = {
    IgnoreScope.HERE: "these words",
    IgnoreScope.ARTICLE: "this article",
    IgnoreScope.EVERYWHERE: "every article",
}


class IgnoredList(QWidget):
    """List decisions; each can be ended, and somebody can say why it was made."""

    ending_wished = Signal(object)
    """A finding is to be shown again; carries the ``Ignored``."""
    reason_wished = Signal(object)
    """Somebody wants to say why; carries the ``Ignored``."""

    def __init__(self, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._ignored: tuple[Ignored, ...] = ()
        self.fold = QToolButton(self)
        self.fold.setProperty("kind", "fold")
        self.fold.setCheckable(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setIconSize(QSize(16, 16))
        self.fold.toggled.connect(self._unfold)
        self._rows = QWidget(self)
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(22, 2, 0, 0)
        self._column.setSpacing(8)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 0)
        box.setSpacing(4)
        box.addWidget(self.fold)
        box.addWidget(self._rows)
        keeper.changed.connect(lambda: self._unfold(self.fold.isChecked()))

    def show_ignored(self, ignored: Sequence[Ignored]) -> None:
        """Show these decisions."""
        self._ignored = tuple(ignored)
        self.fold.setText(f"{len(self._ignored)} ignored")
        self.setVisible(bool(self._ignored))
        self._unfold(self.fold.isChecked())

    def _unfold(self, is_open: bool) -> None:
        drawing = "chevron-down" if is_open else "chevron-right"
        self.fold.setIcon(icon(drawing, self._keeper.theme, "ink_second"))
        self._rows.setVisible(is_open)
        while item := self._column.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for entry in self._ignored if is_open else ():
            self._column.addWidget(self._row(entry))

    def _row(self, entry: Ignored) -> QWidget:
        row = QWidget(self._rows)
        words = QLabel(f"{entry.title}\n{ignored_line(entry)}", row)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setProperty("kind", "small")
        words.setWordWrap(True)
        deeds = QVBoxLayout()
        deeds.addWidget(_deed("Show again", entry, row, self.ending_wished))
        if not entry.reason:
            deeds.addWidget(_deed("Say why", entry, row, self.reason_wished))
        deeds.addStretch(1)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(words, 1)
        line.addLayout(deeds)
        return row


def _deed(words: str, entry: Ignored, row: QWidget, wish: SignalInstance) -> QPushButton:
    button = QPushButton(words, row)
    button.setProperty("kind", "link")
    button.setAccessibleName(f"{words}: {entry.title}")
    button.clicked.connect(lambda: wish.emit(entry))
    return button


def ignored_line(entry: Ignored) -> str:
    """Say how far a finding is ignored, by whom and when, and why where somebody said so."""
    parts = [f"for {HOW_FAR[entry.scope]}", entry.who, _day(entry.when), entry.reason]
    return " · ".join(part for part in parts if part)


def _day(when: str) -> str:
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        return ""
    return f"{moment.day} {moment:%b %Y}"
