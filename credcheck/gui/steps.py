"""Long work of the window cut into steps, one a turn of its loop, so that keys and clicks come in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, QTimer


class Steps(QObject):
    """Does the first step at once and the others in turn; new ones take the place of those not done."""

    def __init__(self, parent: QObject) -> None:
        """Nothing to do."""
        super().__init__(parent)
        self._left: Iterator[Callable[[], object]] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._next)

    def run(self, steps: Iterable[Callable[[], object]]) -> None:
        """Do these; each is asked for when the one before it is done."""
        self._left = iter(steps)
        self._timer.start()
        self._next()

    def _next(self) -> None:
        step = next(self._left, None)
        if step is None:
            self._timer.stop()
        else:
            step()
