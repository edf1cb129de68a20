"""A page that the user gives, and what such a page proves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from credcheck.gui.message_bar import MessageBar
from credcheck.gui.parts import Button, Card, Text, empty, muted, row, word
from credcheck.gui.theme import Tone
from credcheck.gui.words import LEVELS, say, tell
from credcheck.model import Level, Sentence


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
