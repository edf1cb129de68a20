"""Python's cyclic garbage collection, on the Qt thread only, and in small pieces."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

EVERY_MS = 200
AWAY_MS = 30_000
MOST_AT_ONCE = 8_000
"""A collection takes about a millisecond for a thousand objects."""


class Collector(QObject):
    """Collects by a timer instead of whenever some thread allocates: on the worker it would destroy widgets there.

    A whole collection looks at every object there is, 150,000 in an open window: a tenth of a second in which no key is
    heard. So most are left out, until the user has turned to another program.
    """

    def __init__(self, parent: QObject) -> None:
        """Take over from the automatic collection."""
        super().__init__(parent)
        gc.disable()
        self._since = 0
        self._leave_out()
        self._timer, self._away = QTimer(self), QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY_MS)
        self._away.setSingleShot(True)
        self._away.setInterval(AWAY_MS)
        self._away.timeout.connect(self.start_over)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._turned)

    def collect(self) -> None:
        """Collect the oldest generation whose threshold was passed, as the automatic collection would.

        Where too many objects came together, such as a list of words just read, they are left out instead. How many
        there are is only counted: to list them would hand out tuples that another thread is still filling.
        """
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [generation for generation in (0, 1, 2) if counts[generation] > thresholds[generation]]
        if not due:
            return
        self._since += counts[0]
        if counts[0] <= MOST_AT_ONCE:
            gc.collect(max(due) if self._since <= MOST_AT_ONCE else 0)
        if self._since > MOST_AT_ONCE:
            self._leave_out()

    def start_over(self) -> None:
        """Collect everything, at a moment when nobody waits for the window."""
        gc.unfreeze()
        gc.collect()
        self._leave_out()

    def _leave_out(self) -> None:
        gc.freeze()
        self._since = 0

    def _turned(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._away.stop()
        else:
            self._away.start()
