"""A letter box into the Qt thread for threads that have no loop: calls go into a queue, one long-lived signal wakes."""

from __future__ import annotations

import collections
import contextlib
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class Post(QObject):
    """Calls put in from any thread are made on the Qt thread, in order."""

    _poke = Signal()

    def __init__(self, parent: QObject) -> None:
        """An empty box."""
        super().__init__(parent)
        self._inbox: collections.deque[Callable[[], object]] = collections.deque()
        self._poke.connect(self._drain, Qt.ConnectionType.QueuedConnection)

    def put(self, call: Callable[[], object]) -> None:
        """Have a call made on the Qt thread; nothing happens when the window is gone."""
        self._inbox.append(call)
        with contextlib.suppress(RuntimeError):  # the box was destroyed
            self._poke.emit()

    def _drain(self) -> None:
        while self._inbox:
            self._inbox.popleft()()
