from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QStyledItemDelegate, QStyleOptionViewItem

from credcheck.gui.clip import CAP_LIST, Clip, State
from credcheck.gui.many import Page
from credcheck.gui.queue_model import COLUMNS, QueueModel, cell
from credcheck.gui.queue_page import QueuePage
from credcheck.gui.words import at, say
from credcheck.gui.worker import Worker
from credcheck.model import Headline, Profile
from credcheck.store import Opinion, Queued, ReportStore
from credcheck.store import State as RowState
from tests import factory
from tests.gui.fakes import FakeChecker, FakeParts
from tests.gui.test_quick_check import GivenClipboard

LIST = "Jane Example, MD\nCardiologist\n---\nSam Sample, RN\nER nurse\n---\nAli Muster, DO\nFamily doctor"


@pytest.fixture
def page(qapp: Any, qtbot: Any, worker: Worker, parts: FakeParts) -> QueuePage:
    parts.checker.reports = (factory.match_not_bound(),)
    clipboard = GivenClipboard(qapp)
    clipboard.clip = Clip(State.TEXT, LIST, len(LIST))
    made = QueuePage(worker, clipboard)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.refresh()
    return made


@pytest.fixture
def checked(page: QueuePage, qtbot: Any) -> QueuePage:
    """Three profiles, added and checked."""
    page.adding.paste()
    qtbot.waitUntil(lambda: page.counts.waiting == 3, timeout=10_000)
    page.start()
    qtbot.waitUntil(lambda: page.counts.done == 3, timeout=10_000)
    page.table.setFocus()
    page.table.selectRow(0)
    qtbot.waitUntil(lambda: page.preview.report is not None, timeout=10_000)
    return page


def opinions(parts: FakeParts) -> list[Opinion | None]:
    return [row.opinion for row in parts.store.queue.page()]


def test_only_cells_that_changed_are_painted_again(checked: QueuePage, qtbot: Any) -> None:
    painted: list[tuple[int, int, str]] = []
    checked.model.dataChanged.connect(lambda a, b: painted.append((a.row(), b.row(), COLUMNS[a.column()])))
    rows = checked.model._pages[0]
    checked.model.take(Page(checked.model.sought, 0, rows))
    assert painted == []
    checked.model.take(Page(checked.model.sought, 0, (rows[0], *(replace(r, handle="@new") for r in rows[1:]))))
    assert painted == [(1, 2, "handle")]


def test_a_cell_asked_for_at_once_is_the_cell_asked_for_role_by_role(checked: QueuePage) -> None:
    index, drawn = checked.model.index(0, 4), QStyleOptionViewItem()
    QStyledItemDelegate(checked).initStyleOption(drawn, index)
    assert drawn.text == index.data()
    assert not drawn.icon.isNull()


def test_nothing_is_checked_before_the_user_says_so(page: QueuePage, parts: FakeParts, qtbot: Any) -> None:
    assert page._body.currentIndex() == 0
    page.adding.paste()
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=10_000)
    qtbot.waitUntil(lambda: page.message.text == say("queue.added", n=3), timeout=10_000)
    assert parts.checker.asked == []
    page.start()
    qtbot.waitUntil(lambda: page.counts.done == 3, timeout=10_000)
    assert sorted(p.name for p in parts.checker.asked) == ["Ali Muster, DO", "Jane Example, MD", "Sam Sample, RN"]


def test_one_key_judges_and_goes_on_to_the_next(checked: QueuePage, parts: FakeParts, qtbot: Any) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_1):
        before = sum(o is not None for o in opinions(parts))
        qtbot.waitUntil(lambda: checked.preview.judging.isEnabled(), timeout=10_000)
        qtbot.keyClick(checked.table, key)
        qtbot.waitUntil(lambda b=before: sum(o is not None for o in opinions(parts)) == b + 1, timeout=10_000)
    assert opinions(parts) == [Opinion.AGREE, Opinion.UNDECIDED, Opinion.AGREE]


def test_a_second_key_never_judges_the_row_of_the_first(checked: QueuePage, parts: FakeParts, qtbot: Any) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_3, Qt.Key.Key_3):
        qtbot.keyClick(checked.table, key)
    qtbot.waitUntil(lambda: opinions(parts)[0] is not None, timeout=10_000)
    qtbot.wait(300)
    assert opinions(parts)[0] is Opinion.AGREE


def test_a_list_that_is_too_long_for_the_clipboard_is_never_added_in_part(
    page: QueuePage, parts: FakeParts, qtbot: Any
) -> None:
    given = page.adding._clipboard
    assert isinstance(given, GivenClipboard)
    given.clip = Clip(State.TEXT, LIST, CAP_LIST + 1)
    page.adding.paste()
    qtbot.waitUntil(lambda: page.message.text == say("queue.too_long", cap=CAP_LIST), timeout=10_000)
    assert parts.store.queue.page() == ()


@pytest.mark.window
def test_the_key_that_pastes_adds_the_list_but_not_while_something_is_written(
    page: QueuePage, parts: FakeParts, qtbot: Any
) -> None:
    qtbot.waitExposed(page)
    page.activateWindow()
    search = page.findChildren(QLineEdit)[0]
    search.setFocus()
    qtbot.keyClick(search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait(300)
    assert parts.store.queue.page() == ()
    page.adding.paste_button.setFocus()
    qtbot.keyClick(page.adding.paste_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.counts.waiting == 3, timeout=10_000)


def test_profiles_without_a_name_can_be_told_apart(page: QueuePage, parts: FakeParts, qtbot: Any) -> None:
    parts.store.queue.add((("a", Profile(bio="A nurse.")), ("b", Profile(handle="@er_rn")), ("c", Profile(bio="DO"))))
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == 3 and page.model.row(2) is not None, timeout=10_000)
    rows = [page.model.row(number) for number in range(3)]
    assert [cell(row, "name") for row in rows if row] == ["Profile 1, no name", at("er_rn"), "Profile 3, no name"]


def test_a_high_number_is_not_cut(page: QueuePage, parts: FakeParts, qtbot: Any) -> None:
    parts.store.queue.add((str(n), Profile(name=f"Jane {n}")) for n in range(1200))
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1200, timeout=10_000)
    page.table.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.row(1199) is not None, timeout=10_000)
    width = page.table.fontMetrics().horizontalAdvance("1200")
    qtbot.waitUntil(lambda: page.table.columnWidth(0) >= width + 16)


def test_keys_faster_than_reports_are_read_judge_the_rows_they_were_meant_for(
    checked: QueuePage, parts: FakeParts, qtbot: Any
) -> None:
    for key in (Qt.Key.Key_J, Qt.Key.Key_1, Qt.Key.Key_K, Qt.Key.Key_K, Qt.Key.Key_3):
        qtbot.keyClick(checked.table, key)
    qtbot.waitUntil(lambda: opinions(parts) == [Opinion.UNDECIDED, Opinion.AGREE, None], timeout=10_000)
    qtbot.keyClick(checked.table, Qt.Key.Key_K)
    qtbot.keyClick(checked.table, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: opinions(parts) == [None, Opinion.AGREE, None], timeout=10_000)


def test_a_key_that_is_held_down_judges_one_row(checked: QueuePage) -> None:
    held = {key.key().toString(): key.autoRepeat() for key in checked.table.findChildren(QShortcut)}
    assert {key for key, again in held.items() if again} == {"J", "K"}
    assert {"1", "2", "3", "U"} <= set(held)


def test_an_empty_queue_puts_the_keyboard_where_it_is_filled(page: QueuePage, qtbot: Any) -> None:
    page.refresh()
    page.take_focus()
    assert page.focusWidget() is page.adding.paste_button
    page.adding.paste()
    qtbot.waitUntil(lambda: page.counts.waiting == 3, timeout=10_000)
    page.take_focus()
    assert page.focusWidget() is page.table


def test_full_view_asked_for_before_the_report_is_read_opens_that_report(checked: QueuePage, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: checked.preview.report is not None, timeout=10_000)
    first = checked.table.currentIndex().row()
    with qtbot.waitSignal(checked.opened, timeout=10_000) as told:
        qtbot.keyClick(checked.table, Qt.Key.Key_J)
        assert checked.preview.report is None  # not read yet
        checked.open_chosen()
    chosen = checked.model.row(first + 1)
    assert chosen is not None
    assert told.args[0].id == chosen.report_id


def test_j_k_and_u_move_and_undo(checked: QueuePage, parts: FakeParts, qtbot: Any) -> None:
    qtbot.keyClick(checked.table, Qt.Key.Key_J)
    assert checked.table.currentIndex().row() == 1
    qtbot.keyClick(checked.table, Qt.Key.Key_K)
    qtbot.keyClick(checked.table, Qt.Key.Key_K)
    assert checked.table.currentIndex().row() == 0
    qtbot.waitUntil(lambda: checked.preview.judging.isEnabled(), timeout=10_000)
    qtbot.keyClick(checked.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: opinions(parts)[0] is Opinion.AGREE, timeout=10_000)
    qtbot.waitUntil(lambda: checked.table.currentIndex().row() == 1, timeout=10_000)
    qtbot.keyClick(checked.table, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: checked.preview.judging.now.judgement is not None, timeout=10_000)
    qtbot.keyClick(checked.table, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: opinions(parts)[0] is None, timeout=10_000)


def test_what_is_added_can_be_undone(page: QueuePage, parts: FakeParts, qtbot: Any) -> None:
    page.adding.paste()
    qtbot.waitUntil(lambda: page.counts.waiting == 3, timeout=10_000)
    undo = next(b for b in page.message.findChildren(QPushButton) if b.text() == say("gui.action.undo"))
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.counts.all == 0, timeout=10_000)
    assert parts.store.queue.page() == ()


def test_pause_keeps_what_is_checked_and_goes_on_later(page: QueuePage, parts: FakeParts, qtbot: Any) -> None:
    parts.checker.pause_s = 0.2
    parts.store.queue.add((str(n), Profile(name=f"Name {n}")) for n in range(12))
    page.refresh()
    qtbot.waitUntil(lambda: page.counts.waiting == 12, timeout=10_000)
    page.start()
    qtbot.waitUntil(lambda: page.counts.done >= 3, timeout=10_000)
    before = time.monotonic()
    page.pause()
    assert time.monotonic() - before < 0.2
    assert page.message.text == say("queue.paused")
    page.refresh()
    qtbot.waitUntil(lambda: 0 < page.counts.waiting < 12, timeout=10_000)
    parts.checker.pause_s = 0
    page.start()
    qtbot.waitUntil(lambda: page.counts.done == 12, timeout=20_000)


def test_files_are_dropped_and_what_cannot_be_read_is_said(
    page: QueuePage, tmp_path: Path, parts: FakeParts, qtbot: Any
) -> None:
    file = tmp_path / "list.jsonl"
    file.write_text('{"id": "a", "name": "Jane Example"}\nnonsense\n', "utf-8")
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(file))])
    at, copy, left = QPoint(5, 5), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(at, copy, held, left, Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(lambda: page.counts.waiting == 1, timeout=10_000)
    assert "could not be read" in page.message.text
    assert "Line 2" in page.message.text or "line 2" in page.message.text


def test_filters_and_order_reach_the_cache(checked: QueuePage, parts: FakeParts, qtbot: Any) -> None:
    checked.search.setText("sam")
    qtbot.waitUntil(lambda: checked.model.rowCount() == 1, timeout=10_000)
    checked.search.setText("nobody-at-all")
    qtbot.waitUntil(lambda: checked.model.rowCount() == 0 and checked._body.currentIndex() == 1, timeout=10_000)
    checked.search.clear()
    verdicts = checked.filters["headline"]
    verdicts.setCurrentIndex(verdicts.findData(Headline.SEVERAL.value))
    qtbot.waitUntil(lambda: checked.model.rowCount() == 0, timeout=10_000)
    verdicts.setCurrentIndex(0)
    checked.table.horizontalHeader().setSortIndicator(2, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: (checked.model.row(0) or factory).name == "Sam Sample, RN", timeout=10_000)


def test_a_row_that_failed_says_why_and_is_checked_again(page: QueuePage, parts: FakeParts, qtbot: Any) -> None:
    from credcheck.errors import BadInput
    from credcheck.model import Sentence

    async def refuse(profile: Profile, claims: object = None) -> None:
        raise BadInput(Sentence("input.no_text"))

    check, parts.checker.check = parts.checker.check, refuse  # type: ignore[method-assign,assignment]
    page.adding.paste()
    qtbot.waitUntil(lambda: page.counts.waiting == 3, timeout=10_000)
    page.start()
    qtbot.waitUntil(lambda: page.counts.failed == 3, timeout=10_000)
    page.table.selectRow(0)
    qtbot.waitUntil(lambda: page.preview.word.text() != "", timeout=10_000)
    parts.checker.check = check  # type: ignore[method-assign]
    page.check_again()
    qtbot.waitUntil(lambda: page.counts.done == 1, timeout=10_000)
    assert page.counts.failed == 2


def test_the_model_is_sound(checked: QueuePage, qtmodeltester: Any, qtbot: Any) -> None:
    qtmodeltester.check(checked.model)


def test_a_hundred_thousand_rows_are_shown_and_scrolled_without_reading_them_all(
    page: QueuePage, parts: FakeParts, qtbot: Any
) -> None:
    parts.store.queue.add((str(n), Profile(name=f"Name {n:06}", handle=f"h{n}", platform="x")) for n in range(100_000))
    asked: list[int] = []
    page.model.wanted.connect(asked.append)
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == 100_000, timeout=20_000)
    longest = 0.0
    for value in range(0, page.table.verticalScrollBar().maximum(), 2_000):
        before = time.monotonic()
        page.table.verticalScrollBar().setValue(value)
        page.table.viewport().repaint()
        longest = max(longest, time.monotonic() - before)
    assert longest < 0.5
    qtbot.waitUntil(lambda: page.model.row(page.table.rowAt(10)) is not None, timeout=20_000)
    assert len(page.model.starts()) <= 40


def test_a_page_of_another_search_is_not_taken_in() -> None:
    from credcheck.gui.many import Page, Sought

    model = QueueModel()
    model.reset(Sought(search="jane"), 3)
    model.take(Page(Sought(search="sam"), 0, ()))
    assert model.starts() == ()


def test_a_narrow_window_leaves_room_for_name_and_verdict(page: QueuePage) -> None:
    for width, hidden in ((900, True), (1200, False)):
        page.resize(width, 600)
        assert [page.table.isColumnHidden(COLUMNS.index(name)) for name in ("state", "handle")] == [hidden] * 2
        assert not page.table.isColumnHidden(COLUMNS.index("headline"))


def test_where_states_have_no_column_the_verdicts_say_what_waits(page: QueuePage, qtbot: Any) -> None:
    page.adding.paste()
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=20_000)
    page.resize(1300, 600)
    at = page.model.index(0, COLUMNS.index("headline"))
    qtbot.waitUntil(lambda: at.data() == "")
    page.resize(900, 600)
    assert at.data() == say("queue.state_word.waiting")


def test_the_keyboard_sorts_by_each_column_and_turns_the_order_round(checked: QueuePage, qtbot: Any) -> None:
    qtbot.keyClick(checked.table, Qt.Key.Key_S)
    qtbot.waitUntil(checked.sorting.isVisible, timeout=5_000)
    qtbot.keyClick(checked.sorting, Qt.Key.Key_Down)
    qtbot.keyClick(checked.sorting, Qt.Key.Key_Down)
    qtbot.keyClick(checked.sorting, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: checked.model.sought.order == "name", timeout=10_000)
    assert names(checked, qtbot) == ["Ali Muster, DO", "Jane Example, MD", "Sam Sample, RN"]
    checked.sorting.open()
    assert [a.text() for a in checked.sorting.actions() if a.isChecked()] == [say("queue.column.name")]
    for _ in range(3):
        qtbot.keyClick(checked.sorting, Qt.Key.Key_Down)
    qtbot.keyClick(checked.sorting, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: checked.model.sought.descending, timeout=10_000)
    assert names(checked, qtbot) == ["Sam Sample, RN", "Jane Example, MD", "Ali Muster, DO"]


def names(page: QueuePage, qtbot: Any) -> list[str]:
    qtbot.waitUntil(lambda: all(page.model.row(n) for n in range(3)), timeout=10_000)
    return [str(page.model.index(n, COLUMNS.index("name")).data()) for n in range(3)]


def test_a_table_does_not_say_that_a_source_was_out_of_reach_where_none_was_asked(
    page: QueuePage,
) -> None:
    row = Queued(1, RowState.DONE, "x", "jane", "Jane Example", Headline.INCOMPLETE, "r", None, None)
    assert "could not be reached" not in cell(row, "headline")
    choices = [page.filters["headline"].itemText(n) for n in range(page.filters["headline"].count())]
    assert not any("could not be reached" in text for text in choices)


def test_a_run_goes_on_with_the_choices_that_hold_now(
    page: QueuePage, parts: FakeParts, worker: Worker, qtbot: Any
) -> None:
    parts.checker.pause_s = 3600
    page.adding.paste()
    qtbot.waitUntil(lambda: page.counts.waiting == 3, timeout=10_000)
    page.start()
    qtbot.waitUntil(lambda: len(parts.checker.asked) == 3, timeout=10_000)
    offline = FakeParts(FakeChecker((factory.match_not_bound(),)))
    offline.__dict__["store"] = ReportStore(parts.store._url)
    offline.store.open()
    worker.reopen(offline.make)
    page.start_anew()
    qtbot.waitUntil(lambda: page.counts.done == 3, timeout=10_000)
    assert (len(parts.checker.asked), len(offline.checker.asked)) == (3, 3)
    qtbot.waitUntil(lambda: parts.closed, timeout=10_000)


def test_a_run_begins_anew_only_where_one_is_under_way(page: QueuePage, parts: FakeParts, qtbot: Any) -> None:
    page.adding.paste()
    qtbot.waitUntil(lambda: page.counts.waiting == 3, timeout=10_000)
    page.start_anew()
    assert page._running is None
