"""Text and preview kept together: at the same place, with the same hits of the find bar."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from clinicwriter.article import Query
from clinicwriter.ui.window import Window


class Scrolling(QObject):
    """Keep text and preview at the same place.

    Whoever scrolls by hand leads the other side. A text that scrolls because somebody writes does not: the
    page then shows the paragraph that is written, as it does when the cursor moves. State: which side leads
    right now, and whether a hand led the page away from the cursor.
    """

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._editor = window.editor
        self._preview = window.preview
        self._is_led = self._is_away = False
        self._editor.cursor_row_changed.connect(self._follow_cursor)
        self._editor.scrolled_by_hand.connect(self._follow_hand)
        self._editor.scrolled_by_itself.connect(self._follow_text)
        self._editor.text_edit.typed.connect(self._come_back)
        self._editor.find_bar.looked_for.connect(self._show_found)
        self._preview.visible_line_changed.connect(self._follow_preview)

    def _follow_cursor(self) -> None:
        """Bring the page's paragraph to the height where the text's one begins, or where it is written."""
        self._is_away = False
        edit = self._editor.text_edit
        cursor = edit.textCursor()
        block = cursor.block()
        share = cursor.positionInBlock() / (block.length() - 1) if block.length() > 1 else 1.0
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        self._preview.follow_line(block.blockNumber(), edit.cursorRect(cursor).top(), share)

    def _come_back(self, _letters: str) -> None:
        """Show what is written, if the page was led away from it."""
        if self._is_away:
            self._follow_cursor()

    def _show_found(self, query: Query) -> None:
        self._preview.mark_found(query.words, matches_case=query.matches_case, whole_words=query.whole_words)

    def _follow_hand(self, line: float) -> None:
        self._is_away = True
        self._preview.scroll_to_line(line)

    def _follow_text(self, line: float) -> None:
        edit = self._editor.text_edit
        if self._is_led:
            return
        if edit.viewport().rect().contains(edit.cursorRect().center()):
            self._follow_cursor()
        else:
            self._preview.scroll_to_line(line)

    def _follow_preview(self, line: float) -> None:
        self._is_led = self._is_away = True
        self._editor.scroll_to_line(line)
        self._is_led = False
