"""The pane at the left: search, what to show, how to sort, and the list of articles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clinicwriter.site.library import marks_in
from clinicwriter.ui.library.choosing import ChoiceChips, ChoiceMenu, RowChoice
from clinicwriter.ui.library.drawing import RowDrawing
from clinicwriter.ui.library.finder import Found
from clinicwriter.ui.library.model import LibraryModel
from clinicwriter.ui.library.rows import LibraryRow, RowFilter, RowOrder, RowState
from clinicwriter.ui.theme import ThemeKeeper, icon

NOTHING_YET = "No articles here yet. “New” starts the first one."
NOTHING_FOUND = "No article has these words. Search looks at titles, tags and authors, and at the texts."
NOTHING_CHOSEN = "No article has all that was chosen. Take something out again above."


class LibraryPane(QWidget):
    """List the site's articles and the drafts; say which one somebody wishes to open or change."""

    article_wished = Signal(str)
    rename_wished = Signal(str)
    duplicate_wished = Signal(str)
    deletion_wished = Signal(str)
    folder_wished = Signal(str)
    trash_wished = Signal()
    search_asked = Signal(str)
    """Somebody looks for this; ``take_found`` shows what the texts say to it."""
    change_wished = Signal(str, str)
    """A tag or an author is to be changed everywhere: "tags" or "authors", and which one, or ""."""

    def __init__(self, keeper: ThemeKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library-pane")
        self._keeper = keeper
        self._current = ""
        self.model = LibraryModel(self)
        self.search = self._build_search()
        self.list = self._build_list()
        self._is_read = False
        self._empty = QLabel(self)
        self._empty.setWordWrap(True)
        self._empty.setMargin(16)
        self._empty.setProperty("kind", "second")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        for watched in (self.search, self.list, self.list.viewport()):
            watched.installEventFilter(self)
        self._chips = ChoiceChips(keeper, self)
        self._chips.chosen.connect(self._choose)
        self._build_progress()
        self._build_layout()
        keeper.changed.connect(self._redraw)
        self._redraw()
        self._show_counts()

    def show_rows(self, rows: Sequence[LibraryRow], *, is_read: bool = True) -> None:
        """Show these articles and drafts; the chosen one stays chosen.

        ``is_read`` says that the site was read: only then does an empty list mean that there are none.
        """
        self._is_read = is_read
        self.model.set_rows(rows)
        self._show_counts()
        self._after_change()

    def set_current(self, key: str) -> None:
        """Mark the article that is open, empty for none."""
        self._current = key
        row = self.model.row_of(key)
        if row < 0:
            self.list.clearSelection()
            self.list.setCurrentIndex(self.model.index(-1))
            return
        self.list.setCurrentIndex(self.model.index(row))

    def take_found(self, found: Found) -> None:
        """Show what was found in the texts."""
        if found.typed == self.search.text():
            self.model.take_found(found)
            self._after_change()

    def show_progress(self, done: int, total: int) -> None:
        """Say how many articles of how many were read for the list; none when there is nothing to say."""
        self._progress.setVisible(bool(total))
        self._bar.setVisible(bool(total))
        if total:
            self._progress.setText(f"Reading the articles · {done:,} of {total:,}")
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    # -- building ------------------------------------------------------------------------------

    def _build_search(self) -> QLineEdit:
        search = QLineEdit(self)
        search.setObjectName("library-search")
        search.setAccessibleName("Search articles")
        search.setClearButtonEnabled(True)
        search.textChanged.connect(self._search)
        self._magnifier = search.addAction(
            icon("search", self._keeper.theme, "ink_third"), QLineEdit.ActionPosition.LeadingPosition
        )
        self._magnifier.setText("Search")
        for action in search.findChildren(QAction):
            action.setText(action.text() or "Clear the search")
        return search

    def _build_list(self) -> QListView:
        view = QListView(self)
        view.setObjectName("library-list")
        view.setAccessibleName("Articles")
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setModel(self.model)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setLayoutMode(QListView.LayoutMode.Batched)  # a list of thousands shows its beginning at once
        self._drawing = RowDrawing(self._keeper, view)
        self._drawing.set_search(self.model.snippet_of, lambda text: marks_in(text, self.model.query))
        view.setItemDelegate(self._drawing)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.clicked.connect(lambda index: self._wish(self.model.row_at(index)))
        return view

    def _build_segments(self) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("kind", "segment")
        row = QHBoxLayout(frame)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        self._segments = QButtonGroup(self)
        for number, chosen in enumerate(RowFilter):
            button = QPushButton(chosen.value, frame)
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setChecked(chosen is RowFilter.ALL)
            self._segments.addButton(button, number)
            row.addWidget(button, 1)
        self._segments.idClicked.connect(self._filter)
        self.sort_button = QToolButton(frame)
        self.sort_button.setProperty("kind", "inline")
        self.sort_button.setIconSize(QSize(16, 16))
        self.sort_button.setToolTip("Sort the articles")
        self.sort_button.setAccessibleName("Sort the articles")
        self.sort_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.sort_button.setMenu(self._build_sort_menu())
        self.filter_button = self._build_filter_button(frame)
        row.addWidget(self.filter_button)
        row.addWidget(self.sort_button)
        return frame

    def _build_filter_button(self, parent: QWidget) -> QToolButton:
        button = QToolButton(parent)
        button.setProperty("kind", "inline")
        button.setIconSize(QSize(16, 16))
        button.setToolTip("Choose by state, tag or author")
        button.setAccessibleName("Choose by state, tag or author")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = ChoiceMenu(self)
        menu.aboutToShow.connect(lambda: menu.show_rows(self.model.rows, self.model.choice))
        menu.chosen.connect(self._choose)
        menu.change_wished.connect(self.change_wished)
        button.setMenu(menu)
        return button

    def _build_progress(self) -> None:
        self._progress = QLabel(self)
        self._progress.setProperty("kind", "small")
        self._progress.setAccessibleName("Reading the articles")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self.show_progress(0, 0)

    def _build_sort_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for order in RowOrder:
            action = menu.addAction(order.value)
            action.setCheckable(True)
            action.setChecked(order is RowOrder.NEWEST)
            action.setData(order)
            group.addAction(action)
        group.triggered.connect(lambda action: self._sort(RowOrder(action.data())))
        return menu

    def _build_layout(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(10, 6, 10, 6)
        head.setSpacing(10)
        head.addWidget(self.search)
        head.addWidget(self._build_segments())
        for widget in (self._chips, self._progress, self._bar):
            head.addWidget(widget)
        line = QFrame(self)
        line.setProperty("kind", "line")
        line.setFixedHeight(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(line)
        box.addWidget(self._stack, 1)

    # -- what people do ------------------------------------------------------------------------

    def _search(self, text: str) -> None:
        self.model.search(text)
        self._after_change()
        self.search_asked.emit(text)

    def _choose(self, choice: RowChoice) -> None:
        self.model.set_choice(choice)
        self._chips.show_choice(choice)
        self._after_change()

    def _filter(self, number: int) -> None:
        self.model.set_filter(tuple(RowFilter)[number])
        self._after_change()

    def _sort(self, order: RowOrder) -> None:
        self.model.set_order(order)
        self._after_change()

    def _after_change(self) -> None:
        is_empty = self.model.rowCount() == 0
        self._empty.setText(self._why_empty())
        self._stack.setCurrentWidget(self._empty if is_empty else self.list)
        self.set_current(self._current)

    def _why_empty(self) -> str:
        if not self.model.rows:
            return NOTHING_YET if self._is_read else ""
        return (
            NOTHING_FOUND
            if self.search.text()
            else NOTHING_YET
            if self.model.choice.is_empty
            else NOTHING_CHOSEN
        )

    def _show_counts(self) -> None:
        count = len(self.model.rows)
        self.search.setPlaceholderText(f"Search {count} article{'' if count == 1 else 's'}")
        drafts = self.model.count_of(RowFilter.DRAFTS)
        self._segments.button(1).setText(f"Drafts {drafts}" if drafts else "Drafts")

    def _wish(self, row: LibraryRow | None) -> None:
        if row is not None:
            self.article_wished.emit(row.key)

    def _show_menu(self, place: QPoint) -> None:
        row = self.model.row_at(self.list.indexAt(place))
        menu = QMenu(self)
        if row is not None and row.state is RowState.PAGE:
            menu.addAction("Make it an article", lambda: self.article_wished.emit(row.key))
            menu.addAction("Show in its folder", lambda: self.folder_wished.emit(row.key))
            menu.addSeparator()
        elif row is not None and row.state is RowState.COPY:
            menu.addAction("Join with the article…", lambda: self.article_wished.emit(row.key))
            menu.addAction("Show in its folder", lambda: self.folder_wished.emit(row.key))
            menu.addSeparator()
        elif row is not None:
            menu.addAction("Open", lambda: self.article_wished.emit(row.key))
            menu.addAction("Rename…", lambda: self.rename_wished.emit(row.key))
            menu.addAction("Duplicate", lambda: self.duplicate_wished.emit(row.key))
            menu.addAction("Show in its folder", lambda: self.folder_wished.emit(row.key))
            menu.addSeparator()
            menu.addAction("Move to the trash…", lambda: self.deletion_wished.emit(row.key))
        menu.addAction("Open the trash…", self.trash_wished.emit)
        menu.exec(self.list.viewport().mapToGlobal(place))

    # -- keys and sizes ------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list.viewport() and isinstance(event, QResizeEvent):
            self._drawing.set_width(event.size().width())
            self.list.scheduleDelayedItemsLayout()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(watched, event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        if watched is self.search and key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0))
            if key != Qt.Key.Key_Down:
                self._wish(self.model.row_at(self.list.currentIndex()))
            return True
        if watched is self.search and key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        row = self.model.row_at(self.list.currentIndex())
        if watched is not self.list or row is None:
            return False
        wishes = {
            Qt.Key.Key_Return: self.article_wished,
            Qt.Key.Key_Enter: self.article_wished,
            Qt.Key.Key_F2: self.rename_wished,
            Qt.Key.Key_Delete: self.deletion_wished,
        }
        is_other = not row.state.is_article
        if key in wishes and not (is_other and wishes[Qt.Key(key)] is not self.article_wished):
            wishes[Qt.Key(key)].emit(row.key)
            return True
        return False

    def _redraw(self) -> None:
        theme = self._keeper.theme
        self._magnifier.setIcon(icon("search", theme, "ink_third"))
        self.sort_button.setIcon(icon("arrow-up-down", theme, "ink_second"))
        self.filter_button.setIcon(icon("list-filter", theme, "ink_second"))
        self.list.viewport().update()
