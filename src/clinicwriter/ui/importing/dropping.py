"""Files that are dragged onto the window: shown where they may fall, and handed on where they fell.

State that changes: the window of the system that is watched, and what is dragged.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QDragEnterEvent, QWindow
from PySide6.QtWidgets import QApplication

from clinicwriter.ui.importing.dragged import Dragged, dragged_files
from clinicwriter.ui.importing.drop_sign import DropSign
from clinicwriter.ui.window import Window


class FileDrops(QObject):
    """Watch what is dragged onto a window. Words and rows dragged within it are left alone."""

    dropped = Signal(object)
    """Files that promise an article fell; carries a ``list[Path]``."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._editor = window.editor
        self._handle: QWindow | None = None
        self._dragged = Dragged((), (), 0)
        self.sign = DropSign(window, window.editor.text_edit, window.keeper)
        self.sign.fell.connect(self._take)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        self._watch()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See a drag before any entry does, which would write the file's address into itself."""
        kind = event.type()
        if kind == QEvent.Type.DragEnter:
            if watched is self._handle and isinstance(event, QDragEnterEvent):
                self._begin(event)
        elif kind in (QEvent.Type.WinIdChange, QEvent.Type.Show) and watched is self._window:
            self._watch()
        return False

    def _watch(self) -> None:
        """Watch the system's window, which is another one after some changes."""
        handle = self._window.windowHandle()
        if handle is not None and handle is not self._handle:
            self._handle = handle
            handle.installEventFilter(self)

    def _begin(self, event: QDragEnterEvent) -> None:
        dragged = dragged_files(event.mimeData())
        if dragged is None or QApplication.activeModalWidget() is not None:
            return
        self._dragged = dragged
        # The sign is seen from here on, and lies below the pointer: all that follows goes to it.
        self.sign.show_offer(dragged.offer(takes_pictures=self._editor.can_write))

    def _take(self, place: QPoint) -> None:
        dragged = self._dragged
        if dragged.articles:
            self.dropped.emit(list(dragged.articles))
        elif dragged.pictures:
            self._editor.drop_pictures(dragged.pictures, place)
