"""The page about the program."""

from __future__ import annotations

from typing import Any

from credcheck.gui.about_page import AboutPage
from credcheck.gui.worker import Worker


def test_what_the_program_is_made_of_is_read_once_when_the_page_is_wanted(qtbot: Any, worker: Worker) -> None:
    page = AboutPage(worker)
    qtbot.addWidget(page)
    assert not page._made_of.text()
    page.refresh()
    qtbot.waitUntil(lambda: "Python 3" in page._made_of.text(), timeout=10_000)
    assert "PySide6" in page._made_of.text()
    page._made_of.say("read before")
    page.refresh()
    qtbot.wait(50)
    assert page._made_of.text() == "read before"
