"""The one global key: whichever way this system allows, with an honest word where it allows none."""

from __future__ import annotations

import sys
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from credcheck.errors import CredCheckError
from credcheck.gui import hotkey_portal
from credcheck.gui.keys import Came, Status, parse
from credcheck.gui.post import Post
from credcheck.gui.words import say
from credcheck.gui.worker import Job, Worker

DEFAULT = ""
"""Off until the user sets one: a key taken unasked is a key taken away from another program."""
SUGGESTED = "Ctrl+Alt+K"


class Held(Protocol):
    """A key that is held until it is stopped."""

    def stop(self) -> None:
        """Let the key go."""


class Hotkey(QObject):
    """Asks for a key, says how that went, and tells of every press with the token that lets a window come forward."""

    pressed = Signal(str)
    changed = Signal(object)

    def __init__(self, worker: Worker, parent: QObject) -> None:
        """No key yet."""
        super().__init__(parent)
        self._worker, self._post = worker, Post(self)
        self._held: Held | None = None
        self._job: Job | None = None
        self.status = Status(Came.OFF)

    def hold(self, text: str) -> None:
        """Hold this key instead of the last one; an empty text lets it go."""
        self.release()
        keys = parse(text) if text else None
        platform = QGuiApplication.platformName()
        if keys is None:
            self._tell(Status(Came.BAD, text) if text else Status(Came.OFF))
        elif platform.startswith("wayland"):
            doing = hotkey_portal.listen(keys, say("tray.tip"))
            self._job = self._worker.start(doing, self._take, self._fail, lambda: None, self)
        elif platform == "xcb":
            from credcheck.gui.hotkey_x11 import X11Key

            self._held = X11Key(keys, self._press, self._say)
        elif sys.platform == "win32":
            from credcheck.gui.hotkey_windows import WindowsKey

            self._held = WindowsKey(keys, self._press, self._say)
        elif sys.platform == "darwin":
            from credcheck.gui.hotkey_macos import MacKey

            self._held = MacKey(keys, self._press, self._say)
        else:
            self._tell(Status(Came.NONE))

    def release(self) -> None:
        """Let the key go."""
        if self._held is not None:
            self._held.stop()
        if self._job is not None:
            self._job.cancel()
        self._held, self._job = None, None

    def _press(self) -> None:
        self._post.put(lambda: self.pressed.emit(""))

    def _say(self, status: Status) -> None:
        self._post.put(lambda: self._tell(status))

    def _take(self, value: Status | str) -> None:
        if isinstance(value, Status):
            self._tell(value)
        else:
            self.pressed.emit(value)

    def _fail(self, _: CredCheckError) -> None:
        self._tell(Status(Came.NONE))

    def _tell(self, status: Status) -> None:
        self.status = status
        self.changed.emit(status)
