"""Find and replace, as a bar inside the pane."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from clinicwriter.article import Query
from clinicwriter.ui.editor.editing import Editing
from clinicwriter.ui.editor.letters import qt_column
from clinicwriter.ui.editor.passage import Edit, Place, Selection
from clinicwriter.ui.editor.search import Hit, find_hits, hits_on, next_hit, previous_hit, replaced
from clinicwriter.ui.editor.text_edit import Span, TextEdit
from clinicwriter.ui.theme import Theme, icon

_LOOK_AGAIN_MS = 150


class FindBar(QFrame):
    """Find, count, go on and replace. Changes: the hits of the present query in the present text."""

    closed = Signal()
    everywhere_wished = Signal()
    looked_for = Signal(object)
    """Carries the ``Query`` that is looked for now, one without words for none any more."""

    def __init__(self, text: TextEdit, editing: Editing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._editing = editing
        self._hits: Sequence[Hit] = ()
        self._icons: list[tuple[QToolButton, str]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LOOK_AGAIN_MS)
        self.setProperty("kind", "find")
        self.setAccessibleName("Find and replace")
        self._build()
        self._connect()
        self.set_theme(theme)
        self.hide()

    def _build(self) -> None:
        self.words = self._entry("Find in the article")
        self.replacement = self._entry("Replace with")
        self.count = QLabel(self)
        self.count.setProperty("kind", "small")
        self.count.setMinimumWidth(58)
        self.next = self._tool("chevron-down", "Next (Enter)")
        self.previous = self._tool("chevron-up", "Previous (Shift+Enter)")
        self.matches_case = self._tool("case-sensitive", "Match capitals", is_switch=True)
        self.whole_words = self._tool("whole-word", "Whole words only", is_switch=True)
        self.close_button = self._tool("x", "Close (Esc)")
        self.replace_one = self._push("Replace")
        self.replace_all = self._push("Replace all")
        self.everywhere = self._push("In all articles…")
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 6, 10, 6)
        grid.setSpacing(4)
        self._row(grid, 0, self.words, self.matches_case, self.whole_words, self.count)
        self._row(grid, 0, None, self.previous, self.next, self.close_button, column=2)
        self._row(grid, 1, self.replacement, self.replace_one, self.replace_all, self.everywhere)

    def _row(
        self, grid: QGridLayout, row: int, entry: QLineEdit | None, *rest: QWidget, column: int = 1
    ) -> None:
        if entry is not None:
            grid.addWidget(entry, row, 0)
            grid.setColumnStretch(0, 1)
        box = QHBoxLayout()
        box.setSpacing(2)
        for widget in rest:
            box.addWidget(widget)
        if row:
            grid.addLayout(box, row, column, 1, 2, Qt.AlignmentFlag.AlignLeft)
        else:
            grid.addLayout(box, row, column)

    def _connect(self) -> None:
        self.words.textChanged.connect(self._look_from_here)
        self.matches_case.toggled.connect(self._look_from_here)
        self.whole_words.toggled.connect(self._look_from_here)
        self.next.clicked.connect(self.find_next)
        self.previous.clicked.connect(self.find_previous)
        self.replace_one.clicked.connect(self._replace_one)
        self.replace_all.clicked.connect(self._replace_all)
        self.everywhere.clicked.connect(self.everywhere_wished)
        self.close_button.clicked.connect(self.close_bar)
        self._timer.timeout.connect(self.look)
        self._text.updateRequest.connect(self._show_visible)
        self._text.cursorPositionChanged.connect(self._show_count)

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        for button, name in self._icons:
            button.setIcon(icon(name, theme, "ink_second", "accent"))

    # -- opening and closing -------------------------------------------------------------------

    def open_bar(self, *, with_replace: bool = False) -> None:
        """Show the bar, looking for what is selected."""
        chosen = self._editing.selected_text()
        for widget in (self.replacement, self.replace_one, self.replace_all, self.everywhere):
            widget.setVisible(with_replace and self._editing.can_edit)
        self.show()
        if chosen and "\n" not in chosen:
            self.words.setText(chosen)
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        self.look()

    def close_bar(self) -> None:
        """Hide the bar and go back to the text, where the last hit stays selected."""
        self.hide()
        self._hits = ()
        self._show_visible()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.looked_for.emit(Query(""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(backwards=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def _enter(self, *, backwards: bool) -> None:
        focused = self.focusWidget()
        if isinstance(focused, QPushButton | QToolButton):
            focused.click()
        elif focused is self.replacement:
            self._replace_one()
        elif backwards:
            self.find_previous()
        else:
            self.find_next()

    # -- finding -------------------------------------------------------------------------------

    def query(self) -> Query:
        """Return what is looked for."""
        return Query(self.words.text(), self.matches_case.isChecked(), self.whole_words.isChecked())

    def note_text_change(self) -> None:
        """Look again soon. Called for every key: costs nothing while the bar is closed."""
        if self.isVisible():
            self._timer.start()

    def look(self) -> None:
        """Find all hits in the text as it is now."""
        self._timer.stop()
        self._hits = find_hits(self._editing.lines, self.query())
        self._show_visible()
        self._show_count()
        if self.isVisible():
            self.looked_for.emit(self.query())

    def find_next(self) -> None:
        """Select the next hit."""
        self._look_if_waiting()
        if self._hits:
            self._select(self._hits[next_hit(self._hits, self._editing.selection().end)])

    def find_previous(self) -> None:
        """Select the hit before."""
        self._look_if_waiting()
        if self._hits:
            self._select(self._hits[previous_hit(self._hits, self._editing.selection().start)])

    def _look_if_waiting(self) -> None:
        if self._timer.isActive() or not self.isVisible():
            self.look()

    def _look_from_here(self) -> None:
        """Select the first hit from where the selection begins, so that typing on does not run ahead."""
        self.look()
        if self._hits:
            self._select(self._hits[next_hit(self._hits, self._editing.selection().start)])

    def _select(self, hit: Hit) -> None:
        self._editing.select(Selection(Place(hit.line, hit.start), Place(hit.line, hit.end)))
        self._text.ensureCursorVisible()

    def _current(self) -> int | None:
        selection = self._editing.selection()
        if selection.is_empty or not self._hits:
            return None
        index = next_hit(self._hits, selection.start)
        hit = self._hits[index]
        is_it = hit.place == selection.start and (hit.line, hit.end) == selection.end
        return index if is_it else None

    def _show_count(self) -> None:
        if not self.isVisible():
            return
        current = self._current()
        if not self.words.text():
            words = ""
        elif not self._hits:
            words = "No match"
        else:
            words = (
                f"{current + 1} of {len(self._hits)}" if current is not None else f"{len(self._hits)} found"
            )
        self.count.setText(words)

    def _show_visible(self) -> None:
        spans: list[Span] = []
        if self._hits and self.isVisible():
            blocks = {block.blockNumber(): block.text() for block, _ in self._text.visible_blocks()}
            for hit in hits_on(self._hits, min(blocks, default=0), max(blocks, default=0)):
                shown = blocks[hit.line]
                spans.append(Span(hit.line, qt_column(shown, hit.start), qt_column(shown, hit.end)))
        if spans != list(self._text.hits):
            self._text.hits = spans
            self._text.viewport().update()

    # -- replacing -----------------------------------------------------------------------------

    def _replace_one(self) -> None:
        if not self._editing.can_edit:
            return
        self._look_if_waiting()
        current = self._current()
        if current is not None:
            hit = self._hits[current]
            line = self._editing.lines[hit.line]
            words = self.query().fitted(line[hit.start : hit.end], self.replacement.text())
            text = line[: hit.start] + words + line[hit.end :]
            end = hit.start + len(words)
            self._editing.apply(Edit(hit.line, 1, (text,), Selection.at(hit.line, end)))
            self.look()
        self.find_next()

    def _replace_all(self) -> None:
        if not self._editing.can_edit:
            return
        self.look()
        if not self._hits:
            return
        first, last = self._hits[0].line, self._hits[-1].line + 1
        query, replacement = self.query(), self.replacement.text()
        changed = tuple(replaced(line, query, replacement) for line in self._editing.lines[first:last])
        count = len(self._hits)
        here = self._editing.selection().start
        self._editing.apply(Edit(first, last - first, changed, Selection.at(*here)))
        self.look()
        self.count.setText(f"{count} replaced")

    # -- parts ---------------------------------------------------------------------------------

    def _entry(self, words: str) -> QLineEdit:
        entry = QLineEdit(self)
        entry.setProperty("kind", "search")
        entry.setPlaceholderText(words)
        entry.setAccessibleName(words)
        return entry

    def _tool(self, name: str, words: str, *, is_switch: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "tool")
        button.setCheckable(is_switch)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setIconSize(QSize(16, 16))
        self._icons.append((button, name))
        return button

    def _push(self, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        return button
