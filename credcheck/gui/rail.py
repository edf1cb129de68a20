"""The rail of pages at the left, and the banner that says what is asked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from credcheck.gui import icons
from credcheck.gui.icons import Glyph
from credcheck.gui.parts import Text, row
from credcheck.gui.theme import Tone
from credcheck.gui.words import say

PAGES = (
    ("check", "search"),
    ("queue", "queue"),
    ("history", "history"),
    ("registers", "registers"),
    ("settings", "settings"),
    ("about", "note"),
)


LEAST_WIDTH = 88


class Rail(QFrame):
    """One button a page."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """All pages, none chosen."""
        super().__init__()
        self.setProperty("part", "rail")
        self.setAccessibleName(say("gui.page.pages"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 12, 8, 12)
        whole.setSpacing(6)
        self.buttons = {name: self._button(name) for name, _ in PAGES}
        self._group = QButtonGroup(self)
        for button in self.buttons.values():
            self._group.addButton(button)
            whole.addWidget(button)
        whole.addStretch(1)
        self._draw()

    def badge(self, name: str, count: int) -> None:
        """Say on a page's button how much waits there; 0 takes it away."""
        page = say(f"gui.page.{name}")
        self.buttons[name].setText(f"{page} ({count})" if count else page)
        waiting = say("gui.page.waiting", page=page, n=count) if count else say("gui.page.named", page=page)
        self.buttons[name].setAccessibleName(waiting)

    def choose(self, name: str) -> None:
        """Mark the page that is shown."""
        self._group.setExclusive(False)
        for known, button in self.buttons.items():
            button.setChecked(known == name)
        self._group.setExclusive(True)
        if name in self.buttons:  # Tab comes to the page that is shown, the arrow keys go to the others
            for known, button in self.buttons.items():
                button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if known == name else Qt.FocusPolicy.ClickFocus)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 — Qt's name
        """Draw the icons again in the colours of a new look."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()

    def _button(self, name: str) -> QToolButton:
        made = QToolButton()
        made.setText(say(f"gui.page.{name}"))
        made.setAccessibleName(say("gui.page.named", page=made.text()))
        made.setProperty("role", "page")
        made.setCheckable(True)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setFixedWidth(self._width())
        made.setMinimumHeight(56)
        made.setMaximumHeight(64)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.clicked.connect(lambda: self.chosen.emit(name))
        return made

    def _width(self) -> int:
        """As wide as the longest name needs when it is chosen, which is bold then."""
        bold = self.font()
        bold.setWeight(QFont.Weight.DemiBold)
        names = (QFontMetrics(bold).horizontalAdvance(say(f"gui.page.{name}")) for name, _ in PAGES)
        return max(LEAST_WIDTH, *(name + 16 for name in names))

    def _draw(self) -> None:
        for name, icon in PAGES:
            if name in getattr(self, "buttons", {}):
                icons.dress(self.buttons[name], icon)
                self.buttons[name].setIconSize(QSize(22, 22))


def banner(icon: str, practice: bool) -> QFrame:
    """A strip over the whole window that stays as long as what it says is so."""
    made = QFrame()
    made.setProperty("part", "banner")
    text = Text(say("gui.practice.banner" if practice else "gui.offline.banner"), tone=Tone.INFO)
    line = row(Glyph(icon, Tone.INFO), text, gap=10)
    line.setContentsMargins(16, 6, 16, 6)
    made.setLayout(line)
    return made
