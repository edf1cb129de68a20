"""The shortcut sheet: every key of the window, from the table that makes the menus."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from credcheck.gui.field import shortcut
from credcheck.gui.menus import ENTRIES, Entry
from credcheck.gui.parts import Card, Text, column, heading, muted
from credcheck.gui.scroll import readable
from credcheck.gui.words import say

Line = tuple[str, str]
RETURN = "Ctrl+Return"
"""Named like the Enter of the number pad, which the menu has beside it."""
GROUPS: tuple[tuple[str, tuple[Line, ...]], ...] = (
    ("check", (("Enter", "Enter"), ("F2", "F2"), ("Del", "Del"), ("Alt+A", "agree"), ("Alt+D", "disagree"),
               ("Alt+U", "undecided"), ("Alt+N", "notes"))),
    ("quick", (("Enter", "Enter"), ("Ctrl+Enter", "again"), ("Esc", "Esc"))),
    ("queue", (("Ctrl+V", "paste"), ("J", "J"), ("K", "K"), ("1", "one"), ("2", "two"), ("3", "three"), ("U", "U"),
               ("N", "N"), ("R", "R"), ("S", "S"), ("Enter", "Enter"))),
    ("history", (("Enter", "Enter"),)),
)  # fmt: skip


class KeysPage(QWidget):
    """One page to read, built a card a turn (`parts`)."""

    def __init__(self) -> None:
        """An empty sheet."""
        super().__init__()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        lines: list[tuple[str, Callable[[], Iterable[Line]]]] = [
            ("everywhere", everywhere),
            *((f"on_{name}", partial(_said, name, keys)) for name, keys in GROUPS),
        ]
        self.parts = deque[Callable[[], None]](partial(self._add, title, read) for title, read in lines)
        page = QWidget()
        inside = column(page, 24, 12)
        inside.addWidget(heading(say("sheet.title"), 1.45))
        inside.addWidget(muted(say("sheet.intro"), 1.0))
        inside.addLayout(self._cards)
        inside.addStretch(1)
        self._area = readable(page, say("sheet.title"))
        column(self, 0, 0).addWidget(self._area)

    def take_focus(self) -> None:
        """Let the keys scroll."""
        self._area.setFocus()

    def _add(self, title: str, read: Callable[[], Iterable[Line]]) -> None:
        self._cards.addWidget(_card(title, read()))


def everywhere() -> list[Line]:
    """Every action of the menus that has a key."""
    return [(" · ".join(shortcut(keys) for keys in e.keys if keys != RETURN), _words(e)) for e in ENTRIES if e.keys]


def _said(group: str, lines: tuple[Line, ...]) -> list[Line]:
    return [(shortcut(keys), say(f"sheet.{group}.{word}")) for keys, word in lines]


def _words(entry: Entry) -> str:
    page = entry.name.removeprefix("page_")
    if page != entry.name:
        return say("sheet.page_go", page=say(f"gui.page.{page}"))
    return say(f"gui.menu.{entry.name}").replace("&", "").removesuffix("…")


def _card(title: str, lines: Iterable[Line]) -> Card:
    card, grid = Card(), QGridLayout()
    card.column.addWidget(heading(say(f"sheet.{title}")))
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, 130)
    grid.setColumnStretch(1, 1)
    for number, (keys, words) in enumerate(lines):
        label = Text(keys)
        label.setWordWrap(False)
        grid.addWidget(label, number, 0)
        grid.addWidget(muted(words, 1.0), number, 1)
    card.column.addLayout(grid)
    return card
