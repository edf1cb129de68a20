"""Python's cyclic garbage collection, on the Qt thread only."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class Collector(QObject):
    """Collects by a timer instead of whenever some thread allocates: on the worker it would destroy widgets there."""

    def __init__(self, parent: QObject) -> None:
        """Take over from the automatic collection."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY_MS)

    def collect(self) -> None:
        """Collect the oldest generation whose threshold was passed, as the automatic collection would."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [generation for generation in (0, 1, 2) if counts[generation] > thresholds[generation]]
        if due:
            gc.collect(max(due))
