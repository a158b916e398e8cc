"""Commands carried out on the document: each edit one step to undo, confined to the letters that differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QTextCursor

from clinicwriter.ui.editor.letters import column_from_qt, qt_column
from clinicwriter.ui.editor.mark_lines import common_ends
from clinicwriter.ui.editor.mirror import Mirror
from clinicwriter.ui.editor.passage import Edit, Place, Selection
from clinicwriter.ui.editor.text_edit import TextEdit
from clinicwriter.ui.editor.undo import UndoOrder
from clinicwriter.ui.session import Session

Command = Callable[[Sequence[str], Selection], Edit | None]


class Editing:
    """Carry selections and edits between Qt's positions and true lines. Changes: the last toggle."""

    def __init__(self, text: TextEdit, session: Session, mirror: Mirror, order: UndoOrder) -> None:
        self._text = text
        self._session = session
        self._mirror = mirror
        self._order = order
        self._last: tuple[str, int, Selection, Edit] | None = None

    @property
    def lines(self) -> Sequence[str]:
        """Return the article's true lines, to read only."""
        return self._session.lines.texts

    @property
    def can_edit(self) -> bool:
        """Say whether the text may be changed."""
        return not self._text.isReadOnly()

    # -- places --------------------------------------------------------------------------------

    def selection(self) -> Selection:
        """Return what is selected."""
        cursor = self._text.textCursor()
        return Selection(self._place(cursor.anchor()), self._place(cursor.position()))

    def select(self, selection: Selection) -> None:
        """Select, with the cursor at the selection's head."""
        cursor = self._text.textCursor()
        cursor.setPosition(self._position(selection.anchor))
        if not selection.is_empty:
            cursor.setPosition(self._position(selection.head), QTextCursor.MoveMode.KeepAnchor)
        self._text.setTextCursor(cursor)

    def _place(self, position: int) -> Place:
        block = self._text.document().findBlock(position)
        return Place(block.blockNumber(), column_from_qt(block.text(), position - block.position()))

    def _position(self, place: Place) -> int:
        line = min(max(0, place.line), self._text.blockCount() - 1)
        block = self._text.document().findBlockByNumber(line)
        shown = block.text()
        return block.position() + qt_column(shown, min(max(0, place.column), len(shown)))

    # -- edits ---------------------------------------------------------------------------------

    def run(self, command: Command) -> bool:
        """Carry a command out on the selection; say whether it did anything."""
        edit = command(self.lines, self.selection()) if self.can_edit else None
        if edit is None:
            return False
        self.apply(edit)
        return True

    def toggle(self, name: str, command: Command) -> None:
        """Carry a command out; when it is the very next thing again, take back exactly what it did."""
        if not self.take_back(name):
            self.run_with_way_back(name, command)

    def take_back(self, name: str) -> bool:
        """Take back exactly what the command of this name did, if it was the very last thing."""
        last, self._last = self._last, None
        if last is None or last[:3] != (name, self._session.revision, self.selection()):
            return False
        self.apply(last[3])
        return True

    def run_with_way_back(self, name: str, command: Command) -> bool:
        """Carry a command out and remember how to take it back; say whether it did anything."""
        before = self.selection()
        edit = command(self.lines, before) if self.can_edit else None
        if edit is None:
            return False
        inverse = edit.inverse(self.lines, before)
        self.apply(edit)
        self._last = (name, self._session.revision, self.selection(), inverse)
        return True

    def apply(self, edit: Edit) -> None:
        """Make the edit one step to undo; one that changes nothing but what is selected is none."""
        if tuple(self.lines[edit.first : edit.first + edit.removed]) == edit.inserted:
            self.select(edit.selection)
            self._text.ensureCursorVisible()
            return
        self._order.begin_step()
        # Undo brings the cursor back to where this one stands now.
        cursor = self._text.textCursor()
        cursor.beginEditBlock()
        if edit.removed == len(edit.inserted):
            for row in range(edit.removed):
                self._replace(cursor, edit.first + row, 1, edit.inserted[row : row + 1])
        else:
            self._replace(cursor, *self._anchored(edit))
        cursor.endEditBlock()
        self._order.begin_step()
        self.select(edit.selection)
        self._text.ensureCursorVisible()

    def insert_text(self, text: str) -> None:
        """Put clean text in place of the selection."""
        self._order.begin_step()
        shown = "\n".join(self._mirror.letters.show(line) for line in text.split("\n"))
        self._text.textCursor().insertText(shown)
        self._order.begin_step()
        self._text.ensureCursorVisible()

    def selected_text(self) -> str:
        """Return what is selected with its true characters."""
        selection = self.selection()
        start, end = selection.start, selection.end
        lines = list(self.lines[start.line : end.line + 1])
        lines[-1] = lines[-1][: end.column]
        lines[0] = lines[0][start.column :]
        return "\n".join(lines)

    def _anchored(self, edit: Edit) -> tuple[int, int, tuple[str, ...]]:
        """Take a neighbouring line in where lines are only put in or only taken out."""
        first, removed, inserted = edit.first, edit.removed, edit.inserted
        if removed and inserted:
            return first, removed, inserted
        if first:
            return first - 1, removed + 1, (self.lines[first - 1], *inserted)
        if removed < len(self.lines):
            return first, removed + 1, (*inserted, self.lines[removed])
        return first, removed, inserted or ("",)

    def _replace(self, cursor: QTextCursor, first: int, removed: int, inserted: Sequence[str]) -> None:
        show = self._mirror.letters.show
        document = self._text.document()
        block = document.findBlockByNumber(first)
        start = block.position()
        texts = []
        for _ in range(removed):
            texts.append(block.text())
            block = block.next()
        old, new = "\n".join(texts), "\n".join(show(line) for line in inserted)
        if old == new:
            return
        head, tail = common_ends(old, new)
        cursor.setPosition(start + qt_column(old, head))
        cursor.setPosition(start + qt_column(old, len(old) - tail), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(new[head : len(new) - tail])
