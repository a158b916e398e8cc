"""The list's rows as Qt wants them: filtered and ordered in plain Python, kept as a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from clinicwriter.ui.library.rows import LibraryRow, RowFilter, RowOrder

ROW_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class LibraryModel(QAbstractListModel):
    """Hold every row, and show those that the search and the filter take, in the chosen order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[LibraryRow, ...] = ()
        self._shown: list[LibraryRow] = []
        self._words: tuple[str, ...] = ()
        self._filter = RowFilter.ALL
        self._order = RowOrder.NEWEST

    def set_rows(self, rows: Sequence[LibraryRow]) -> None:
        """Take the rows of the site and its drafts."""
        self._all = tuple(rows)
        self._choose()

    def search(self, text: str) -> None:
        """Show only rows with all these words."""
        self._words = tuple(text.split())
        self._choose()

    def set_filter(self, chosen: RowFilter) -> None:
        """Show only rows of these states."""
        self._filter = chosen
        self._choose()

    def set_order(self, order: RowOrder) -> None:
        """Show the rows in this order."""
        self._order = order
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
        return next((number for number, row in enumerate(self._shown) if row.key == key), -1)

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
            return f"{row.shown_title}, {row.line(date.today())}"
        if role == Qt.ItemDataRole.ToolTipRole:
            authors = f"by {'; '.join(row.authors)}" if row.authors else ""
            words = f"{row.words:,} words" if row.words else ""
            return "\n".join(part for part in (row.shown_title, authors, ", ".join(row.tags), words) if part)
        return None

    def _choose(self) -> None:
        wanted = self._order.sort(
            row for row in self._all if self._filter.takes(row.state) and row.matches(self._words)
        )
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
