"""The accessibility tree of the window's frame, kept in a file: a change of it is a change somebody meant.

To write it anew: CREDCHECK_WRITE_TREE=1 pytest tests/gui/test_accessible_tree.py
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from credcheck.gui.main_window import MainWindow
from tests import factory
from tests.gui.fakes import FakeParts

KEPT = Path(__file__).with_name("data") / "accessible_tree.txt"
PAGES = ("check", "queue", "history")


def lines(spoken: QAccessibleInterface, depth: int = 0) -> list[str]:
    """Role, name and whether it takes the keyboard, of everything that is shown; texts alone are left out."""
    if spoken is None or not spoken.isValid() or spoken.state().invisible:
        return []
    role, name = spoken.role(), spoken.text(QAccessible.Text.Name)
    widget = spoken.object()
    focusable = isinstance(widget, QWidget) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    told = []
    if focusable or role in (QAccessible.Role.Table, QAccessible.Role.PageTabList):
        told = [f"{'  ' * depth}{role.name} {name!r}"]
    inner = depth + bool(told)
    deeper = role is not QAccessible.Role.Table and role is not QAccessible.Role.ComboBox
    children = [spoken.child(n) for n in range(spoken.childCount())] if deeper else []
    return told + [line for child in children for line in lines(child, inner)]


def test_the_tree_is_the_one_that_was_kept(window: MainWindow, parts: FakeParts, qtbot: Any) -> None:
    parts.keep(factory.match_not_bound())
    window.resize(1240, 900)
    qtbot.waitUntil(lambda: window.inside.check_page._welcome is not None, timeout=20_000)
    writing = bool(os.environ.get("CREDCHECK_WRITE_TREE"))
    kept = "" if writing else KEPT.read_text("utf-8")
    told: list[str] = []
    for page in PAGES:
        window.inside.go(page)
        if page == "check":
            window.inside.check_page.show_report(factory.match_not_bound())
        told.append(f"# {page}\n{settled(window.inside.pages.page(page), kept, qtbot)}")
    if writing:
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text("".join(told), "utf-8")
    assert "".join(told) == KEPT.read_text("utf-8")


def settled(page: QWidget, kept: str, qtbot: Any) -> str:
    """The tree of a page once it is the one that was kept, or after a while of waiting for that."""
    for _ in range(4 if not kept else 100):
        qtbot.wait(300)
        tree = "".join(f"{line}\n" for line in lines(QAccessible.queryAccessibleInterface(page)))
        if tree and tree in kept:
            break
    return tree


def test_nothing_that_takes_the_keyboard_is_without_a_name() -> None:
    assert [line for line in KEPT.read_text("utf-8").splitlines() if line.endswith("''")] == []
