"""Claim beside record, field by field, with the weight of each piece and what they add up to."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from credcheck.gui.bits_bar import BitsBar, signed
from credcheck.gui.icons import Glyph
from credcheck.gui.parts import Text, beside_glyph, margins, muted, outside, row, rule, web
from credcheck.gui.sides import Line, lines
from credcheck.gui.words import RELATIONS, percent, say, tell
from credcheck.model import Claims, Match

GAP, SIDE = 12, 130
"""Between the columns; and the least width in which either side reads well."""
TOP, BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
TRAILING = Qt.AlignmentFlag.AlignTrailing


class Evidence(QWidget):
    """A table of four columns; where it is too narrow for them each field's name stands above its two sides."""

    def __init__(self, claims: Claims, match: Match, is_open: bool = False) -> None:
        """The evidence for this person."""
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(margins(36, 4, 0, 8))
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(2)
        self._titles = [muted(say(f"gui.candidates.{name}"), 0.85) for name in ("field", "claimed", "listed", "weight")]
        self._titles[3].setWordWrap(False)
        self._lines = [_parts(line) for line in lines(claims, match)]
        self._end: list[QWidget] = [rule(), muted(_sum(match, is_open))]
        if url := next((c.url for c in match.person.candidates if web(c.url)), ""):
            self._end.append(outside(url))
        self.narrow = False
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 — Qt's name
        """Stand as there is room for."""
        super().resizeEvent(event)
        if (narrow := self.width() < self._wanted()) is not self.narrow:
            self.narrow = narrow
            self._place()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 — Qt's name
        """As wide as the narrow way needs: the table never widens its pane."""
        return QSize(36 + SIDE + GAP + self._weight(), super().minimumSizeHint().height())

    def _wanted(self) -> int:
        """How wide four columns are."""
        names = max((parts[0].sizeHint().width() for parts in self._lines), default=0)
        return 36 + names + 2 * SIDE + 3 * GAP + self._weight()

    def _weight(self) -> int:
        shown = [self._titles[3], *(parts[3] for parts in self._lines)]
        return max(part.sizeHint().width() for part in shown)

    def _place(self) -> None:
        grid, narrow = self._grid, self.narrow
        for part in (*self._titles, *(part for parts in self._lines for part in parts), *self._end):
            grid.removeWidget(part)
        for number in range(grid.rowCount()):
            grid.setRowMinimumHeight(number, 0)
        for column, stretch in enumerate((4, 1, 0, 0) if narrow else (0, 3, 4, 0)):
            grid.setColumnStretch(column, stretch)
        field, claimed, listed, weight = self._titles
        grid.addWidget(field, 0, 0, BOTTOM)
        grid.addWidget(weight, 0, 2 if narrow else 3, BOTTOM | TRAILING)
        if narrow:
            grid.addWidget(claimed, 1, 0, BOTTOM)
            grid.addWidget(listed, 1, 1, 1, 2, BOTTOM)
        else:
            grid.addWidget(claimed, 0, 1, BOTTOM)
            grid.addWidget(listed, 0, 2, BOTTOM)
        at = 2
        for parts in self._lines:
            at = self._put_narrow(at, *parts) if narrow else self._put(at, *parts)
            grid.setRowMinimumHeight(at - 1, 8 if narrow else 6)
        last = 2 if narrow else 3
        grid.addWidget(self._end[0], at, 0, 1, last + 1)
        grid.addWidget(self._end[1], at + 1, 0, 1, last)
        if len(self._end) > 2:
            grid.addWidget(self._end[2], at + 1, last, TRAILING | TOP)

    def _put(self, at: int, field: QWidget, claimed: QWidget, listed: QWidget, bar: QWidget, why: QWidget) -> int:
        """All of a line beside each other, and under it why."""
        for place, part in enumerate((field, claimed, listed)):
            self._grid.addWidget(part, at, place, TOP)
        self._grid.addWidget(bar, at, 3, TOP | TRAILING)
        self._grid.addWidget(why, at + 1, 1, 1, 3)
        return at + 3

    def _put_narrow(
        self, at: int, field: QWidget, claimed: QWidget, listed: QWidget, bar: QWidget, why: QWidget
    ) -> int:
        """The field and its weight, under them both sides, and under these why."""
        self._grid.addWidget(field, at, 0, 1, 2, TOP)
        self._grid.addWidget(bar, at, 2, TOP | TRAILING)
        self._grid.addWidget(claimed, at + 1, 0, TOP)
        self._grid.addWidget(listed, at + 1, 1, 1, 2, TOP)
        self._grid.addWidget(why, at + 2, 0, 1, 3)
        return at + 4


def _parts(line: Line) -> tuple[QWidget, QWidget, QWidget, QWidget, QWidget]:
    """Field, both sides, the bar of its weight, and why."""
    sign = RELATIONS[line.relation]
    field = QWidget()
    name = Text(line.field).sized(1.0, QFont.Weight.Medium)
    name.setWordWrap(False)
    field.setLayout(row(Glyph(sign.icon, sign.tone, 18), name, 1, gap=6))
    spoken = say("gui.candidates.bits", field=line.field, word=sign.word, bits=signed(line.bits))
    why = Text(f"{sign.word}: {tell(line.why)}", role="muted").sized(0.92)
    claimed, listed = beside_glyph(Text(line.claimed)), beside_glyph(Text(line.listed))
    return field, claimed, listed, BitsBar(line.bits, spoken), why


def _sum(match: Match, is_open: bool) -> str:
    return say(
        "gui.candidates.sum_open" if is_open else "gui.candidates.sum",
        prior=signed(match.prior_bits),
        evidence=signed(match.bits - match.prior_bits),
        bits=signed(match.bits),
        percent=percent(match.probability),
    )
