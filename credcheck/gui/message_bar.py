"""A message beside its cause, instead of a dialog: icon, words, perhaps a button, and a way to close it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from credcheck.gui.icons import Glyph
from credcheck.gui.parts import Button, Text, empty
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
        self._slot.addWidget(self._bar(text, tone, actions))
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def dismiss(self) -> None:
        """Take the message away."""
        empty(self._slot)
        self.text = ""
        self.hide()

    def _bar(self, text: str, tone: Tone, actions: tuple[Action, ...]) -> QFrame:
        bar = QFrame()
        bar.setProperty("tone", tone.value)
        line = QHBoxLayout(bar)
        line.setContentsMargins(14, 8, 8, 8)
        line.setSpacing(10)
        line.addWidget(Glyph(ICONS[tone], tone), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(Text(text, tone=tone), 1)
        for words, press in actions:
            line.addWidget(Button(words, press), 0, Qt.AlignmentFlag.AlignVCenter)
        close = Button("", self.dismiss, "quiet", "cross", say("gui.close"))
        close.setToolTip(say("gui.close"))
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        return bar
