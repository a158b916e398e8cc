"""What the text's context menu offers wherever it opens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QMenu

from clinicwriter.ui.editor.text_edit import TextEdit


def fill_menu(menu: QMenu, text: TextEdit, history: QUndoStack, *, can_edit: bool) -> None:
    """Put undo, the clipboard's deeds and the selection's into a menu."""
    chosen = text.textCursor().hasSelection()
    entries: list[tuple[str, Callable[[], object], bool] | None] = [
        ("Undo", history.undo, history.canUndo()),
        ("Redo", history.redo, history.canRedo()),
        None,
        ("Cut", text.cut, chosen and can_edit),
        ("Copy", text.copy, chosen),
        ("Paste", text.paste, can_edit and text.canPaste()),
        ("Paste as plain text", text.paste_plain, can_edit and text.canPaste()),
        None,
        ("Select all", text.selectAll, True),
    ]
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        action = menu.addAction(entry[0])
        action.triggered.connect(entry[1])
        action.setEnabled(entry[2])
