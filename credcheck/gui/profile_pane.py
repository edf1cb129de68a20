"""The left side of a report: the profile's text, and the list of what it claims."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from credcheck.gui.add_claim import AddClaim
from credcheck.gui.claims_table import ClaimsTable
from credcheck.gui.field import shortcut
from credcheck.gui.fold import Fold, together
from credcheck.gui.parts import Button, Card, heading, margins, muted
from credcheck.gui.profile_text import Legend, ProfileText
from credcheck.gui.theme import Topic
from credcheck.gui.words import TOPICS, say
from credcheck.model import Claims, Profile


class ProfilePane(QWidget):
    """Profile card and list of claims."""

    changed = Signal(object)

    def __init__(self) -> None:
        """An empty pane."""
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(margins(16, 16, 6, 16))
        whole.setSpacing(12)
        self.text, self.legend, self.table = ProfileText(), Legend(), ClaimsTable()
        self.adding = AddClaim()
        self._shown: tuple[Profile, Claims] | None = None
        self._none = muted(say("gui.profile.claims_none"))
        card, claims = Card(), Card()
        card.column.addWidget(self.text)
        card.column.addWidget(self.legend)
        claims.column.addWidget(heading(say("gui.profile.claims")))
        claims.column.addWidget(self.table)
        claims.column.addWidget(self._none)
        self.correct = Button(say("gui.profile.correct"), self.table.correct, "quiet", "pencil")
        self.correct.setToolTip("F2")
        self.take_out = Button(say("gui.profile.take_out"), self.table.take_out, "quiet", "trash")
        self.take_out.setToolTip(shortcut("Del"))
        self.add = Button(say("gui.profile.add"), self.adding.open, "quiet", "plus")
        claims.column.addWidget(Fold(together(self.correct, self.take_out, gap=0), self.add, gap=0))
        claims.column.addWidget(self.adding)
        self._card = card
        whole.addWidget(card)
        whole.addWidget(claims)
        whole.addStretch(1)
        self.table.picked.connect(lambda claim: self.text.select(claim.spans))
        self.table.changed.connect(self.changed)
        self.adding.added.connect(self.changed)

    def forget(self) -> None:
        """Show anew what comes next, even if it is the same: an editor may have changed a cell."""
        self._shown = None

    def show_profile(self, profile: Profile, claims: Claims) -> None:
        """Show a profile and what it claims at once."""
        for step in self.steps(profile, claims):
            step()

    def steps(self, profile: Profile, claims: Claims) -> list[Callable[[], object]]:
        """What shows a profile and what it claims; nothing when both are shown already."""
        if self._shown == (profile, claims):
            return []
        chosen = self.table.currentRow() if self._shown and self._shown[0] == profile else -1
        return [
            partial(self._show_text, profile, claims),
            *self.table.steps(claims, chosen),
            partial(self._finish, profile, claims),
        ]

    def _show_text(self, profile: Profile, claims: Claims) -> None:
        self._shown = None  # until all of it stands: steps that were cut off are done anew
        self.text.show_profile(profile, claims)
        topics = {TOPICS[c.kind] for c in claims.all if c.spans and c.kind in TOPICS}
        self.legend.show_topics(tuple(t for t in Topic if t in topics))
        self.legend.setVisible(bool(topics))
        self._card.setVisible(bool(self.text.toPlainText()))

    def _finish(self, profile: Profile, claims: Claims) -> None:
        listed = self.table.rowCount() > 0
        self.table.setVisible(listed)
        self._none.setVisible(not listed)
        for button in (self.correct, self.take_out):
            button.setEnabled(listed)
        self._shown = (profile, claims)
