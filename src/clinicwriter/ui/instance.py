"""One window for each person: a second start hands its path to the first and ends."""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECT_WAIT_MS = 500
TRY_AGAIN_S = 0.1
HAND_OVER_WAIT_MS = 2000


class FirstWindow(QObject):
    """Listen for later starts of the program. State: those that have not said their path yet."""

    path_came = Signal(str)
    """Another start handed over its path; "" for none: the window is to be shown."""

    def __init__(self, data_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(data_folder)
        self._lock = QLockFile(str(data_folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # never by its age: only when its program runs no more
        self._folder = data_folder
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._receive)
        self._sockets: list[QLocalSocket] = []

    def listen(self) -> bool:
        """Be the first window from now on; say whether no other is. What a crash left behind is taken over.

        The lock tells two starts at the same moment apart; a name alone would be taken from one by the other.
        """
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
        if not self._lock.tryLock(0) and self._lock.error() is QLockFile.LockError.LockFailedError:
            return False
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)
        return True

    def close(self) -> None:
        """Listen no more."""
        self._server.close()
        self._lock.unlock()

    def _receive(self) -> None:
        self._sockets.append(self._server.nextPendingConnection())
        self._sockets[-1].readyRead.connect(self._read)
        self._read()

    def _read(self) -> None:
        ready = [socket for socket in self._sockets if socket.canReadLine()]
        for socket in ready:
            line = bytes(socket.readLine().data()).decode("utf-8", "surrogateescape")
            self._sockets.remove(socket)
            socket.disconnectFromServer()
            socket.deleteLater()
            self.path_came.emit(line.rstrip("\n"))


def hand_over(data_folder: Path, path: str, patience_ms: int = 0) -> bool:
    """Give a path to the window that is open already; say whether there was one that took it.

    ``patience_ms`` is for one that is still starting: so long it is tried again.
    """
    until = time.monotonic() + patience_ms / 1000
    while not _hand_over_now(data_folder, path):
        if time.monotonic() >= until:
            return False
        time.sleep(TRY_AGAIN_S)
    return True


def _hand_over_now(data_folder: Path, path: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(server_name(data_folder))
    if not socket.waitForConnected(CONNECT_WAIT_MS):
        return False
    socket.write(f"{path}\n".encode("utf-8", "surrogateescape"))
    is_given = socket.waitForBytesWritten(HAND_OVER_WAIT_MS)
    if socket.state() != QLocalSocket.LocalSocketState.UnconnectedState:
        socket.waitForDisconnected(HAND_OVER_WAIT_MS)
    return is_given


def server_name(data_folder: Path) -> str:
    """Return the name under which the window of one person's data listens."""
    mark = hashlib.sha256(str(data_folder).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return f"clinic-writer-{mark}"
