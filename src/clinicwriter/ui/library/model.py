"""The list's rows as Qt wants them: filtered and ordered in plain Python, kept as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from clinicwriter.site.library import Query, Snippet, fold
from clinicwriter.ui.library.choosing import RowChoice
from clinicwriter.ui.library.finder import Found
from clinicwriter.ui.library.rows import LibraryRow, RowFilter, RowOrder

ROW_ROLE = Qt.ItemDataRole.UserRole + 1

DETAILS_RANK = 0.01
"""What a row counts whose details have the words inside of longer ones, so that no index finds them."""

Index = QModelIndex | QPersistentModelIndex


class LibraryModel(QAbstractListModel):
    """Hold every row, and show those that the search and the filter take, in the chosen order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[LibraryRow, ...] = ()
        self._shown: list[LibraryRow] = []
        self._ordered: list[LibraryRow] | None = None
        self._details: tuple[str, ...] = ()
        self._words: tuple[str, ...] = ()
        self._query = Query.of("")
        self._found: Found | None = None
        self._choice = RowChoice()
        self._filter = RowFilter.ALL
        self._order = RowOrder.NEWEST
        self._is_ranked = True
        self._places: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._answered: tuple[tuple[str, ...], Sequence[int]] = ((), ())

    def set_rows(self, rows: Sequence[LibraryRow]) -> None:
        """Take the rows of the site and its drafts."""
        now = tuple(rows)
        if now != self._all:
            self._all = now
            self._ordered = None
            self._choose()

    def search(self, text: str) -> None:
        """Show rows with all these words in their details at once; ``take_found`` adds those of the texts."""
        self._words = tuple(fold(word.strip('"\u201c\u201d')) for word in text.split())
        self._query = Query.of(text)
        self._found = None
        self._is_ranked = True
        self._choose()

    def take_found(self, found: Found) -> None:
        """Show also what was found in texts, the best first, with the pieces where the words stand."""
        if self._found is not None and self._found.ranks == found.ranks:
            self._found = found
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))
            return
        self._found = found
        self._choose()

    @property
    def query(self) -> Query:
        """Return what is looked for."""
        return self._query

    def snippet_of(self, row: LibraryRow) -> Snippet | None:
        """Return the piece of a row's text in which the words stand."""
        if self._found is None:
            return None
        return self._found.snippets.get(row.key) or self._found.snippets.get(row.path)

    @property
    def choice(self) -> RowChoice:
        """Return what rows must have to be shown."""
        return self._choice

    def set_choice(self, choice: RowChoice) -> None:
        """Show only rows that have this."""
        self._choice = choice
        self._choose()

    def set_filter(self, chosen: RowFilter) -> None:
        """Show only rows of these states."""
        self._filter = chosen
        self._choose()

    def set_order(self, order: RowOrder) -> None:
        """Show the rows in this order."""
        self._order = order
        self._ordered = None
        self._is_ranked = False
        self._choose()

    @property
    def rows(self) -> tuple[LibraryRow, ...]:
        """Return every row, shown or not."""
        return self._all

    def count_of(self, chosen: RowFilter) -> int:
        """Return how many rows a filter would show."""
        return sum(chosen.takes(row.state) for row in self._all)

    def row_of(self, key: str) -> int:
        """Return the shown row of a key, -1 where it is not shown."""
        return self._places.get(key, -1)

    def row_at(self, index: Index) -> LibraryRow | None:
        """Return the row at an index."""
        return self._shown[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.shown_title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.shown_title, row.line(date.today()), row.length)))
        if role == Qt.ItemDataRole.ToolTipRole:
            authors = f"by {'; '.join(row.authors)}" if row.authors else ""
            return "\n".join(filter(None, (row.shown_title, authors, ", ".join(row.tags), row.length)))
        return None

    def _wanted(self) -> list[LibraryRow]:
        """Return the rows to be shown, in order; while somebody searches, the best first."""
        rows = self._answering() if self._words else self._in_order()
        if self._filter is not RowFilter.ALL:
            rows = [row for row in rows if self._filter.takes(row.state)]
        return rows if self._choice.is_empty else [row for row in rows if self._choice.takes(row)]

    def _in_order(self) -> list[LibraryRow]:
        """Return all rows in the chosen order, sorted once: a search asks at every key."""
        if self._ordered is None:
            self._ordered = self._order.sort(self._all)
            self._details = ()
            self._answered = ((), range(len(self._ordered)))
            self._numbers = {row.path: number for number, row in enumerate(self._ordered) if row.path}
            self._numbers |= {row.key: number for number, row in enumerate(self._ordered)}
        return list(self._ordered)

    def _answering(self) -> list[LibraryRow]:
        rows = self._in_order()
        numbers = self._with_words_in_details(rows)
        if self._found is None:
            return [rows[number] for number in numbers]
        # From what was found to its row, and not from each of thousands of rows to what was found.
        ranks = dict.fromkeys(numbers, DETAILS_RANK)
        for name, rank in self._found.ranks.items():
            if rank and (place := self._numbers.get(name)) is not None:
                ranks[place] = rank
        if self._is_ranked:
            return [rows[number] for _, number in sorted((-rank, number) for number, rank in ranks.items())]
        return [rows[number] for number in sorted(ranks)]

    def _with_words_in_details(self, rows: Sequence[LibraryRow]) -> Sequence[int]:
        """Return the numbers of the rows whose titles, tags and authors have the words."""
        if len(self._details) != len(rows):
            self._details = tuple(row.folded_details for row in rows)
        details = self._details
        before, numbers = self._answered
        if not _is_continued(before, self._words):
            numbers = range(len(rows))
        for word in self._words:
            numbers = [number for number in numbers if word in details[number]]
        self._answered = (self._words, numbers)
        return numbers

    def _choose(self) -> None:
        wanted = self._wanted()
        self._places = {row.key: number for number, row in enumerate(wanted)}
        if wanted == self._shown:
            return
        if [row.key for row in wanted] == [row.key for row in self._shown]:
            before, self._shown = self._shown, wanted
            for number, (old, new) in enumerate(zip(before, wanted, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(number), self.index(number))
            return
        self.beginResetModel()
        self._shown = wanted
        self.endResetModel()


def _is_continued(before: Sequence[str], words: Sequence[str]) -> bool:
    """Say whether these words only go on from those of before: then no other row can have them."""
    pairs = zip(before, words, strict=False)
    return len(words) >= len(before) and all(new.startswith(old) for old, new in pairs)
