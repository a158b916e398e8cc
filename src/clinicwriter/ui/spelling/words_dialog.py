"""The word lists shown, to take words out of them again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QWidget

from clinicwriter.ui.dialogs import CardDialog
from clinicwriter.ui.spelling.word_files import WordList, Words

WIDTH_PX, HEIGHT_PX = 440, 520
TITLES = {
    WordList.CLINIC: "The clinic\u2019s dictionary",
    WordList.OWN: "My dictionary",
    WordList.IGNORED: "Ignored",
}
EMPTY = "No words yet. Add one from the menu over a marked word."


class WordsDialog(CardDialog):
    """List the words; the one that is chosen can be taken out."""

    removal_wished = Signal(object, str)
    """A line is to leave its list: carries the ``WordList`` and the line."""

    def __init__(self, words: Words, parent: QWidget | None) -> None:
        super().__init__("Your words", "Words that are right here although no dictionary has them.", parent)
        self.setFixedSize(WIDTH_PX, HEIGHT_PX)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Your words")
        self.list.itemSelectionChanged.connect(self._follow_choice)
        self.middle.addWidget(self.list, 1)
        self._empty = QLabel(EMPTY, self)
        self._empty.setProperty("kind", "small")
        self._empty.setWordWrap(True)
        self.middle.addWidget(self._empty)
        self.remove: QPushButton = self.add_button("Take out")
        self.remove.clicked.connect(self._take_out)
        close = self.add_button("Close", "primary")
        close.clicked.connect(self.accept)
        self._fill(words)
        self._follow_choice()

    def _fill(self, words: Words) -> None:
        for kind in WordList:
            lines = words.of(kind)
            if lines:
                heading = QListWidgetItem(TITLES[kind], self.list)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                heading.setForeground(self.palette().placeholderText())
            for line in lines:
                item = QListWidgetItem(f"    {shown_line(line)}", self.list)
                item.setData(Qt.ItemDataRole.UserRole, (kind, line))
        self._empty.setVisible(not self.list.count())
        self.list.setVisible(bool(self.list.count()))

    def _follow_choice(self) -> None:
        self.remove.setEnabled(bool(self.list.selectedItems()))

    def _take_out(self) -> None:
        for item in self.list.selectedItems():
            kind, line = item.data(Qt.ItemDataRole.UserRole)
            self.list.takeItem(self.list.row(item))
            self.removal_wished.emit(kind, line)


def shown_line(line: str) -> str:
    """Return a line of a list in words: how far something is ignored, without what only the program reads."""
    kind, _, rest = line.partition(": ")
    if kind == "here":
        return f"{rest.partition(' ')[2]} (at one place)"
    return f"{rest} (everywhere)" if rest else line
