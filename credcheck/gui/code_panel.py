"""A one-time code: for whom it is, where it will go, what that proves, and the code once it is made."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from credcheck.gui.filters import ChoiceBox
from credcheck.gui.leads import PROVES, Wish
from credcheck.gui.message_bar import MessageBar
from credcheck.gui.page_panel import Proves
from credcheck.gui.parts import Button, Card, Text, muted, row, rule
from credcheck.gui.scroll import reveal
from credcheck.gui.sides import about, where
from credcheck.gui.theme import Tone
from credcheck.gui.words import say, tell
from credcheck.model import Challenge, Channel, Level, Match, Sentence
from credcheck.text import visible


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
