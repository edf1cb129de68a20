"""The small card of a report, for the quick check and for lists: verdict, both axes, top evidence, loudest flags."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from credcheck.gui.fold import Fold
from credcheck.gui.gist import Gist, gist
from credcheck.gui.icons import Glyph
from credcheck.gui.parts import Card, Text, beside_glyph, empty, muted, row, rule, said_with_rate, word
from credcheck.gui.sides import Line
from credcheck.gui.words import RELATIONS, Sign, percent, say
from credcheck.model import Report


class Summary(QWidget):
    """Shows one report at a time."""

    def __init__(self) -> None:
        """Nothing yet."""
        super().__init__()
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(12)
        self._shown: Gist | None = None

    def clear(self) -> None:
        """Show nothing."""
        self._shown = None
        empty(self._whole)

    def show_report(self, report: Report) -> None:
        """Show a report, whole or so far."""
        made = gist(report)
        if made == self._shown:
            return
        self.clear()
        self._shown = made
        self._whole.addWidget(_verdict(made))
        if made.evidence:
            self._whole.addWidget(_evidence(made))
        for sign, text, rate in made.flags:
            mark = word(sign)
            mark.setMinimumWidth(96)
            line = row(mark, gap=12, top=True)
            line.addLayout(said_with_rate(text, rate), 1)
            self._whole.addLayout(line)

    @property
    def text(self) -> str:
        """The verdict in a line, as a screen reader is told it."""
        if self._shown is None:
            return ""
        shown = self._shown
        return f"{shown.headline.word}. {shown.record.word}. {shown.account.word}. {shown.why}"


def _verdict(shown: Gist) -> QWidget:
    card = Card(tone=shown.headline.tone, pad=14)
    title = Text(shown.headline.word, tone=shown.headline.tone).sized(1.25, QFont.Weight.DemiBold)
    line = row(Glyph(shown.headline.icon, shown.headline.tone, 26), title, gap=10)
    if not shown.complete:
        line.addWidget(word(Sign("gui.headline.so_far", "asking", shown.headline.tone)))
    card.column.addLayout(line)
    card.column.addWidget(Fold(word(shown.record), word(shown.account), gap=20))
    if shown.why:
        card.column.addWidget(Text(shown.why))
    if shown.failed:
        card.column.addWidget(Text(say("gui.progress.failed", n=shown.failed)))
    return card


def _evidence(shown: Gist) -> QWidget:
    card, grid = Card(pad=14), QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    name = Text(shown.person).sized(1.0, QFont.Weight.DemiBold)
    number = Text(percent(shown.probability)).sized(1.0, QFont.Weight.DemiBold)
    number.setWordWrap(False)
    card.column.addLayout(row(name, number, gap=12))
    if shown.rate:
        card.column.addWidget(muted(shown.rate, 0.85))
    card.column.addWidget(rule())
    for at, title in enumerate(("field", "claimed", "listed")):
        grid.addWidget(muted(say(f"gui.candidates.{title}"), 0.85), 0, at)
    for at, line in enumerate(shown.evidence):
        _put(grid, at + 1, line)
    card.column.addLayout(grid)
    return card


def _put(grid: QGridLayout, at: int, line: Line) -> None:
    sign, field = RELATIONS[line.relation], QWidget()
    name = Text(line.field).sized(1.0, QFont.Weight.Medium)
    name.setWordWrap(False)
    mark = Glyph(sign.icon, sign.tone, 18)
    mark.setToolTip(sign.word)
    field.setLayout(row(mark, name, 1, gap=6))
    field.setAccessibleName(f"{line.field}: {sign.word}")
    grid.addWidget(field, at, 0, Qt.AlignmentFlag.AlignTop)
    for place, text in enumerate((line.claimed, line.listed), 1):
        grid.addWidget(beside_glyph(Text(text)), at, place, Qt.AlignmentFlag.AlignTop)
