"""Whose account it is: what shows it, and two things the user can do to show it: give a page, send a code."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from credcheck.errors import CredCheckError
from credcheck.gui.code_panel import CodePanel
from credcheck.gui.page_panel import PagePanel
from credcheck.gui.parts import Button, Card, Text, column, empty, heading, muted, outside, row, rule, web, word
from credcheck.gui.reading import in_order
from credcheck.gui.scroll import reveal
from credcheck.gui.words import LEVELS, OUTCOMES, Sign, say, tell
from credcheck.model import Binding, Case, Challenge, Match, Outcome, Profile

MOST_PEOPLE = 8
LEFT_ALONE = ("check.proof_offline", "check.proof_off", "institution_page.no_account")


class ProofsCard(Card):
    """What was found, above; what the user can add, below, each opened by its button."""

    page_given = Signal(str)
    code_wanted = Signal(object)

    def __init__(self) -> None:
        """Nothing found yet."""
        super().__init__()
        self._bindings: tuple[Binding, ...] | None = None
        self._profile = Profile()
        self._people: tuple[Match, ...] = ()
        self.page: PagePanel | None = None
        self.code: CodePanel | None = None
        self.page_button = Button(say("proofs.page"), self.open_page, "", "link")
        self.code_button = Button(say("proofs.code"), self.open_code, "", "key")
        self._found, self._panels, self._foot = QVBoxLayout(), QVBoxLayout(), QWidget()
        for layout in (self._found, self._panels):
            layout.setSpacing(8)
        foot = column(self._foot, 0, 8)
        foot.addWidget(muted(say("proofs.intro")))
        foot.addLayout(row(self.page_button, self.code_button, 1, gap=8))
        self.column.addWidget(heading(say("gui.section.bindings")))
        self.column.addLayout(self._found)
        self.column.addWidget(rule())
        self.column.addWidget(self._foot)
        self.column.addLayout(self._panels)

    def show_case(self, case: Case, complete: bool) -> None:
        """Show what was found; the panels of another account are closed."""
        if case.profile != self._profile:
            self._close()
        self._profile, self._people = case.profile, case.ranking.matches[:MOST_PEOPLE]
        if self.code is not None:
            self.code.offer(self._people)
        self._foot.setEnabled(complete)
        if case.bindings != self._bindings:
            self._bindings = case.bindings
            self._list(case.bindings)

    def open_page(self) -> None:
        """Ask for a page."""
        if self.page is None:
            self.page = PagePanel()
            self.page.given.connect(self.page_given)
            self._panels.addWidget(self.page)
            self.page.hide()
        self._turn(self.page, self.code)

    def open_code(self) -> None:
        """Ask for whom a code is, and where it will go."""
        if self.code is None:
            self.code = CodePanel()
            self.code.wanted.connect(self.code_wanted)
            self._panels.addWidget(self.code)
            self.code.offer(self._people)
            self.code.hide()
        self._turn(self.code, self.page)

    def refuse_page(self, error: CredCheckError) -> None:
        """Say why a page proves nothing."""
        if self.page is not None:
            self.page.refuse(error.sentence)

    def show_code(self, made: Challenge) -> None:
        """Show a code that was made."""
        if self.code is not None:
            self.code.show_code(made)

    def refuse_code(self, error: CredCheckError) -> None:
        """Say why no code is made."""
        if self.code is not None:
            self.code.refuse(error.sentence)

    def _turn(self, wanted: PagePanel | CodePanel, other: QWidget | None) -> None:
        if other is not None:
            other.hide()
        wanted.setVisible(wanted.isHidden())
        if not wanted.isHidden():
            in_order(self)
            wanted.take_focus()
            reveal(wanted)

    def _close(self) -> None:
        for panel in (self.page, self.code):
            if panel is not None:
                panel.clear()
                panel.hide()

    def _list(self, bindings: tuple[Binding, ...]) -> None:
        empty(self._found)
        if not bindings:
            self._found.addWidget(muted(say("gui.bindings.none")))
        for number, binding in enumerate(bindings):
            if number:
                self._found.addWidget(rule())
            self._found.addLayout(_binding_row(binding))


def _binding_row(binding: Binding) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(2)
    top = row(word(sign(binding)), 1)
    if web(binding.url):
        top.addWidget(outside(binding.url, "gui.action.open_page"))
    made.addLayout(top)
    made.addWidget(Text(tell(binding.sentence)))
    made.addWidget(muted(tell(binding.limits)))
    return made


def sign(binding: Binding) -> Sign:
    """How a proof came out; what was left alone because the user wants it so is no failure."""
    if not binding.failed:
        return LEVELS[binding.level]
    left_alone = binding.sentence.id in LEFT_ALONE
    shown = OUTCOMES[Outcome.NOT_ASKED if left_alone else Outcome.FAILED]
    return Sign("gui.bindings.left_alone" if left_alone else "gui.bindings.failed", shown.icon, shown.tone)
