"""A message beside its cause, instead of a dialog: icon, words, perhaps a button, and a way to close it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from credcheck.gui.fold import Fold, together
from credcheck.gui.icons import Glyph
from credcheck.gui.parts import Button, Text, empty, margins
from credcheck.gui.reading import in_order
from credcheck.gui.theme import Tone
from credcheck.gui.words import say

ICONS = {
    Tone.GOOD: "found",
    Tone.INFO: "note",
    Tone.WARN: "warning",
    Tone.BAD: "alarm",
    Tone.NEUTRAL: "note",
}
Action = tuple[str, Callable[[], object]]


class MessageBar(QWidget):
    """Hidden until it has something to say."""

    def __init__(self) -> None:
        """An empty, hidden bar."""
        super().__init__()
        self._slot = QHBoxLayout(self)
        self._slot.setContentsMargins(0, 0, 0, 0)
        self.text = ""
        self.hide()

    def say(self, text: str, tone: Tone = Tone.INFO, *actions: Action) -> None:
        """Show a message in place of the last one, and tell a screen reader."""
        self.dismiss()
        self.text = text
        self._slot.addWidget(Bar(text, tone, actions, self.dismiss, self.width()))
        self.show()
        if (around := self.parentWidget()) is not None:
            in_order(around)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def dismiss(self) -> None:
        """Take the message away."""
        empty(self._slot)
        self.text = ""
        self.hide()


class Bar(QFrame):
    """Icon, words, answers and a cross; in a narrow window the answers stand under the words."""

    def __init__(
        self, text: str, tone: Tone, actions: tuple[Action, ...], close: Callable[[], object], width: int
    ) -> None:
        """A bar that will be about so wide."""
        super().__init__()
        self.setProperty("tone", tone.value)
        line = QHBoxLayout(self)
        line.setContentsMargins(margins(14, 8, 8, 8))
        line.setSpacing(10)
        line.addWidget(Glyph(ICONS[tone], tone), 0, Qt.AlignmentFlag.AlignVCenter)
        answers = [Button(words, press) for words, press in actions]
        middle = Fold(Text(text, tone=tone), *([together(*answers, gap=10)] if answers else []))
        middle.turn(width - 80)  # as wide as it will be: it is measured before it is shown
        line.addWidget(middle, 1)
        cross = Button("", close, "quiet", "cross", say("gui.close"))
        cross.setToolTip(say("gui.close"))
        line.addWidget(cross, 0, Qt.AlignmentFlag.AlignVCenter)
