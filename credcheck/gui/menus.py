"""The menu bar: every action of the window with its key, from one table that the shortcut sheet reads too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from credcheck.gui.rail import PAGES
from credcheck.gui.words import say

Do = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: its name, its keys, and its menu; "" as a name is a line between."""

    menu: str
    name: str
    keys: tuple[str, ...] = ()


MORE = {"settings": ("Ctrl+,",)}
"""Keys of a page beside its number."""
ENTRIES = (
    Entry("file", "new", ("Ctrl+N",)),
    Entry("file", "paste", ("Ctrl+Shift+V",)),
    Entry("file", "quick", ("Ctrl+Shift+Q",)),
    Entry("file", "check", ("Ctrl+Enter", "Ctrl+Return")),
    Entry("file", "again", ("F5",)),
    Entry("file", "cancel", ("Esc",)),
    Entry("file", ""),
    Entry("file", "export", ("Ctrl+E",)),
    Entry("file", "export_as"),
    Entry("file", "share"),
    Entry("file", ""),
    Entry("file", "quit", ("Ctrl+Q",)),
    *(
        Entry("go", f"page_{name}", (f"Ctrl+{number}", *MORE.get(name, ())))
        for number, (name, _) in enumerate(PAGES, 1)
    ),
    Entry("go", "find", ("Ctrl+F",)),
    Entry("view", "system"),
    Entry("view", "light"),
    Entry("view", "dark"),
    Entry("help", "shortcuts", ("F1", "?")),
    Entry("help", "about"),
)


def fill(bar: QMenuBar, do: Mapping[str, Do], submenus: Mapping[str, QMenu]) -> dict[str, QAction]:
    """Fill the menu bar; the actions by name."""
    made: dict[str, QAction] = {}
    menus = {name: bar.addMenu(say(f"gui.menu.{name}")) for name in dict.fromkeys(e.menu for e in ENTRIES)}
    for entry in ENTRIES:
        menu = menus[entry.menu]
        if not entry.name:
            menu.addSeparator()
        elif entry.name in submenus:
            menu.addMenu(submenus[entry.name])
        elif entry.name in do:
            made[entry.name] = _action(menu, entry, do[entry.name])
    return made


def _action(menu: QMenu, entry: Entry, do: Do) -> QAction:
    page = entry.name.removeprefix("page_")
    text = say(f"gui.page.{page}") if page != entry.name else say(f"gui.menu.{entry.name}")
    action = menu.addAction(text, lambda: do())
    action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
    return action
