"""Tab and a screen reader go through every page as the eye does."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QScrollArea, QWidget

from credcheck.gui.main_window import MainWindow
from credcheck.gui.parts import Button, column
from credcheck.gui.reading import in_order, parts_of
from credcheck.gui.theme import Tone
from credcheck.gui.words import say
from tests import factory
from tests.gui.fakes import FakeParts

PAGES = ("check", "queue", "history", "registers", "settings", "about", "keys")


def misread(whole: QWidget) -> list[str]:
    """Widgets whose parts a screen reader meets in another order than the eye."""
    parts = [part for part in parts_of(whole) if part.isVisible()]
    around = (parts[0].parentWidget() if parts else None) or whole
    read = [child for child in around.children() if child in set(parts)]
    here = [] if read == parts else [f"{type(whole).__name__} {whole.accessibleName()}"]
    inner = [
        part for part in parts if isinstance(part, QScrollArea) or not part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    return here + [line for part in inner for line in misread(part)]


def tabbed(first: QWidget, count: int) -> list[QWidget]:
    """What Tab comes to from here on."""
    found, on = [first], first
    while len(found) < count:
        on = on.nextInFocusChain() or first
        if on.focusPolicy() & Qt.FocusPolicy.TabFocus and on.isVisible() and on.isEnabled():
            found.append(on)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_screen_reader_meets_what_is_on_a_page_as_the_eye_does(
    window: MainWindow, parts: FakeParts, name: str, qtbot: Any
) -> None:
    parts.keep(factory.match_not_bound())
    window.inside.check_page.show_report(factory.contradicted())
    qtbot.wait(100)
    window.inside.check_page.show_report(factory.match_not_bound())
    window.inside.check_page.message.say("x", Tone.WARN, ("Try", int))
    window.inside.go(name)
    qtbot.waitUntil(lambda: misread(window.inside.pages.page(name)) == [], timeout=10_000)


def test_tab_comes_to_the_evidence_before_it_comes_to_the_judgement(window: MainWindow, qtbot: Any) -> None:
    page = window.inside.check_page
    with qtbot.waitSignal(page.view().results.settled, timeout=10_000):
        page.show_report(factory.match_not_bound())
    stops = [widget.accessibleName() or getattr(widget, "text", str)() for widget in tabbed(page.top.field, 20)]
    wanted = [
        say("gui.field.label"), say("gui.profile.text"), say("gui.profile.claims"), say("gui.export.menu"),
        say("proofs.page"), say("judging.agree"),
    ]  # fmt: skip
    assert [stop for stop in stops if stop in wanted] == wanted


def test_what_is_built_anew_takes_its_place_in_the_order(qtbot: Any) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    lines = column(whole)
    first, last = Button("first", int), Button("last", int)
    lines.addWidget(first)
    lines.addWidget(last)
    between = Button("between", int)
    lines.insertWidget(1, between)
    whole.show()
    in_order(whole)
    assert tabbed(first, 3) == [first, between, last]
    spoken = QAccessible.queryAccessibleInterface(whole)
    names = [spoken.child(n).text(QAccessible.Text.Name) for n in range(spoken.childCount())]
    assert names == ["first", "between", "last"]


def test_a_page_without_buttons_takes_the_keys_that_scroll(window: MainWindow, qtbot: Any) -> None:
    window.resize(950, 520)
    window.activateWindow()
    for name in ("about", "keys"):
        window.inside.go(name)
        page = window.inside.pages.page(name)
        qtbot.waitUntil(lambda page=page: isinstance(page.focusWidget(), QScrollArea), timeout=10_000)
        area = page.findChild(QScrollArea)
        assert page.focusWidget() is area
        qtbot.waitUntil(lambda area=area: area.verticalScrollBar().maximum() > 0, timeout=10_000)
        qtbot.keyClick(area, Qt.Key.Key_PageDown)
        assert area.verticalScrollBar().value() > 0


def test_the_rail_is_one_stop_at_the_page_that_is_shown(window: MainWindow, qtbot: Any) -> None:
    window.inside.go("history")
    buttons, tab = window.inside.rail.buttons, Qt.FocusPolicy.TabFocus
    qtbot.waitUntil(lambda: [n for n, one in buttons.items() if one.focusPolicy() & tab] == ["history"], timeout=10_000)
    spoken = QAccessible.queryAccessibleInterface(window.inside.rail.buttons["history"])
    assert spoken.state().checked
