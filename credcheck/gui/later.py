"""Something that cannot be taken back is done after ten seconds in which it can be: undo instead of "are you sure"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from credcheck.gui.worker import Work, Worker

UNDO_S = 10


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be done, and what the window does after it or instead of it."""

    work: Work
    do: Callable[[Work], object]
    undone: Callable[[], object]


class Later(QObject):
    """One deed at a time; a second one lets the first be done at once, and so does the end of the program."""

    def __init__(self, worker: Worker, parent: QObject) -> None:
        """Nothing waits."""
        super().__init__(parent)
        self._worker = worker
        self._deed: Deed | None = None
        self._drop: Callable[[], None] = lambda: None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.now)

    def plan(self, deed: Deed) -> None:
        """Do this in ten seconds."""
        self.now()
        self._deed = deed
        self._drop = self._worker.at_close(deed.work)
        self._timer.start(UNDO_S * 1000)

    def now(self) -> None:
        """Do at once what waits."""
        deed = self._take()
        if deed is not None:
            deed.do(deed.work)

    def undo(self) -> None:
        """Do nothing after all."""
        deed = self._take()
        if deed is not None:
            deed.undone()

    def _take(self) -> Deed | None:
        deed, self._deed = self._deed, None
        self._timer.stop()
        self._drop()
        return deed
