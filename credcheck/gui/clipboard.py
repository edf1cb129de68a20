"""The clipboard, read without ever stopping the window and never when what it shows could be stale."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

from credcheck.gui import x11
from credcheck.gui.clip import CAP_CHARACTERS, KDE_HINT, Clip, State, is_secret, judge
from credcheck.gui.post import Post

logger = logging.getLogger(__name__)
FOCUS_MS = 1500
"""How long a window of ours may take to get the keyboard before the clipboard counts as unseen (Wayland)."""
SETTLE_MS = 60
"""Wayland hands the new clip over together with the keyboard; a moment lets it arrive."""
Take = Callable[[Clip], None]


class Clipboard(QObject):
    """Reads when asked. On X11 a thread of ours asks the server; on Wayland only while a window of ours is active."""

    def __init__(self, parent: QObject) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        self._post = Post(self)

    def read(self, take: Take, owner: QObject, cap: int = CAP_CHARACTERS) -> None:
        """Hand what the clipboard holds to `take`, now or soon; nobody is told when `owner` is gone by then."""
        asked = _Asked(take, owner)
        platform = QGuiApplication.platformName()
        if platform == "xcb":
            threading.Thread(target=self._ask_x, args=(asked, cap), name="clipboard", daemon=True).start()
        elif platform.startswith("wayland"):
            _Focus(self, lambda seen: asked.take(_from_qt(cap) if seen else Clip(State.UNSEEN)))
        else:
            asked.take(_from_qt(cap))

    def _ask_x(self, asked: _Asked, cap: int) -> None:
        try:
            clip = judge(*x11.read_clipboard(cap=cap), cap)
        except x11.NoAnswer:
            clip = Clip(State.NO_ANSWER)
        except Exception as error:  # noqa: BLE001 — a display that goes away must not end the program with a trace
            logger.info("the X server was not asked: %s", type(error).__name__)
            clip = Clip(State.NO_ANSWER)
        self._post.put(lambda: asked.take(clip))


class _Asked:
    """Who wants the clip, as long as they live."""

    def __init__(self, take: Take, owner: QObject) -> None:
        self._take: Take | None = take
        owner.destroyed.connect(self._drop)

    def take(self, clip: Clip) -> None:
        if self._take is not None:
            self._take(clip)

    def _drop(self) -> None:
        self._take = None


class _Focus(QObject):
    """Waits until a window of ours has the keyboard, or gives up."""

    def __init__(self, parent: QObject, done: Callable[[bool], None]) -> None:
        super().__init__(parent)
        self._done: Callable[[bool], None] | None = done
        self._app = QGuiApplication.instance()
        if QGuiApplication.focusWindow() is not None:
            self._finish(True)
            return
        assert isinstance(self._app, QGuiApplication)
        self._app.focusWindowChanged.connect(self._changed)
        QTimer.singleShot(FOCUS_MS, self, lambda: self._finish(False))

    def _changed(self, window: QWindow | None) -> None:
        if window is not None:
            QTimer.singleShot(SETTLE_MS, self, lambda: self._finish(True))

    def _finish(self, seen: bool) -> None:
        done, self._done = self._done, None
        if done is not None:
            done(seen)
            self.deleteLater()


def _from_qt(cap: int) -> Clip:
    held = QGuiApplication.clipboard().mimeData()
    formats = tuple(held.formats())
    hint = bytes(held.data(KDE_HINT).data()) if KDE_HINT in formats else b""
    if is_secret(formats, hint):
        return Clip(State.SECRET)
    return judge(formats, hint, held.text() if held.hasText() else "", cap)
