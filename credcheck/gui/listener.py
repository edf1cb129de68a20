"""The running window's ear: takes the wishes of later starts of the same user."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from credcheck.gui.instance import CAP_BYTES, request_of

logger = logging.getLogger(__name__)


class Listener(QObject):
    """Listens where `instance.address` says; only this user can connect."""

    asked = Signal(object)

    def __init__(self, address: str, parent: QObject) -> None:
        """Listen; a socket left behind by a crash is taken over."""
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._meet)
        QLocalServer.removeServer(address)
        if not self._server.listen(address):
            logger.info("no second start can be forwarded: %s", self._server.errorString())

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _meet(self) -> None:
        while (line := self._server.nextPendingConnection()) is not None:
            line.setReadBufferSize(CAP_BYTES * 2)
            line.readyRead.connect(self._reader(line))
            line.disconnected.connect(line.deleteLater)

    def _reader(self, line: QLocalSocket) -> Callable[[], None]:
        def read() -> None:
            if not line.canReadLine():
                if line.bytesAvailable() >= CAP_BYTES * 2:
                    line.abort()
                return
            request = request_of(bytes(line.readLine().data()))
            line.write(b"ok" if request else b"no")
            line.flush()
            line.disconnectFromServer()
            if request is not None:
                self.asked.emit(request)

        return read
