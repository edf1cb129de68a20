"""The list of claims: kind and value; choosing one selects the words that say it, and each can be corrected."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)

from credcheck.claims import EDITABLE
from credcheck.gui import icons, theme, work
from credcheck.gui.filters import timer
from credcheck.gui.profile_text import in_list, why
from credcheck.gui.scroll import reveal
from credcheck.gui.theme import Topic
from credcheck.gui.words import TOPICS, claim_text, kind_word, say
from credcheck.model import Claim, Claims

MOST_ROWS, AT_ONCE = 14, 40
CELL_PAD, CELL_SIDE, SWATCH = 17, 9, 22
KIND = 140
"""A longer name of a kind wraps: the values need the room."""
FRAME = 4
"""What the style sheet draws around the table, above and below."""
EDITING = QAbstractItemView.State.EditingState


class ClaimsTable(QTableWidget):
    """One row a claim."""

    picked = Signal(object)
    changed = Signal(object)

    def __init__(self) -> None:
        """An empty table."""
        super().__init__(0, 2)
        self._claims: tuple[Claim, ...] = ()
        self.setAccessibleName(say("gui.profile.claims"))
        self.setHorizontalHeaderLabels([say("gui.profile.kind"), say("gui.profile.claim")])
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._fitting = timer(self, 0, self._fit)
        self.currentCellChanged.connect(self._pick)
        self.itemChanged.connect(self._typed)
        self.horizontalHeader().sectionResized.connect(lambda *_: self._fitting.start())

    def steps(self, claims: Claims, chosen: int = -1) -> list[Callable[[], object]]:
        """What lists the claims, some rows a step, and chooses one of them, the last where there are fewer now."""
        listed = in_list(claims)
        return [
            partial(self._begin, listed),
            *(partial(self._fill_some, listed, first) for first in range(0, len(listed), AT_ONCE)),
            partial(self._finish, listed, chosen),
        ]

    def _begin(self, listed: tuple[Claim, ...]) -> None:
        self._claims = listed
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)  # not measured at each new row
        self.setRowCount(0)  # also closes an editor that stands open
        self.setRowCount(len(listed))

    def _fill_some(self, listed: tuple[Claim, ...], first: int) -> None:
        for number, claim in enumerate(listed[first : first + AT_ONCE], first):
            self._fill(number, claim)

    def _finish(self, listed: tuple[Claim, ...], chosen: int) -> None:
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self._fit()
        if chosen >= 0 and listed:
            self.setCurrentCell(min(chosen, len(listed) - 1), 1)

    def sizeHintForColumn(self, column: int) -> int:  # noqa: N802 — Qt's name
        """As wide as the kinds, within reason."""
        wanted = super().sizeHintForColumn(column)
        return min(wanted, KIND) if column == 0 else wanted

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 — Qt's name
        """Wrap the values anew, and be as high as they are."""
        super().resizeEvent(event)
        self._fitting.start()  # the columns get their widths after this

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 — Qt's name
        """Draw the swatches again in the colours of a new look."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            for number, claim in enumerate(self._claims):
                self._fill(number, claim)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Delete takes the chosen claim out; Enter and F2 correct it, whichever column the keyboard is in."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take_out()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.state() is not EDITING:
            self.correct()
        else:
            super().keyPressEvent(event)

    def correct(self) -> None:
        """Let the user type over the chosen claim."""
        chosen = self.item(self.currentRow(), 1)
        if chosen is not None and chosen.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentItem(chosen)
            self.editItem(chosen)

    def take_out(self) -> None:
        """Take the chosen claim out."""
        if 0 <= self.currentRow() < len(self._claims):
            self.changed.emit(work.Change("", self._claims[self.currentRow()]))

    def _typed(self, cell: QTableWidgetItem) -> None:
        claim = self._claims[cell.row()]
        if cell.text().strip() not in ("", claim_text(claim)):
            self.changed.emit(work.Change(cell.text(), claim))
        elif cell.text() != claim_text(claim):
            self._fill(cell.row(), claim)

    def _fill(self, number: int, claim: Claim) -> None:
        self.blockSignals(True)
        try:
            self._fill_row(number, claim)
        finally:
            self.blockSignals(False)

    def _fill_row(self, number: int, claim: Claim) -> None:
        kind = QTableWidgetItem(swatch(TOPICS.get(claim.kind)), kind_word(claim.kind))
        kind.setForeground(QColor(theme.current().muted))
        value = QTableWidgetItem(claim_text(claim))
        kind.setFlags(kind.flags() & ~Qt.ItemFlag.ItemIsEditable)
        if claim.kind not in EDITABLE:
            value.setFlags(value.flags() & ~Qt.ItemFlag.ItemIsEditable)
        if claim.by_user:
            value.setIcon(icons.icon("pencil", theme.current().muted, 16))
            value.setData(Qt.ItemDataRole.AccessibleTextRole, say("gui.profile.by_you", claim=claim_text(claim)))
        for cell in (kind, value):
            cell.setToolTip(say("gui.profile.by_you", claim=claim_text(claim)) if claim.by_user else why(claim))
        self.setItem(number, 0, kind)
        self.setItem(number, 1, value)

    def _fit(self) -> None:
        wrapping = (0, 1) if super().sizeHintForColumn(0) > KIND else (1,)
        for number in range(self.rowCount()):
            self.setRowHeight(number, self._height(number, wrapping))
        heights = [self.rowHeight(number) for number in range(min(self.rowCount(), MOST_ROWS))]
        self.setFixedHeight(sum(heights) + FRAME)

    def _height(self, number: int, wrapping: tuple[int, ...]) -> int:
        """As high as what wraps most in it; under a style sheet Qt's own hint does not wrap."""
        metrics, flags = self.fontMetrics(), int(Qt.TextFlag.TextWordWrap.value)
        most = metrics.height()
        for column in wrapping:
            if cell := self.item(number, column):
                width = max(40, self.columnWidth(column) - 2 * CELL_SIDE - (0 if cell.icon().isNull() else SWATCH))
                most = max(most, metrics.boundingRect(QRect(0, 0, width, 2000), flags, cell.text()).height())
        return most + CELL_PAD

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self._claims):
            self.picked.emit(self._claims[row])
            reveal(self, self.visualRect(self.model().index(row, 1)))


def swatch(topic: Topic | None) -> QIcon:
    """A small square in the colour of a marking."""
    picture = QPixmap(12, 12)
    picture.fill(Qt.GlobalColor.transparent)
    if topic:
        paint, painter = theme.current().topics[topic], QPainter(picture)
        painter.setBrush(QColor(paint.tint))
        painter.setPen(QColor(paint.line))
        painter.drawRect(1, 1, 9, 9)
        painter.end()
    return QIcon(picture)
