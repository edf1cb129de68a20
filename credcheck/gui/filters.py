"""Boxes of choices, filters over tables, and the pause that typing is given before the cache is asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QWidget


class ChoiceBox(QComboBox):
    """A box of choices; the list that it opens has its name, since that takes the keyboard."""

    def showPopup(self) -> None:  # noqa: N802 — Qt's name
        """Name the list, and open it."""
        self.view().setAccessibleName(self.accessibleName())
        super().showPopup()


def fill(box: QComboBox, name: str, everything: str, choices: list[tuple[str, str]]) -> None:
    """The choices of a filter, the first of which leaves nothing out."""
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.addItem(everything, "")
    for word, value in choices:
        box.addItem(word, value)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(min(16, max(len(everything) - 3, 8)))


def timer(parent: QWidget, ms: int, do: Callable[[], None]) -> QTimer:
    """A timer that calls once, a while after it was last started."""
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(ms)
    made.timeout.connect(do)
    return made
