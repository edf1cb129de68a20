from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from credcheck.gui.judge_bar import JudgeBar
from credcheck.gui.words import say
from credcheck.gui.worker import Worker
from credcheck.store import Opinion
from tests import factory
from tests.gui.fakes import FakeParts


@pytest.fixture
def bar(qtbot: Any, worker: Worker, parts: FakeParts) -> JudgeBar:
    parts.keep(factory.match_not_bound(), factory.several())
    made = JudgeBar(worker)
    qtbot.addWidget(made)
    made.show()
    made.show_report(factory.match_not_bound())
    return made


def opinion(parts: FakeParts, id: str = "r-example") -> Opinion | None:
    found = parts.store.judgements.of(id)
    return found.opinion if found else None


def test_nothing_is_ticked_before_the_user_has_judged(bar: JudgeBar, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: bar.state.text() == say("judging.not_yet"), timeout=10_000)
    assert not any(button.property("chosen") for button in bar.buttons.values())
    assert bar.undo_button.isHidden()


def test_a_judgement_is_kept_shown_and_undone(bar: JudgeBar, parts: FakeParts, qtbot: Any) -> None:
    with qtbot.waitSignal(bar.settled):
        qtbot.mouseClick(bar.buttons["agree"], Qt.MouseButton.LeftButton)
    assert opinion(parts) is Opinion.AGREE
    assert bar.state.text() == say("judging.was.agree")
    assert bar.buttons["agree"].property("chosen")
    bar.judge("undecided")
    qtbot.waitUntil(lambda: opinion(parts) is Opinion.UNDECIDED)
    bar.undo()
    qtbot.waitUntil(lambda: opinion(parts) is Opinion.AGREE)
    bar.undo()
    qtbot.waitUntil(lambda: bar.now.judgement is None and opinion(parts) is None)


def test_to_disagree_takes_a_reason_and_two_keys(bar: JudgeBar, parts: FakeParts, qtbot: Any) -> None:
    bar.judge("disagree")
    assert opinion(parts) is None
    qtbot.waitUntil(lambda: bar.reasons.isVisible())
    with qtbot.waitSignal(bar.settled):
        qtbot.mouseClick(bar.reasons.buttons[1], Qt.MouseButton.LeftButton)
    found = parts.store.judgements.of("r-example")
    assert found is not None
    assert found.reason == say("judging.why.field")
    assert bar.reasons.isHidden()


def test_a_reason_in_the_users_own_words_is_kept(bar: JudgeBar, parts: FakeParts, qtbot: Any) -> None:
    bar.judge("disagree")
    qtbot.keyClicks(bar.reasons.line, "She retired 3 years ago")
    with qtbot.waitSignal(bar.settled):
        qtbot.keyClick(bar.reasons.line, Qt.Key.Key_Return)
    found = parts.store.judgements.of("r-example")
    assert found is not None
    assert found.reason == "She retired 3 years ago"


def test_esc_in_the_reasons_judges_nothing(bar: JudgeBar, parts: FakeParts, qtbot: Any) -> None:
    bar.judge("disagree")
    qtbot.keyClick(bar.reasons, Qt.Key.Key_Escape)
    assert bar.reasons.isHidden()
    assert opinion(parts) is None


def test_a_note_is_kept_removed_and_put_back(bar: JudgeBar, parts: FakeParts, qtbot: Any) -> None:
    bar.open_notes()
    bar.notes.line.setText("Asked her clinic \u202e by phone")
    qtbot.keyClick(bar.notes.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(bar.now.notes) == 1)
    kept = parts.store.notes.of("r-example")
    bar.notes.removed.emit(kept[0].id)
    qtbot.waitUntil(lambda: bar.now.notes == ())
    assert bar.message.text == say("judging.note_gone")
    bar._start(__import__("credcheck.gui.past", fromlist=["x"]).drop_note("r-example", kept[0].id, back=True))
    qtbot.waitUntil(lambda: len(bar.now.notes) == 1)


def test_an_unfinished_check_cannot_be_judged(bar: JudgeBar) -> None:
    bar.show_report(factory.asking())
    assert not bar.isEnabled()
    bar.judge("agree")
    assert bar.state.text() == say("judging.unsaved")


def test_what_comes_late_of_another_report_is_not_shown(bar: JudgeBar, parts: FakeParts, qtbot: Any) -> None:
    parts.store.judgements.judge("r-example", Opinion.AGREE)
    bar.show_report(None)
    bar.show_report(factory.match_not_bound())
    bar.show_report(factory.several())
    qtbot.waitUntil(lambda: bar.state.text() == say("judging.not_yet"), timeout=10_000)
    qtbot.wait(300)
    assert bar.now.report_id == factory.several().id
    assert bar.state.text() == say("judging.not_yet")
