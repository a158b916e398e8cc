"""Files that are dropped on the window: those that can be an article are taken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from clinicwriter.importing import is_importable

_DROPS = {QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop}


class FileDrops(QObject):
    """Watch the places of a window where files can be dropped."""

    dropped = Signal(object)
    """Files that can be imported were dropped; carries a ``list[Path]``."""

    def __init__(self, places: Sequence[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        for place in places:
            place.setAcceptDrops(True)
            place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _DROPS or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        paths = importable_files(event.mimeData())
        if not paths:
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(paths)
        return True


def importable_files(data: QMimeData) -> list[Path]:
    """Return the files on their way that promise an article."""
    paths = [Path(address.toLocalFile()) for address in data.urls() if address.isLocalFile()]
    return [path for path in paths if is_importable(path.name) and not path.is_dir()]
