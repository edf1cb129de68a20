"""Pages are built when they are wanted, large ones a part a turn."""

from __future__ import annotations

import collections
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from credcheck.gui.pages import Pages
from credcheck.gui.steps import Steps


class Large(QWidget):
    """A page of three parts, that writes down what was done to it."""

    def __init__(self, done: list[str]) -> None:
        super().__init__()
        done.append("begun")
        self._done = done
        self.parts = collections.deque(partial(done.append, part) for part in ("first", "second", "third"))

    def refresh(self) -> None:
        self._done.append("shown")


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def pages(qtbot: Any, done: list[str]) -> Pages:
    made = Pages({"large": partial(Large, done), "small": QWidget})
    qtbot.addWidget(made)
    return made


def test_a_page_that_is_asked_for_by_name_has_all_its_parts(pages: Pages, done: list[str]) -> None:
    assert pages.page("large") is pages.page("large")
    assert done == ["begun", "first", "second", "third"]


def test_a_large_page_is_shown_before_its_parts_which_come_a_turn_each(
    pages: Pages, done: list[str], qtbot: Any
) -> None:
    turns = Steps(pages)
    turns.run(pages.steps("large"))
    assert done == ["begun"]
    qtbot.waitUntil(lambda: len(done) == 5, timeout=5_000)
    assert done == ["begun", "shown", "first", "second", "third"]
    assert pages.currentWidget() is pages.made["large"]


def test_parts_left_when_another_page_was_wanted_are_built_when_the_first_is_wanted_again(
    pages: Pages, done: list[str], qtbot: Any
) -> None:
    turns = Steps(pages)
    turns.run(pages.steps("large"))
    turns.run(pages.steps("small"))
    qtbot.waitUntil(lambda: pages.currentWidget() is pages.made.get("small"), timeout=5_000)
    qtbot.wait(20)
    assert done == ["begun"]
    turns.run(pages.steps("large"))
    qtbot.waitUntil(lambda: len(done) == 5, timeout=5_000)
    assert done[1:] == ["shown", "first", "second", "third"]
