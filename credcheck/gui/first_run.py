"""The first start in three lines; the register is offered with what it costs, and never forced on anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from credcheck.gui.parts import Button, Card, Text, heading, row
from credcheck.gui.registers_page import size_text
from credcheck.gui.words import say

if TYPE_CHECKING:
    from credcheck.copies import Listed


class FirstRun(Card):
    """Stands over the page until it is answered, once."""

    download = Signal(str)
    choose = Signal()
    done = Signal()

    def __init__(self, copy: Listed) -> None:
        """Offer this register."""
        super().__init__(pad=18)
        self.column.addWidget(heading(say("first.title"), 1.25))
        cost = {"download": size_text(copy.download_bytes), "disk": size_text(copy.disk_bytes)}
        for line in (say("first.one"), say("first.two"), say("first.three", **cost)):
            self.column.addWidget(Text(line))
        self.column.addLayout(
            row(
                Button(say("first.download"), lambda: self._answer(copy.name), "", "download"),
                Button(say("first.choose"), self._choose, "", "settings"),
                Button(say("first.later"), self._later, "quiet"),
                1,
            )
        )

    def _answer(self, name: str) -> None:
        self.download.emit(name)
        self.done.emit()

    def _choose(self) -> None:
        self.choose.emit()
        self.done.emit()

    def _later(self) -> None:
        self.done.emit()
