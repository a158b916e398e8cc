"""Choosing which articles the list shows: a menu of states, tags and authors, and chips of what is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from clinicwriter.ui.cross import CrossButton
from clinicwriter.ui.library.rows import LibraryRow, RowState
from clinicwriter.ui.theme import ThemeKeeper

MOST_IN_MENU = 40
CHIP_LETTERS = 26


@dataclass(frozen=True, slots=True)
class RowChoice:
    """What articles must have to be shown: one of the states, and each of the tags and authors."""

    states: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether every article is shown."""
        return not (self.states or self.tags or self.authors)

    def takes(self, row: LibraryRow) -> bool:
        """Say whether a row is shown."""
        if self.states and row.state not in self.states:
            return False
        return _has_all(row.tags, self.tags) and _has_all(row.authors, self.authors)

    def toggled(self, kind: str, value: str) -> RowChoice:
        """Return the choice with one value of "states", "tags" or "authors" put in or taken out."""
        before: tuple[str, ...] = getattr(self, kind)
        after = tuple(one for one in before if one != value) if value in before else (*before, value)
        return replace(self, **{kind: after})


def _has_all(values: Sequence[str], wanted: Sequence[str]) -> bool:
    if not wanted:
        return True
    there = {value.casefold() for value in values}
    return all(value.casefold() in there for value in wanted)


class ChoiceMenu(QMenu):
    """The menu of states, tags and authors, the most used first. State: what is chosen."""

    chosen = Signal(object)
    change_wished = Signal(str, str)
    """Somebody wishes to change a tag or an author everywhere: "tags" or "authors", and which, or ""."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = RowChoice()
        self._rows: Sequence[LibraryRow] = ()

    def show_rows(self, rows: Sequence[LibraryRow], choice: RowChoice) -> None:
        """Offer what these rows have. Called when the menu is about to be shown."""
        self._rows, self.choice = rows, choice
        self.clear()
        for state in RowState:
            self._add(self, "states", state, state.words)
        self.addSeparator()
        self._add_values("Tag", "tags", Counter(tag for row in rows for tag in row.tags))
        self._add_values("Author", "authors", Counter(name for row in rows for name in row.authors))
        self.addSeparator()
        if not choice.is_empty:
            self.addAction("Show all articles", lambda: self.chosen.emit(RowChoice()))
        self.addAction("Change a tag or an author everywhere…", lambda: self.change_wished.emit("tags", ""))

    def _add_values(self, title: str, kind: str, counts: Counter[str]) -> None:
        menu = self.addMenu(title)
        menu.setEnabled(bool(counts))
        for value, count in counts.most_common(MOST_IN_MENU):
            self._add(menu, kind, value, f"{value}  ({count})")

    def _add(self, menu: QMenu, kind: str, value: str, words: str) -> None:
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(value in getattr(self.choice, kind))
        action.triggered.connect(lambda _checked=False: self.chosen.emit(self.choice.toggled(kind, value)))


class ChoiceChips(QWidget):
    """What is chosen, each with a cross that takes it out again. State: the chips."""

    chosen = Signal(object)

    def __init__(self, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        self._chips: list[QWidget] = []
        self.hide()

    def show_choice(self, choice: RowChoice) -> None:
        """Show what is chosen; nothing chosen takes no room."""
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        values: list[tuple[str, str, str]] = [("states", one, RowState(one).words) for one in choice.states]
        values += [("tags", tag, tag) for tag in choice.tags]
        values += [("authors", name, name) for name in choice.authors]
        self._chips = [self._chip(words, choice.toggled(kind, value)) for kind, value, words in values]
        for chip in self._chips:
            self._box.addWidget(chip)
            chip.show()
        self.setVisible(bool(values))

    def _chip(self, words: str, without: RowChoice) -> QWidget:
        chip = QFrame(self)
        chip.setProperty("kind", "chip")
        label = QLabel(words if len(words) <= CHIP_LETTERS else f"{words[: CHIP_LETTERS - 1]}…", chip)
        label.setToolTip(words)
        spoken = f"Do not choose by “{words}” any more"
        cross = CrossButton(self._keeper, spoken, "Show all again", chip)
        cross.clicked.connect(lambda: self.chosen.emit(without))
        row = QHBoxLayout(chip)
        row.setContentsMargins(7, 2, 3, 2)
        row.setSpacing(4)
        row.addWidget(label)
        row.addWidget(cross)
        around = QWidget(self)
        line = QHBoxLayout(around)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(chip)
        line.addStretch(1)
        return around
