"""Something that cannot be taken back is done after ten seconds in which it can be: undo instead of "are you sure"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer

from credcheck.gui.message_bar import MessageBar
from credcheck.gui.theme import Tone
from credcheck.gui.words import say
from credcheck.gui.worker import Work, Worker

UNDO_S = 10


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be done, what the user is told of it, and what the window does after it or instead of it."""

    key: str
    """What it is done to: the same thing twice is one deed."""
    said: str
    work: Work
    do: Callable[[Work], object]
    undone: Callable[[], object]


class Later(QObject):
    """Deeds that wait together: each can still be undone, the last one first, and the end of the program does them.

    They have a bar of their own, since any other message would take "Undo" away.
    """

    def __init__(self, worker: Worker, parent: QObject) -> None:
        """Nothing waits."""
        super().__init__(parent)
        self.bar = MessageBar()
        self._worker = worker
        self._waiting: list[tuple[Deed, Callable[[], None]]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.now)

    def plan(self, deed: Deed) -> None:
        """Do this in ten seconds; what waits already waits as long again."""
        for waits, drop in [one for one in self._waiting if one[0].key == deed.key]:
            self._waiting.remove((waits, drop))
            drop()
        self._waiting.append((deed, self._worker.at_close(deed.work)))
        self._follow()

    def now(self) -> None:
        """Do at once what waits."""
        waiting, self._waiting = self._waiting, []
        self._follow()
        for deed, drop in waiting:
            deed.do(_done(deed.work, drop))

    def undo(self) -> None:
        """Do the last one not after all; what was to be done before it comes into view again."""
        if self._waiting:
            deed, drop = self._waiting.pop()
            drop()
            deed.undone()
            self._follow()

    def _follow(self) -> None:
        if self._waiting:
            self.bar.say(self._waiting[-1][0].said, Tone.WARN, (say("gui.action.undo"), self.undo))
            self._timer.start(UNDO_S * 1000)
        else:
            self.bar.dismiss()
            self._timer.stop()


def _done(work: Work, drop: Callable[[], None]) -> Work:
    """The work, which the end of the program does too until it is done: whoever closes the window now stops the job."""

    async def run(parts: Any) -> Any:
        value = await work(parts)  # type: ignore[misc]  # one value, never an iterator
        drop()
        return value

    return run
