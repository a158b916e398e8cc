"""Text and preview kept together: at the same place, with the same hits of the find bar."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from clinicwriter.article import Query
from clinicwriter.ui.window import Window


class Scrolling(QObject):
    """Keep text and preview at the same place. State: which side leads right now."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._editor = window.editor
        self._preview = window.preview
        self._is_led = False
        self._editor.cursor_line_changed.connect(self._follow_cursor)
        self._editor.visible_line_changed.connect(self._follow_editor)
        self._editor.find_bar.looked_for.connect(self._show_found)
        self._preview.visible_line_changed.connect(self._follow_preview)

    def _follow_cursor(self, line: int) -> None:
        """Bring the page's paragraph to the height where the text's one begins."""
        edit = self._editor.text_edit
        cursor = edit.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        self._preview.follow_line(line, edit.cursorRect(cursor).top())

    def _show_found(self, query: Query) -> None:
        self._preview.mark_found(query.words, matches_case=query.matches_case, whole_words=query.whole_words)

    def _follow_editor(self, line: float) -> None:
        if not self._is_led:
            self._preview.scroll_to_line(line)

    def _follow_preview(self, line: float) -> None:
        self._is_led = True
        self._editor.scroll_to_line(line)
        self._is_led = False
