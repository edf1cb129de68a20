"""The small pieces that panes are built of."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QProgressBar

from credcheck.gui.parts import mark


class Counted(QProgressBar):
    """Counts how often it is painted."""

    times = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.times += 1
        super().paintEvent(event)


def test_a_bar_of_progress_is_painted_in_its_turn_and_not_at_once(qapp: QApplication, qtbot: Any) -> None:
    bar = Counted()
    qtbot.addWidget(bar)
    bar.show()
    qtbot.waitUntil(lambda: bar.times > 0, timeout=10_000)
    qtbot.wait(50)
    before = bar.times
    mark(bar, 3, 10)
    assert (bar.value(), bar.maximum(), bar.times) == (3, 10, before)
    qtbot.waitUntil(lambda: bar.times > before, timeout=10_000)
