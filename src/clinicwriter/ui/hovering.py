"""The paragraph under the pointer, shown quietly in text and preview at once."""

from __future__ import annotations

from PySide6.QtCore import QObject

from clinicwriter.ui.session import Session
from clinicwriter.ui.window import Window


class Hovering(QObject):
    """Tint what the pointer is over on both sides, while the preview follows the text. State: the line."""

    def __init__(self, window: Window, session: Session) -> None:
        super().__init__(window)
        self._edit = window.editor.text_edit
        self._preview = window.preview
        self._line = -1
        self._edit.over_line.connect(self._show_over_text)
        self._preview.over_line.connect(self._show_over_page)
        session.text_changed.connect(self._forget)
        session.article_opened.connect(self._forget)

    def _show_over_text(self, line: int) -> None:
        lines = self._tint_text(line)
        self._preview.mark_hovered(lines.start if lines is not None else None)

    def _show_over_page(self, line: int) -> None:
        # The page has tinted its own side already.
        self._tint_text(line)

    def _tint_text(self, line: int) -> range | None:
        is_shown = line >= 0 and self._preview.follows
        lines = self._preview.lines_with(line) if is_shown else None
        self._line = line if lines is not None else -1
        self._edit.mark_hovered(lines)
        return lines

    def _forget(self, _change: object = None) -> None:
        """Let go while somebody types: the lines move, and nothing else shall."""
        if self._line >= 0:
            self._show_over_text(-1)
