from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton

from credcheck.gui import theme
from credcheck.gui.clip import CAP_CHARACTERS, Clip, State
from credcheck.gui.clipboard import Clipboard
from credcheck.gui.quick_check import QuickCheck
from credcheck.gui.words import say
from credcheck.gui.worker import Worker
from tests import factory
from tests.gui.fakes import FakeParts

TEXT = "Dr. Jane Example, MD\nCardiologist in Springfield, IL"


class GivenClipboard(Clipboard):
    """Holds what a test puts into it."""

    clip = Clip(State.TEXT, TEXT, len(TEXT))

    def read(self, take: Callable[[Clip], None], owner: QObject, cap: int = CAP_CHARACTERS) -> None:
        take(self.clip)


@pytest.fixture
def clipboard(qapp: Any) -> GivenClipboard:
    return GivenClipboard(qapp)


@pytest.fixture
def palette(qapp: Any, qtbot: Any, worker: Worker, clipboard: GivenClipboard) -> Iterator[QuickCheck]:
    qapp.setStyle("Fusion")
    theme.wear(qapp, theme.LIGHT)
    made = QuickCheck(worker, clipboard)
    qtbot.addWidget(made)
    yield made
    made.close()


def test_the_clip_is_shown_checked_and_summed_up(palette: QuickCheck, parts: FakeParts, qtbot: Any) -> None:
    parts.checker.reports = (factory.asking(), factory.match_not_bound())
    palette.pop_up()
    assert palette.field.toPlainText() == TEXT
    qtbot.waitUntil(lambda: palette.report == factory.match_not_bound(), timeout=20_000)
    assert "Registry match, account not bound" in palette.summary.text
    qtbot.waitUntil(lambda: palette.height() > 300)


def test_enter_hands_the_report_over_and_goes(palette: QuickCheck, parts: FakeParts, qtbot: Any) -> None:
    handed: list[tuple[str, object]] = []
    palette.full.connect(lambda text, report: handed.append((text, report)))
    parts.checker.reports = (factory.match_not_bound(),)
    palette.pop_up()
    qtbot.waitUntil(lambda: palette.report is not None, timeout=20_000)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert handed == [(TEXT, factory.match_not_bound())]
    assert not palette.isVisible()


def test_esc_stops_the_check_within_200_ms(palette: QuickCheck, parts: FakeParts, qtbot: Any) -> None:
    import time

    parts.checker.reports, parts.checker.pause_s = (factory.asking(), factory.match_not_bound()), 60
    palette.pop_up()
    qtbot.waitUntil(lambda: palette.report is not None, timeout=20_000)
    before = time.monotonic()
    palette.close()
    assert time.monotonic() - before < 0.2
    qtbot.waitUntil(lambda: parts.checker.closed)
    assert palette.report is None


@pytest.mark.parametrize("state", [State.EMPTY, State.SECRET, State.NO_ANSWER, State.UNSEEN])
def test_a_clip_that_is_not_there_is_said_and_nobody_is_asked(
    palette: QuickCheck, clipboard: GivenClipboard, parts: FakeParts, state: State
) -> None:
    clipboard.clip = Clip(state)
    palette.pop_up()
    assert palette.message.text
    assert palette.field.toPlainText() == ""
    assert parts.checker.asked == []


def test_a_cut_clip_says_so(palette: QuickCheck, clipboard: GivenClipboard) -> None:
    clipboard.clip = Clip(State.TEXT, "x" * CAP_CHARACTERS, 999_999)
    palette.pop_up()
    assert palette.message.text == say("quick.cut", n=999_999, cap=CAP_CHARACTERS)


def test_a_bare_handle_is_asked_about_in_the_palette_too(
    palette: QuickCheck, clipboard: GivenClipboard, parts: FakeParts, qtbot: Any
) -> None:
    clipboard.clip = Clip(State.TEXT, "@janeexample", 12)
    palette.pop_up()
    qtbot.waitUntil(lambda: "several platforms" in palette.message.text, timeout=20_000)
    assert "X" in [b.text() for b in palette.message.findChildren(QPushButton)]
    assert parts.checker.asked == []


def test_a_second_call_shows_nothing_of_the_first(
    palette: QuickCheck, clipboard: GivenClipboard, parts: FakeParts, qtbot: Any
) -> None:
    parts.checker.reports = (factory.match_not_bound(),)
    palette.pop_up()
    qtbot.waitUntil(lambda: palette.report is not None, timeout=20_000)
    clipboard.clip = Clip(State.EMPTY)
    palette.pop_up()
    assert palette.report is None
    assert palette.summary.text == ""
