"""Whose account it is: what shows it, and two things the user can do to show it: give a page, send a code."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from credcheck.errors import CredCheckError
from credcheck.gui.filters import ChoiceBox
from credcheck.gui.leads import PROVES, Wish
from credcheck.gui.message_bar import MessageBar
from credcheck.gui.parts import (
    Button,
    Card,
    Text,
    column,
    empty,
    heading,
    muted,
    outside,
    row,
    rule,
    web,
    word,
)
from credcheck.gui.reading import in_order
from credcheck.gui.scroll import reveal
from credcheck.gui.sides import about, where
from credcheck.gui.theme import Tone
from credcheck.gui.words import LEVELS, OUTCOMES, Sign, say, tell
from credcheck.model import Binding, Case, Challenge, Channel, Level, Match, Outcome, Profile, Sentence
from credcheck.text import visible

MOST_PEOPLE = 8


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
    """How a proof came out; what was left alone because the user works offline is no failure."""
    if not binding.failed:
        return LEVELS[binding.level]
    left_alone = binding.sentence.id == "check.proof_offline"
    shown = OUTCOMES[Outcome.NOT_ASKED if left_alone else Outcome.FAILED]
    return Sign("gui.bindings.left_alone" if left_alone else "gui.bindings.failed", shown.icon, shown.tone)


class Proves(QWidget):
    """What a proof would show at most: its level in a word, and in a sentence."""

    def __init__(self, level: Level, text: str) -> None:
        """The level and the sentence."""
        super().__init__()
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(2)
        self.show_level(level, text)

    def show_level(self, level: Level, text: str) -> None:
        """Show another level and sentence."""
        empty(self._whole)
        title = muted(f"{say('proofs.what')}:")
        title.setWordWrap(False)
        self._whole.addLayout(row(title, word(LEVELS[level]), 1, gap=8))
        self._whole.addWidget(Text(text))


class PagePanel(Card):
    """A line for the address of a page, and what such a page proves."""

    given = Signal(str)

    def __init__(self) -> None:
        """An empty line."""
        super().__init__("well", pad=14)
        self.line, self.message = QLineEdit(), MessageBar()
        self.line.setAccessibleName(say("proofs.pages.address"))
        self.line.setPlaceholderText(say("proofs.pages.hint"))
        self.line.returnPressed.connect(self._give)
        self.button = Button(say("proofs.pages.look"), self._give, "primary")
        self.column.addWidget(Text(say("proofs.pages.intro")))
        self.column.addWidget(Proves(Level.L3, say("proofs.pages.proves")))
        self.column.addLayout(row(self.line, self.button, gap=8))
        self.column.addWidget(self.message)

    def clear(self) -> None:
        """Forget what was typed."""
        self.line.clear()
        self.message.dismiss()

    def take_focus(self) -> None:
        """Be ready for an address."""
        self.line.setFocus()

    def refuse(self, sentence: Sentence) -> None:
        """Say why a page proves nothing."""
        self.message.say(tell(sentence), Tone.WARN)
        self.line.setFocus()

    def _give(self) -> None:
        self.message.dismiss()
        if self.line.text().strip():
            self.given.emit(self.line.text())


class CodePanel(Card):
    """For whom a code is and where it will go, what that proves, and the code once it is made."""

    wanted = Signal(object)

    def __init__(self) -> None:
        """Nobody chosen yet."""
        super().__init__("well", pad=14)
        self.person, self.channel, self.line = ChoiceBox(), ChoiceBox(), QLineEdit()
        self.button = Button(say("proofs.codes.make"), self._want, "primary")
        self.message, self.shown = MessageBar(), CodeShown()
        self._nobody = muted(say("proofs.codes.nobody"), 1.0)
        self._proves = Proves(Level.L4, "")
        self._form = QWidget()
        self._lay_out()
        self.channel.currentIndexChanged.connect(lambda _: self._say_what_it_proves())
        self._say_what_it_proves()

    def offer(self, people: tuple[Match, ...]) -> None:
        """Offer these people, the likeliest first; the chosen one stays chosen."""
        before = self.person.currentData()
        self.person.clear()
        for match in people:
            label = visible(match.person.label())
            self.person.addItem(" · ".join(t for t in (label, where(match.person)) if t), match.person.key)
            self.person.setItemData(self.person.count() - 1, about(match.person), Qt.ItemDataRole.ToolTipRole)
        self.person.setCurrentIndex(max(0, self.person.findData(before)) if people else -1)
        self._form.setVisible(bool(people))
        self._nobody.setVisible(not people)

    def clear(self) -> None:
        """Forget what was typed and made."""
        self.line.clear()
        self.message.dismiss()
        self.shown.hide()

    def take_focus(self) -> None:
        """Be ready to choose."""
        self.person.setFocus()

    def show_code(self, made: Challenge) -> None:
        """Show a code that was made."""
        self.message.dismiss()
        self.shown.show_code(made)

    def refuse(self, sentence: Sentence) -> None:
        """Say why no code is made."""
        self.shown.hide()
        self.message.say(tell(sentence), Tone.WARN)
        self.line.setFocus()

    def _want(self) -> None:
        channel = Channel(self.channel.currentData())
        self.wanted.emit(Wish(str(self.person.currentData()), channel, self.line.text()))

    def _say_what_it_proves(self) -> None:
        channel = Channel(self.channel.currentData())
        text = say(f"proofs.codes.proves.{channel.value}")
        self._proves.show_level(PROVES[channel], text)
        self.channel.setAccessibleDescription(text)

    def _lay_out(self) -> None:
        for channel in Channel:
            self.channel.addItem(say(f"proofs.codes.from.{channel.value}"), channel.value)
        for box in (self.person, self.channel):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
        self.line.setPlaceholderText(say("proofs.codes.hint"))
        self.line.returnPressed.connect(self._want)
        form = QGridLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(4)
        for number, (name, field) in enumerate(
            (("person", self.person), ("through", self.channel), ("address", self.line))
        ):
            label = Text(say(f"proofs.codes.{name}"))
            label.setWordWrap(False)
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            form.addWidget(label, 2 * number, 0)
            form.addWidget(field, 2 * number + 1, 0)
        form.addWidget(self._proves, 6, 0)
        form.addLayout(row(self.button, 1), 7, 0)
        for part in (Text(say("proofs.codes.intro")), self._form, self._nobody, self.message, self.shown):
            self.column.addWidget(part)
        self.shown.hide()


class CodeShown(QWidget):
    """A code to copy, and what to do with it."""

    def __init__(self) -> None:
        """No code yet."""
        super().__init__()
        self.code, self.text = QLineEdit(), Text()
        self.code.setReadOnly(True)
        self.code.setAccessibleName(say("proofs.codes.made"))
        font = self.code.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setWeight(QFont.Weight.DemiBold)
        self.code.setFont(font)
        self.copy = Button(say("proofs.codes.copy"), self._copy, "", "paste")
        self.copied = muted("")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(rule())
        whole.addLayout(row(self.code, self.copy, gap=8))
        whole.addWidget(self.text)
        whole.addWidget(self.copied)

    def show_code(self, made: Challenge) -> None:
        """Show a code, ready to be copied."""
        self.code.setText(made.code)
        self.text.say(tell(Sentence("challenge.made", code=made.code, address=made.address)))
        self.copied.hide()
        self.show()
        self.copy.setFocus()
        reveal(self)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.code.text())
        self.copied.say(say("proofs.codes.copied"))
        self.copied.show()
