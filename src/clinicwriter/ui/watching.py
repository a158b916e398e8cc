"""Noticing at once that another program wrote the open article's file, while the window stays in front."""

from __future__ import annotations

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer
from PySide6.QtWidgets import QApplication

from clinicwriter.ui.elsewhere import Elsewhere
from clinicwriter.ui.session import Session

REST_MS = 1000
"""Whoever writes a file may do so piece by piece: the look waits until it rests for so long."""


class Watch(QObject):
    """Watch the open article's file. State: the watched path, and whether a change waits for its rest."""

    def __init__(self, session: Session, elsewhere: Elsewhere, parent: QObject) -> None:
        super().__init__(parent)
        self._elsewhere = elsewhere
        self._watcher = QFileSystemWatcher(self)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._watcher.fileChanged.connect(lambda _path: self._rest.start())
        self._rest.timeout.connect(self._glance)
        session.article_opened.connect(self._follow)
        session.origin_changed.connect(self._follow)

    def _glance(self) -> None:
        if QApplication.activeModalWidget() is not None:
            self._rest.start()  # an export may be planned there, of the text as it is
            return
        self._follow()
        self._elsewhere.glance()

    def _follow(self) -> None:
        """Watch the file that lies at the place now: another one may have taken it, which is not watched."""
        watched, path = self._watcher.files(), self._elsewhere.path()
        if watched:
            self._watcher.removePaths(watched)
        if path is not None:
            self._watcher.addPath(str(path))  # which says no where there is no file
