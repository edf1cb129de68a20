"""The small pieces that panes are built of."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QProgressBar, QSplitter

from credcheck.gui.field import FieldPane
from credcheck.gui.parts import keep_edges, mark


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


def test_a_double_click_on_check_does_not_cancel_what_it_began(qtbot: Any) -> None:
    pane, told = FieldPane(), list[str]()
    qtbot.addWidget(pane)
    pane.check.connect(lambda: told.append("check"))
    pane.check.connect(pane.busy)
    pane.cancel.connect(lambda: told.append("cancel"))
    pane.show()
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(pane.check_button, left)
    assert pane.cancel_button.isVisible()
    qtbot.mouseDClick(pane.cancel_button, left)
    assert told == ["check"]
    qtbot.mouseClick(pane.cancel_button, left)
    assert told == ["check", "cancel"]


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_no_part_of_a_splitter_loses_its_edge(qapp: QApplication, qtbot: Any, direction: Qt.LayoutDirection) -> None:
    before = qapp.layoutDirection()
    qapp.setLayoutDirection(direction)
    try:
        splitter = QSplitter()
        qtbot.addWidget(splitter)
        keep_edges(splitter)
        parts = [QFrame(), QFrame()]
        for part in parts:
            splitter.addWidget(part)
        splitter.resize(1086, 500)
        splitter.show()
        qtbot.wait(20)
        assert all(splitter.rect().contains(part.geometry()) for part in parts)
    finally:
        qapp.setLayoutDirection(before)
