"""The list of claims: kind and value; choosing one selects the words that say it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from credcheck.gui import theme
from credcheck.gui.parts import Card, heading, muted
from credcheck.gui.profile_pane import Legend, ProfileText, in_list, why
from credcheck.gui.theme import Topic
from credcheck.gui.words import TOPICS, claim_text, kind_word, say
from credcheck.model import Claim, Claims, Profile

MOST_ROWS = 14


class ClaimsTable(QTableWidget):
    """One row a claim."""

    picked = Signal(object)

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
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.currentCellChanged.connect(self._pick)
        self.horizontalHeader().sectionResized.connect(lambda *_: self._fit())

    def show_claims(self, claims: Claims) -> None:
        """List the claims."""
        self._claims = in_list(claims)
        self.setRowCount(0)
        self.setRowCount(len(self._claims))
        for number, claim in enumerate(self._claims):
            self._fill(number, claim)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 — Qt's name
        """Wrap the values anew, and be as high as they are."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 — Qt's name
        """Draw the swatches again in the colours of a new look."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            for number, claim in enumerate(self._claims):
                self._fill(number, claim)

    def _fill(self, number: int, claim: Claim) -> None:
        kind = QTableWidgetItem(swatch(TOPICS.get(claim.kind)), kind_word(claim.kind))
        kind.setForeground(QColor(theme.current().muted))
        value = QTableWidgetItem(claim_text(claim))
        for cell in (kind, value):
            cell.setToolTip(why(claim))
        self.setItem(number, 0, kind)
        self.setItem(number, 1, value)

    def _fit(self) -> None:
        self.resizeRowsToContents()
        heights = [self.rowHeight(number) for number in range(min(self.rowCount(), MOST_ROWS))]
        self.setFixedHeight(sum(heights) + 4)

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self._claims):
            self.picked.emit(self._claims[row])


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


class ProfilePane(QWidget):
    """Profile card and list of claims."""

    def __init__(self) -> None:
        """An empty pane."""
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 6, 16)
        whole.setSpacing(12)
        self.text, self.legend, self.table = ProfileText(), Legend(), ClaimsTable()
        self._none = muted(say("gui.profile.claims_none"))
        card, claims = Card(), Card()
        card.column.addWidget(self.text)
        card.column.addWidget(self.legend)
        claims.column.addWidget(heading(say("gui.profile.claims")))
        claims.column.addWidget(self.table)
        claims.column.addWidget(self._none)
        whole.addWidget(card)
        whole.addWidget(claims)
        whole.addStretch(1)
        self.table.picked.connect(lambda claim: self.text.select(claim.spans))

    def show_profile(self, profile: Profile, claims: Claims) -> None:
        """Show a profile and what it claims."""
        self.text.show_profile(profile, claims)
        topics = {TOPICS[c.kind] for c in claims.all if c.spans and c.kind in TOPICS}
        self.legend.show_topics(tuple(t for t in Topic if t in topics))
        self.legend.setVisible(bool(topics))
        listed = in_list(claims)
        self.table.show_claims(claims)
        self.table.setVisible(bool(listed))
        self._none.setVisible(not listed)
