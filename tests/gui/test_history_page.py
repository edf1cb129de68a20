from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from credcheck.errors import CredCheckError
from credcheck.gui import later
from credcheck.gui.history_page import COMPARED, HistoryPage
from credcheck.gui.parts import Text
from credcheck.gui.words import say
from credcheck.gui.worker import Worker
from credcheck.model import Claims, Report, Sentence
from credcheck.store import Opinion
from tests import factory
from tests.gui.fakes import FakeParts

JANE = factory.match_not_bound()
LATER = replace(JANE, id="r-later", at=JANE.at + timedelta(days=30), case=replace(JANE.case, answers=()))
SAM = factory.several()


@pytest.fixture
def page(qtbot: Any, worker: Worker, parts: FakeParts) -> HistoryPage:
    parts.keep(JANE, LATER, SAM)
    made = HistoryPage(worker)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: made.model.rowCount() == 3, timeout=10_000)
    return made


def choose(page: HistoryPage, report: Report) -> None:
    page.table.selectRow(page.model.row_of(report.id))


def undo(page: HistoryPage, qtbot: Any) -> None:
    words = say("gui.action.undo")
    button = next(b for b in page._later.bar.findChildren(QPushButton) if b.text() == words and b.isVisibleTo(page))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def press(page: HistoryPage, words: str, qtbot: Any) -> None:
    button = next(b for b in page.message.findChildren(QPushButton) if b.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(page: HistoryPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(Text) if label.isVisibleTo(page))


def test_two_checks_of_an_account_are_compared_and_say_why_they_differ(page: HistoryPage, qtbot: Any) -> None:
    choose(page, LATER)
    page.compare()
    qtbot.waitUntil(lambda: page._body.currentIndex() == COMPARED, timeout=10_000)
    shown = texts(page)
    assert say("history.by.source") in shown
    assert "A source answered otherwise than before" in shown
    page.compared.closed.emit()
    assert page.table.isVisible()


def test_an_account_checked_once_has_nothing_to_compare(page: HistoryPage, qtbot: Any) -> None:
    choose(page, JANE)
    page.compare()
    qtbot.waitUntil(lambda: page.message.text == say("history.once"), timeout=10_000)


def test_erasing_can_be_undone_and_hides_every_check_of_the_account(
    page: HistoryPage, parts: FakeParts, qtbot: Any
) -> None:
    choose(page, JANE)
    page.erase()
    qtbot.waitUntil(lambda: page.model.row_of(LATER.id) == -1, timeout=10_000)
    assert page.model.row_of(JANE.id) == -1
    assert parts.store.get(JANE.id) is not None
    undo(page, qtbot)
    qtbot.waitUntil(lambda: page.model.row_of(JANE.id) >= 0, timeout=10_000)
    assert parts.store.get(LATER.id) is not None


def test_a_second_erasure_takes_no_undo_away_neither_its_own_nor_that_of_the_first(
    page: HistoryPage, parts: FakeParts, qtbot: Any
) -> None:
    choose(page, JANE)
    page.erase()
    qtbot.waitUntil(lambda: page.model.row_of(JANE.id) == -1, timeout=10_000)
    choose(page, SAM)
    page.erase()
    page._fail(CredCheckError(Sentence("store.closed")))  # no other message stands in the place of "Undo"
    undo(page, qtbot)
    qtbot.waitUntil(lambda: page.model.row_of(SAM.id) >= 0, timeout=10_000)
    assert page.model.row_of(JANE.id) == -1
    undo(page, qtbot)
    qtbot.waitUntil(lambda: page.model.row_of(JANE.id) >= 0, timeout=10_000)
    assert page._later.bar.isHidden()
    page._later.now()
    assert all(parts.store.get(one.id) is not None for one in (JANE, LATER, SAM))


def test_what_is_undone_of_two_erasures_stays_and_the_other_is_done(
    page: HistoryPage, parts: FakeParts, qtbot: Any
) -> None:
    choose(page, JANE)
    page.erase()
    qtbot.waitUntil(lambda: page.model.row_of(JANE.id) == -1, timeout=10_000)
    choose(page, SAM)
    page.erase()
    page._later.undo()
    page._later.now()
    qtbot.waitUntil(lambda: parts.store.get(JANE.id) is None, timeout=10_000)
    assert parts.store.get(SAM.id) is not None


def test_what_is_not_undone_is_erased_for_good(
    page: HistoryPage, parts: FakeParts, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(later, "UNDO_S", 0)
    choose(page, JANE)
    page.erase()
    qtbot.waitUntil(lambda: parts.store.get(JANE.id) is None, timeout=10_000)
    assert parts.store.get(LATER.id) is None
    assert parts.store.get(SAM.id) is not None
    assert parts.store.log.audit().whole
    qtbot.waitUntil(lambda: page.message.text.startswith("Erased: 2"), timeout=10_000)


def test_closing_the_program_erases_what_was_to_be_erased(
    page: HistoryPage, parts: FakeParts, worker: Worker, qtbot: Any
) -> None:
    choose(page, JANE)
    page.erase()
    assert worker.shutdown()
    parts.store.open()
    assert parts.store.get(JANE.id) is None
    assert parts.store.get(SAM.id) is not None


def test_a_watched_account_is_marked_and_offered_when_it_is_due(
    page: HistoryPage, parts: FakeParts, qtbot: Any
) -> None:
    choose(page, LATER)
    page.watch(7)
    qtbot.waitUntil(lambda: [w.every_days for w in parts.store.watches.all()] == [7], timeout=10_000)
    qtbot.waitUntil(lambda: any(line.watched for line in page.model.lines), timeout=10_000)
    page.say_due(1)
    assert page.message.text == say("history.due", n=1)
    assert parts.checker.asked == []
    page.watched.setChecked(True)
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 3, timeout=10_000)
    page.table.selectRow(0)
    page.watch(0)
    qtbot.waitUntil(lambda: parts.store.watches.all() == (), timeout=10_000)


def test_checking_again_adds_a_line_and_offers_to_compare(page: HistoryPage, parts: FakeParts, qtbot: Any) -> None:
    parts.checker.reports = (SAM,)
    choose(page, JANE)
    page.check_again()
    qtbot.waitUntil(lambda: page.model.rowCount() == 4, timeout=10_000)
    assert [p.name for p in parts.checker.asked] == [JANE.case.profile.name]
    assert "Several registered people fit" in page.message.text


def test_accounts_of_the_same_person_are_found(page: HistoryPage, qtbot: Any) -> None:
    choose(page, JANE)
    page.same_person()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=10_000)
    assert {line.id for line in page.model.lines} == {JANE.id, LATER.id}
    press(page, say("history.everything"), qtbot)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=10_000)


def test_a_check_without_an_address_is_never_said_to_be_the_only_one(
    page: HistoryPage, parts: FakeParts, qtbot: Any
) -> None:
    nowhere = factory.profile(handle="")
    parts.keep(
        factory.report(factory.case(replace(nowhere, platform="", url=""), Claims()), factory.verdict(), id="r-n")
    )
    page.refresh()
    qtbot.waitUntil(lambda: page.model.row_of("r-n") >= 0, timeout=10_000)
    page.table.selectRow(page.model.row_of("r-n"))
    page.compare()
    assert page.message.text == say("history.no_account")


def test_verdicts_and_judgements_are_filtered(page: HistoryPage, parts: FakeParts, qtbot: Any) -> None:
    parts.store.judgements.judge(SAM.id, Opinion.UNDECIDED)
    page.opinions.setCurrentIndex(page.opinions.findData("undecided"))
    qtbot.waitUntil(lambda: [line.id for line in page.model.lines] == [SAM.id], timeout=10_000)
    page.opinions.setCurrentIndex(0)
    page.verdicts.setCurrentIndex(page.verdicts.findData("match_not_bound"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=10_000)


def test_older_lines_are_fetched_as_one_scrolls(qtbot: Any, worker: Worker, parts: FakeParts) -> None:
    for number in range(230):
        parts.keep(replace(SAM, id=f"r-{number}", at=SAM.at + timedelta(minutes=number)))
    page = HistoryPage(worker)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == 200, timeout=20_000)
    page.table.scrollToBottom()
    page.model.fetchMore()
    qtbot.waitUntil(lambda: page.model.rowCount() == 230, timeout=20_000)
    assert not page.model.canFetchMore()
