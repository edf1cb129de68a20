"""What the window says in states that are neither whole nor empty: failed, cancelled, not asked, under way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from credcheck.errors import StoreError
from credcheck.gui.candidates import nobody
from credcheck.gui.cures import WORDS
from credcheck.gui.main_window import MainWindow
from credcheck.gui.parts import Button
from credcheck.gui.words import NOBODY_ASKED, say, signs
from credcheck.model import Headline, Outcome, Profile, RecordAxis, Sentence
from tests import factory
from tests.gui.fakes import FakeParts


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ((Outcome.NOT_FOUND, Outcome.NOT_ASKED), "gui.candidates.none"),
        ((Outcome.NOT_FOUND, Outcome.FAILED), "gui.candidates.none_failed"),
        ((Outcome.NOT_ASKED,), "gui.candidates.none_asked"),
        ((), "gui.candidates.none_asked"),
    ],
)
def test_nobody_found_nobody_asked_and_nobody_reached_are_three_sentences(
    outcomes: tuple[Outcome, ...], said: str
) -> None:
    assert nobody(tuple(factory.answer(outcome) for outcome in outcomes), complete=True) == said
    assert nobody((), complete=False) == "gui.candidates.none_yet"


def test_a_report_for_which_nobody_was_asked_never_says_that_a_source_was_not_reached() -> None:
    report = factory.incomplete()
    unasked = replace(report, case=replace(report.case, answers=(factory.not_asked(),)))
    assert signs(unasked) == NOBODY_ASKED
    assert signs(report)[0].id == "gui.headline.incomplete"


@pytest.mark.parametrize(
    ("outcomes", "stopped", "said"),
    [
        ((Outcome.NOT_FOUND, Outcome.ASKING), False, "gui.headline.asking"),
        ((Outcome.FAILED, Outcome.ASKING), False, "gui.headline.asking"),
        ((Outcome.NOT_FOUND, Outcome.ASKING), True, "gui.headline.stopped"),
        ((Outcome.NOT_FOUND, Outcome.FAILED), True, "gui.headline.incomplete"),
        ((Outcome.NOT_FOUND, Outcome.NOT_ASKED), False, "gui.headline.lacking"),
        ((Outcome.NOT_ASKED,), False, "gui.headline.nobody_asked"),
    ],
)
def test_what_is_still_asked_called_off_or_not_asked_is_never_said_to_be_out_of_reach(
    outcomes: tuple[Outcome, ...], stopped: bool, said: str
) -> None:
    report = factory.incomplete()
    case = replace(report.case, answers=tuple(factory.answer(outcome) for outcome in outcomes))
    assert signs(replace(report, case=case), stopped)[0].id == said


def test_a_check_under_way_says_that_registers_are_asked_and_a_cancelled_one_that_it_was(
    window: MainWindow, parts: FakeParts, qtbot: Any
) -> None:
    begun = replace(factory.asking(), verdict=factory.verdict(RecordAxis.INCOMPLETE, Headline.INCOMPLETE))
    begun = replace(begun, verdict=replace(begun.verdict, why=(Sentence("verdict.asking", n=1),)))
    parts.checker.reports, parts.checker.pause_s = (begun,), 60
    page = window.inside.check_page
    page.top.field.put_in("Jane Example, MD\nCardiologist")
    page.check()
    qtbot.waitUntil(lambda: say("gui.headline.asking") in words(page), timeout=10_000)
    assert say("verdict.asking", n=1) in words(page)
    page.cancel()
    qtbot.waitUntil(lambda: say("gui.headline.stopped") in words(page))
    assert say("verdict.asking", n=1) not in words(page)


def test_a_check_made_again_and_cancelled_brings_the_finished_report_back(
    window: MainWindow, parts: FakeParts, qtbot: Any
) -> None:
    page, before = window.inside.check_page, factory.match_not_bound()
    parts.keep(before)
    page.show_report(before)
    parts.checker.reports, parts.checker.pause_s = (factory.asking(),), 60
    page.check_again()
    qtbot.waitUntil(lambda: page.report == factory.asking(), timeout=10_000)
    page.cancel()
    assert page.report == before
    assert page.message.text == say("gui.progress.cancelled_again")
    assert page.judging.isEnabled()


@pytest.mark.parametrize(("id", "wanted"), [("store.broken", "anew_wanted"), ("store.gone", "reopen_wanted")])
@pytest.mark.parametrize("name", ["check", "queue", "history"])
def test_a_cache_that_breaks_while_it_is_open_can_be_cured_from_every_page(
    window: MainWindow, name: str, id: str, wanted: str, qtbot: Any
) -> None:
    window.inside.go(name)
    qtbot.wait(100)
    page: Any = window.inside.pages.page(name)
    page._fail(StoreError(Sentence(id, where="c.sqlite3")))
    button = next(b for b in page.message.findChildren(Button) if b.text() in {say(word) for word in WORDS.values()})
    with qtbot.waitSignal(getattr(window.inside, wanted)):
        button.click()
    qtbot.waitUntil(lambda: page.message.text == "")


def test_a_check_that_could_not_be_saved_says_that_it_cannot_be_judged(
    window: MainWindow, parts: FakeParts, qtbot: Any
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError(Sentence("store.full", where="c.sqlite3"))

    page = window.inside.check_page
    parts.checker.reports = (factory.asking(), factory.match_not_bound())
    parts.checker.keep = refuse
    page.top.field.put_in("Jane Example, MD\nCardiologist")
    page.check()
    qtbot.waitUntil(lambda: page.report is not None and not page.running, timeout=10_000)
    assert page.judging.state.text() == say("judging.cancelled")
    assert say("gui.outcome.asking") not in words(page)


def test_a_cancelled_check_awaits_no_answer_any_more(window: MainWindow, parts: FakeParts, qtbot: Any) -> None:
    parts.checker.reports, parts.checker.pause_s = (factory.asking(),), 60
    page = window.inside.check_page
    page.top.field.put_in("Jane Example, MD\nCardiologist")
    page.check()
    qtbot.waitUntil(lambda: say("gui.outcome.asking") in words(page), timeout=10_000)
    page.cancel()
    qtbot.waitUntil(lambda: say("gui.answers.stopped") in words(page))
    assert say("gui.outcome.asking") not in words(page)
    page.show_report(factory.asking())
    qtbot.waitUntil(lambda: say("gui.outcome.asking") in words(page))


def test_a_check_without_a_name_is_erased_under_a_name_of_some_kind(
    window: MainWindow, parts: FakeParts, qtbot: Any
) -> None:
    report = factory.empty()
    nameless = replace(report, case=replace(report.case, profile=Profile(bio="A text of nobody.")))
    parts.keep(nameless)
    window.inside.go("history")
    page = window.inside.history_page
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=10_000)
    page.erase()
    assert page._later.bar.text == say("history.erased", who=say("history.this_check"), seconds=10)
    page._later.undo()


def test_nothing_can_be_judged_that_the_queue_does_not_show(window: MainWindow, qtbot: Any) -> None:
    window.inside.go("queue")
    qtbot.waitUntil(lambda: window.inside.pages.currentWidget() is window.inside.queue_page, timeout=10_000)
    qtbot.waitUntil(lambda: not window.inside.queue_page.preview.judging.isVisible(), timeout=10_000)


def test_registers_begin_at_the_first_button_and_lock_all_while_one_is_built(
    window: MainWindow, parts: FakeParts, qtbot: Any
) -> None:
    async def forever(_: Any) -> AsyncIterator[Any]:
        import asyncio

        await asyncio.sleep(3600)
        yield None

    window.activateWindow()
    window.inside.go("registers")
    page = window.inside.registers_page
    qtbot.waitUntil(lambda: bool(page._listed) and len(page._cards()) == len(page._listed), timeout=20_000)
    first = page._cards()[0].findChildren(Button)[0]
    qtbot.waitUntil(lambda: page.focusWidget() is first, timeout=5_000)
    name = first.accessibleName()
    page._run(forever)
    changing = [b for card in page._cards() for b in card.findChildren(Button) if b.text() != say("copies.home")]
    assert changing
    assert not any(button.isEnabled() for button in changing)
    page.cancel()
    on = page.focusWidget()
    assert on is not None
    assert on.accessibleName() == name
