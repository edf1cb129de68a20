"""Watching the clipboard, off by default: it only ever offers, and never sends or checks anything by itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from credcheck.gui import work
from credcheck.gui.clip import CAP_CHARACTERS, Clip, State
from credcheck.gui.clipboard import Clipboard
from credcheck.gui.worker import Worker

SETTLE_MS = 250
"""Many programs set the clipboard several times in a row; the last one counts."""


class Watch(QObject):
    """Says when the clipboard seems to hold a profile."""

    seen = Signal(str)

    def __init__(self, worker: Worker, clipboard: Clipboard, parent: QObject) -> None:
        """Off."""
        super().__init__(parent)
        self._worker, self._clipboard, self._on = worker, clipboard, False
        self._last = ""
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self._read)
        QGuiApplication.clipboard().dataChanged.connect(self._changed)

    def turn(self, on: bool) -> None:
        """Watch, or stop watching."""
        self._on = on

    def _changed(self) -> None:
        # The slot reads nothing: an owner that hangs would stop the window here.
        if self._on and not QGuiApplication.clipboard().ownsClipboard():
            self._settling.start()

    def _read(self) -> None:
        if QGuiApplication.platformName().startswith("wayland") and QGuiApplication.focusWindow() is None:
            return  # what is seen from here would be stale
        self._clipboard.read(self._take, self)

    def _take(self, clip: Clip) -> None:
        whole = clip.state is State.TEXT and clip.length <= CAP_CHARACTERS
        if not self._on or not whole or clip.text == self._last:
            return
        self._last = clip.text
        self._worker.start(work.who(clip.text), self._offer, lambda _: None, lambda: None, self)

    def _offer(self, who: str) -> None:
        if self._on and who:
            self.seen.emit(who)
