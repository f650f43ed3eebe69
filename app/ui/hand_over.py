"""What a second start asks for reaches the first window through a local socket.

The lock's holder alone listens, so a socket left by a killed process can be taken away without asking. What arrives is
one line of JSON of at most 64 kB, checked by `WindowRequest.from_json`; the answer is one line: empty, or the reason
why the request is not followed. Imported after the first paint.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.paths import Folders, socket_path
from app.window_request import WindowRequest

LARGEST = 65536
PATIENCE = 3000  # milliseconds


class Reception(QObject):
    """Takes requests of later starts; `answer` follows one and returns "", or returns why not."""

    def __init__(self, folders: Folders, answer: Callable[[WindowRequest], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answer = answer
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        path = socket_path(folders)
        if path is not None:
            QLocalServer.removeServer(str(path))
            self._server.listen(str(path))

    @property
    def listening(self) -> bool:
        """Return whether a later start can reach this window."""
        return self._server.isListening()

    def close(self) -> None:
        """Take the socket away."""
        self._server.close()

    @Slot()
    def _greet(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.setReadBufferSize(LARGEST)
            caller.readyRead.connect(self._read)
            caller.disconnected.connect(caller.deleteLater)
            if caller.bytesAvailable():
                self._read_from(caller)

    @Slot()
    def _read(self) -> None:
        caller = self.sender()
        if isinstance(caller, QLocalSocket):
            self._read_from(caller)

    def _read_from(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() >= LARGEST:
                caller.abort()
            return
        line = bytes(caller.readLine().data()).decode("utf-8", "replace")
        request = WindowRequest.from_json(line)
        told = "it was not understood." if request is None else self._answer(request)
        caller.write(f"{told}\n".encode())
        caller.disconnectFromServer()


def hand_over(request: WindowRequest, folders: Folders) -> str | None:
    """Return what the running window answers to a request: "" where it follows it; None where it does not answer."""
    path = socket_path(folders)
    if path is None:
        return None
    socket = QLocalSocket()
    socket.connectToServer(str(path))
    if not socket.waitForConnected(PATIENCE):
        return None
    socket.write(f"{request.to_json()}\n".encode())
    socket.waitForBytesWritten(PATIENCE)
    while not socket.canReadLine():
        if not socket.waitForReadyRead(PATIENCE):
            return None
    return bytes(socket.readLine().data()).decode("utf-8", "replace").strip()
