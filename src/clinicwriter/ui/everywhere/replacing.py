"""Find and replace in all articles: the dialog that asks for the words, and the wish made a plan."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from clinicwriter.article import Query
from clinicwriter.site.library import Replacement
from clinicwriter.ui.dialogs import CardDialog
from clinicwriter.ui.everywhere.flow import EverywhereFlow
from clinicwriter.ui.window import Window

WIDTH_PX = 480
ABOUT = (
    "You see first what changes in which article. Nothing is written before you agree, and it can be undone. "
    "Articles that are not on the site yet stay as they are."
)


class ReplaceDialog(CardDialog):
    """Ask which words give way to which. Accepted means: plan ``replacement``."""

    def __init__(self, query: Query, new: str, parent: QWidget) -> None:
        super().__init__("Find and replace in all articles", ABOUT, parent)
        self.setFixedWidth(WIDTH_PX)
        self.old = self._entry("Find", query.words)
        self.new = self._entry("Replace with", new)
        self.new.setPlaceholderText("Empty: the words are taken out")
        self.whole_words = self._switch("Whole words only", is_on=query.whole_words)
        self.matches_case = self._switch("Match capitals", is_on=query.matches_case)
        self.add_button("Cancel").clicked.connect(self.reject)
        self.plan_button = self.add_button("Show what changes", "primary")
        self.plan_button.clicked.connect(self.accept)
        for changed in (self.old.textChanged, self.new.textChanged):
            changed.connect(self._show_possible)
        self._show_possible()
        (self.new if query.words else self.old).setFocus()

    @property
    def replacement(self) -> Replacement:
        """Return which words give way to which."""
        query = Query(self.old.text(), self.matches_case.isChecked(), self.whole_words.isChecked())
        return Replacement(query, self.new.text())

    def _entry(self, words: str, text: str) -> QLineEdit:
        entry = QLineEdit(text, self)
        entry.setAccessibleName(words)
        label = QLabel(words, self)
        label.setProperty("kind", "label")
        label.setBuddy(entry)
        self.middle.addWidget(label)
        self.middle.addWidget(entry)
        return entry

    def _switch(self, words: str, *, is_on: bool) -> QCheckBox:
        switch = QCheckBox(words, self)
        switch.setChecked(is_on)
        self.middle.addWidget(switch)
        return switch

    def _show_possible(self) -> None:
        old = self.old.text()
        self.plan_button.setEnabled(bool(old.strip()) and old != self.new.text())


class ReplaceFlow(QObject):
    """Ask for the words, beginning with those of the find bar or of the selection."""

    def __init__(self, window: Window, everywhere: EverywhereFlow) -> None:
        super().__init__(window)
        self._window = window
        self._everywhere = everywhere
        window.book.connect({"site.replace": self.ask})
        window.editor.find_bar.everywhere_wished.connect(self.ask)

    def ask(self) -> None:
        """Ask, then plan."""
        bar, chosen = self._window.editor.find_bar, self._window.editor.selected_text()
        query, new = Query(chosen if "\n" not in chosen else "", whole_words=True), ""
        if bar.isVisible() and bar.words.text():
            query, new = bar.query(), bar.replacement.text()
        dialog = ReplaceDialog(query, new, self._window)
        dialog.accepted.connect(lambda: self._everywhere.plan_replacement(dialog.replacement))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
