"""What the keys do that a plain text box would do otherwise: lists, quotes, tables, undo, leaving."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QUndoStack

from clinicwriter.ui.editor.editing import Editing
from clinicwriter.ui.editor.lists import NEST, continue_line, nest, unnest
from clinicwriter.ui.editor.paragraphs import break_paragraph, join_paragraphs
from clinicwriter.ui.editor.passage import Edit, Place, Selection
from clinicwriter.ui.editor.structure import is_in_fence, read_item
from clinicwriter.ui.editor.table_visits import TableVisits
from clinicwriter.ui.editor.tables import enter_row, next_cell, previous_cell, read_table
from clinicwriter.ui.editor.text_edit import TextEdit
from clinicwriter.ui.editor.typography import Typography

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
_ENTER = "enter"
_HARD_BREAK = "  \n"
"""Two blanks at the end: the line break that every generator understands."""


class Keys(QObject):
    """Handle key presses before the text box does."""

    def __init__(
        self,
        text: TextEdit,
        editing: Editing,
        history: QUndoStack,
        typography: Typography,
        tables: TableVisits,
    ) -> None:
        super().__init__(text)
        self._text = text
        self._editing = editing
        self._history = history
        self._typography = typography
        self._tables = tables
        text.key_pressed.connect(self._handle)

    def _handle(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        event.setAccepted(
            self._step_history(event) or self._leave(event, modifiers) or self._edit(event, modifiers)
        )

    def _step_history(self, event: QKeyEvent) -> bool:
        redoes = event.matches(QKeySequence.StandardKey.Redo) or (
            event.key() == Qt.Key.Key_Y and event.modifiers() == _CONTROL
        )
        if redoes:
            self._history.redo()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self._history.undo()
        else:
            return False
        return True

    def _leave(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> bool:
        if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) or not modifiers & _CONTROL:
            return False
        backwards = event.key() == Qt.Key.Key_Backtab or bool(modifiers & _SHIFT)
        # A text box that takes Tab itself refuses to pass the focus on.
        self._text.setTabChangesFocus(True)
        self._text.focusNextPrevChild(not backwards)
        self._text.setTabChangesFocus(False)
        return True

    def _edit(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> bool:
        if not self._editing.can_edit:
            return False
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._break_line(modifiers)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return self._tab() if key == Qt.Key.Key_Tab and modifiers == _NONE else self._back_tab()
        if key == Qt.Key.Key_V and modifiers == _CONTROL | _SHIFT:
            self._text.paste_plain()
            return True
        if key == Qt.Key.Key_Backspace:
            return modifiers == _NONE and self._take_back()
        return modifiers & ~_SHIFT == _NONE and self._type(event.text())

    def _type(self, letters: str) -> bool:
        """See to what comes before these letters; say whether they are put in already."""
        self._tables.make_room(letters)
        return self._typography.take(letters)

    def _take_back(self) -> bool:
        """Take back what Enter put in, or an item's mark."""
        editing = self._editing
        return editing.take_back(_ENTER) or editing.run(_without_mark) or editing.run(join_paragraphs)

    def _break_line(self, modifiers: Qt.KeyboardModifier) -> bool:
        selection = self._editing.selection()
        if modifiers == _SHIFT:
            self._editing.insert_text(_HARD_BREAK)
            return True
        if modifiers != _NONE or is_in_fence(self._editing.lines, selection.head.line):
            return False
        if self._tables.begin_paragraph() or self._editing.run(enter_row):
            return True
        if selection.is_empty and self._editing.run(lambda lines, here: continue_line(lines, here.head)):
            return True
        return self._editing.run_with_way_back(_ENTER, break_paragraph)

    def _tab(self) -> bool:
        selection = self._editing.selection()
        if read_table(self._editing.lines, selection.head.line) is not None:
            return self._go(next_cell(self._editing.lines, selection.end))
        if read_item(self._editing.lines[selection.start.line]):
            self._editing.run(nest)
        elif selection.start.line == selection.end.line and self._may_indent(selection.start):
            self._editing.insert_text(" " * NEST)
        return True

    def _may_indent(self, place: Place) -> bool:
        """Say whether blanks are harmless here: at a paragraph's beginning they would make it code."""
        line = self._editing.lines[place.line]
        return bool(line[: place.column].strip()) or is_in_fence(self._editing.lines, place.line)

    def _back_tab(self) -> bool:
        selection = self._editing.selection()
        if read_table(self._editing.lines, selection.head.line) is not None:
            return self._go(previous_cell(self._editing.lines, selection.start))
        self._editing.run(unnest)
        return True

    def _go(self, goal: Edit | None) -> bool:
        if goal is not None:
            self._editing.apply(goal)
        return True


def _without_mark(lines: Sequence[str], selection: Selection) -> Edit | None:
    """Take an item's mark away when Backspace is pressed right after it."""
    item = read_item(lines[selection.head.line])
    if not selection.is_empty or item is None or selection.head.column != len(item.prefix):
        return None
    if item.depth >= NEST:
        return unnest(lines, selection)
    lead = f"{item.quote}{item.indent}"
    line = selection.head.line
    return Edit(line, 1, (lead + item.text,), Selection.at(line, len(lead)))
