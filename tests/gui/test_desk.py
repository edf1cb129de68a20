from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from credcheck.gui.clip import KDE_HINT
from credcheck.gui.desk import Desk
from credcheck.gui.instance import Request
from credcheck.gui.kept import switch
from credcheck.gui.keys import Came
from credcheck.gui.main_window import MainWindow
from credcheck.gui.words import say
from credcheck.gui.worker import Worker
from tests import factory

PROFILE = "Dr. Jane Example, MD\n@drjaneexample\nCardiologist in Springfield, IL"


@pytest.fixture
def desk(window: MainWindow, worker: Worker) -> Iterator[Desk]:
    made = Desk(window, window.inside, worker, "")
    yield made
    made.palette.close()
    made.hotkey.release()


def test_a_forwarded_text_is_put_into_the_field_and_checked_by_nobody(desk: Desk, window: MainWindow) -> None:
    desk._asked(Request("show", PROFILE))
    assert window.inside.check_page.top.field.toPlainText() == PROFILE
    assert not window.inside.check_page.running


def test_the_full_view_shows_the_report_without_asking_again(desk: Desk, window: MainWindow) -> None:
    desk.palette.full.emit(PROFILE, factory.match_not_bound())
    assert window.inside.check_page.report == factory.match_not_bound()
    assert not window.inside.check_page.running


def test_without_a_tray_the_program_ends_with_its_window(desk: Desk, window: MainWindow) -> None:
    switch(window.kept, "tray", True)
    desk.follow()
    assert not desk.tray.is_there  # no tray on the offscreen platform
    assert QApplication.quitOnLastWindowClosed()


def test_whether_the_program_stays_in_the_tray_is_asked_when_the_window_closes(
    desk: Desk, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch(window.kept, "tray", True)
    told: list[str] = []
    monkeypatch.setattr(desk.tray, "tell", lambda title, text: told.append(text))
    monkeypatch.setattr(type(desk.tray), "is_there", True)  # a tray that came up after us
    window.close()
    assert not QApplication.quitOnLastWindowClosed()
    window.show()
    window.close()
    assert told == [say("tray.stays", keys="Ctrl+Q")]
    monkeypatch.setattr(type(desk.tray), "is_there", False)  # and went again
    window.show()
    window.close()
    assert QApplication.quitOnLastWindowClosed()


def test_a_key_that_cannot_be_had_is_said_and_no_error(desk: Desk, window: MainWindow) -> None:
    came = []
    desk.hotkey.changed.connect(lambda status: came.append(status.came))
    for keys in ("Ctrl+Alt+K", "K", ""):
        window.kept.setValue("hotkey", keys)
        desk.follow()
    assert came == [Came.NONE, Came.BAD, Came.OFF]  # offscreen has no keys to take


def put(text: str, hint: bytes = b"") -> None:
    held = QMimeData()
    held.setText(text)
    if hint:
        held.setData(KDE_HINT, hint)
    QApplication.clipboard().setMimeData(held)


def test_watching_offers_a_profile_once_and_checks_nothing(
    desk: Desk, window: MainWindow, parts: Any, qtbot: Any
) -> None:
    switch(window.kept, "watch", True)
    desk.follow()
    put(PROFILE)
    desk.watch._read()
    offer = say("tray.offer", who="Dr. Jane Example, MD")
    qtbot.waitUntil(lambda: window.inside.check_page.message.text == offer, timeout=10_000)
    assert parts.checker.asked == []
    window.inside.check_page.message.dismiss()
    desk.watch._read()
    qtbot.wait(300)
    assert window.inside.check_page.message.text == ""


@pytest.mark.parametrize(
    ("text", "hint", "on"),
    [
        (PROFILE, b"", False),
        (PROFILE, b"secret", True),
        ("milk, eggs, bread", b"", True),
        ("x" * 30_000, b"", True),
        ("", b"", True),
    ],
)
def test_nothing_is_offered_unasked_of_secrets_or_of_other_texts(
    desk: Desk, window: MainWindow, qtbot: Any, text: str, hint: bytes, on: bool
) -> None:
    switch(window.kept, "watch", on)
    desk.follow()
    put(text, hint)
    desk.watch._read()
    qtbot.wait(400)
    assert window.inside.check_page.message.text == ""
