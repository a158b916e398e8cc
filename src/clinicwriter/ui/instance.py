"""One window for each person: a second start hands its path to the first and ends."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECT_WAIT_MS = 500
HAND_OVER_WAIT_MS = 2000


class FirstWindow(QObject):
    """Listen for later starts of the program. State: those that have not said their path yet."""

    path_came = Signal(str)
    """Another start handed over its path; "" for none: the window is to be shown."""

    def __init__(self, data_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(data_folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._receive)
        self._sockets: list[QLocalSocket] = []

    def listen(self) -> bool:
        """Be the first window from now on; a name left behind by a crash is taken over."""
        if self._server.listen(self._name):
            return True
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

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


def hand_over(data_folder: Path, path: str) -> bool:
    """Give a path to the window that is open already; say whether there was one."""
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
