"""What changed between two checks of one account: what, how it was, how it is, and on which side it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QWidget

from credcheck.gui.parts import Button, Card, Text, column, empty, heading, muted, row, rule
from credcheck.gui.scroll import scrolling
from credcheck.gui.words import say, tell
from credcheck.model import Sentence

if TYPE_CHECKING:
    from credcheck.compare import Change
    from credcheck.gui.past import Compared

TITLES = ("where", "was", "now", "cause")


class ComparePane(QWidget):
    """Shows one comparison at a time."""

    closed = Signal()

    def __init__(self) -> None:
        """Nothing compared yet."""
        super().__init__()
        page = QWidget()
        self._inside = column(page, 0, 12)
        whole = column(self, 0, 8)
        self.title = heading("", 1.15)
        self.back = Button(say("history.back"), self.closed.emit, "", "undo")
        whole.addLayout(row(self.title, self.back))
        whole.addWidget(scrolling(page, say("history.compare")), 1)

    def show_comparison(self, compared: Compared) -> None:
        """Show what changed from the older check to the newer."""
        empty(self._inside)
        before, after = (f"{at.astimezone():%Y-%m-%d %H:%M}" for at in (compared.before, compared.after))
        self.title.say(say("history.compared", before=before, after=after))
        why = Card()
        for sentence in compared.comparison.why:
            why.column.addWidget(Text(tell(sentence)))
        self._inside.addWidget(why)
        if compared.comparison.changes:
            self._inside.addWidget(_table(compared.comparison.changes))
        self._inside.addStretch(1)


def _table(changes: tuple[Change, ...]) -> Card:
    card, grid = Card(), QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(8)
    for at, stretch in enumerate((2, 3, 3, 1)):
        grid.setColumnStretch(at, stretch)
        grid.addWidget(muted(say(f"history.{TITLES[at]}"), 0.9), 0, at)
    for number, change in enumerate(changes):
        line = number * 2 + 1
        grid.addWidget(rule(), line, 0, 1, 4)
        what = Text(tell(change.what)).sized(1.0, QFont.Weight.Medium)
        cells = (what, _side(change.before), _side(change.after), muted(say(f"history.by.{change.cause.value}")))
        for at, cell in enumerate(cells):
            grid.addWidget(cell, line + 1, at, Qt.AlignmentFlag.AlignTop)
    card.column.addLayout(grid)
    return card


def _side(said: Sentence | None) -> Text:
    return Text(tell(said)) if said is not None else muted(say("gui.nothing"), 1.0)
