from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from shiboken6 import isValid

from credcheck import base_rates, wording
from credcheck.gui.check_page import CheckPage
from credcheck.gui.clip import CAP_CHARACTERS, judge
from credcheck.gui.field import ProfileField
from credcheck.gui.main_window import MainWindow
from credcheck.gui.parts import Text
from credcheck.gui.results_pane import MOST_FLAGS, grouped
from credcheck.gui.theme import Tone
from credcheck.gui.words import say
from credcheck.model import ClaimKind, Claims, RecordAxis, Report, Sentence, Severity
from tests import factory
from tests.gui.fakes import FakeParts
from tests.gui.test_quick_check import GivenClipboard

SAVED = """<html><head><title>Jane Example, MD (@janeexample_md) / X</title>
<link rel="canonical" href="https://x.com/janeexample_md">
<meta property="og:title" content="Jane Example, MD (@janeexample_md)">
<meta property="og:description" content="Cardiologist at Example Heart Institute"></head><body></body></html>"""


def texts(page: QWidget) -> str:
    for _ in range(40):  # sections are built one a turn
        QApplication.processEvents()
    return "\n".join(label.text().replace("\u200b", "") for label in page.findChildren(Text) if label.isVisibleTo(page))


def show(page: CheckPage, report: Report) -> None:
    """Show a report and let every section be built."""
    page.show_report(report)
    texts(page)


@pytest.fixture
def page(window: MainWindow) -> CheckPage:
    return window.inside.check_page


def check(page: CheckPage, qtbot: Any, text: str = "Dr. Jane Example, MD\nCardiologist in Springfield, IL") -> None:
    page.top.field.put_in(text)
    qtbot.mouseClick(page.top.check_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)


def test_a_check_shows_verdict_people_registers_and_flags(page: CheckPage, parts: FakeParts, qtbot: Any) -> None:
    parts.checker.reports = (factory.asking(), factory.match_not_bound())
    check(page, qtbot)
    shown = texts(page)
    for word in (
        "Registry match, account not bound",
        "One person fits",
        "Jane Q Example",
        "Not asked",
        "Not found",
        "Note",
    ):
        assert word in shown
    assert "NPI registry (copy on this machine)" in shown
    assert page.view().profile.text.toPlainText().startswith("Dr. Jane Example, MD")


@pytest.mark.parametrize("report", factory.reports(), ids=lambda r: r.id)
def test_every_report_can_be_shown_after_every_other(page: CheckPage, report: Report, qtbot: Any) -> None:
    for other in (*factory.reports(), report):
        show(page, other)
    assert say("gui.section.answers") in texts(page.view().results)


def test_a_report_under_way_says_so_and_cannot_be_exported(page: CheckPage, window: MainWindow) -> None:
    show(page, factory.asking())
    assert say("gui.headline.so_far") in texts(page.view().results)
    assert not window.inside.actions["export"].isEnabled()
    assert not page.view().results.export_button.isVisibleTo(page)


def test_a_register_that_failed_is_said_to_have_failed_with_a_way_to_try_again(
    page: CheckPage, parts: FakeParts, qtbot: Any
) -> None:
    parts.checker.reports = (factory.incomplete(),)
    check(page, qtbot)
    assert page.message.text == say("gui.progress.failed", n=1)
    assert "Could not be reached" in texts(page.view().results)
    again = next(b for b in page.message.findChildren(QPushButton) if b.text() == say("gui.action.retry"))
    parts.checker.reports = (factory.match_not_bound(),)
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.running and page.report == factory.match_not_bound())
    assert page.message.text == ""
    assert parts.checker.retried == [factory.incomplete()]


def test_cancel_is_seen_within_200_ms_and_what_came_in_stays(page: CheckPage, parts: FakeParts, qtbot: Any) -> None:
    parts.checker.reports, parts.checker.pause_s = (factory.asking(), factory.match_not_bound()), 60
    page.top.field.put_in("Dr. Jane Example, MD\nCardiologist")
    page.check()
    assert page.top.cancel_button.isVisibleTo(page)
    qtbot.waitUntil(lambda: page.report is not None)
    before = time.monotonic()
    qtbot.mouseClick(page.top.cancel_button, Qt.MouseButton.LeftButton)
    assert time.monotonic() - before < 0.2
    assert not page.running
    assert page.top.check_button.isVisibleTo(page)
    assert page.message.text == say("gui.progress.cancelled")
    assert "Registry match" in texts(page.view().results)
    assert page.judging.state.text() == say("judging.cancelled")
    qtbot.waitUntil(lambda: parts.checker.closed)


def test_an_empty_field_is_answered_beside_it(page: CheckPage, qtbot: Any) -> None:
    page.top.field.put_in("")
    page.check()
    assert page.message.text == say("gui.field.empty")
    assert not page.running


def test_a_bad_text_is_a_sentence_and_no_dialog(page: CheckPage, qtbot: Any) -> None:
    check(page, qtbot, "\x01\x02\x03\x04" * 20)
    assert page.message.text
    assert page.report is None


def test_a_bare_handle_is_asked_about_and_not_guessed(page: CheckPage, parts: FakeParts, qtbot: Any) -> None:
    check(page, qtbot, "@janeexample")
    assert "several platforms" in page.message.text
    names = [b.text() for b in page.message.findChildren(QPushButton)]
    assert "X" in names
    assert parts.checker.asked == []
    choose = next(b for b in page.message.findChildren(QPushButton) if b.text() == "X")
    qtbot.mouseClick(choose, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.running)
    assert "X" in page.message.text
    assert parts.checker.asked == []


def test_fetching_is_offered_and_never_done_unasked(page: CheckPage, parts: FakeParts, qtbot: Any) -> None:
    check(page, qtbot, "https://bsky.app/profile/jane.example.com")
    assert "Bluesky" in page.message.text
    assert say("gui.action.fetch") in [b.text() for b in page.message.findChildren(QPushButton)]
    assert parts.checker.asked == []


@pytest.mark.parametrize(("text", "checks"), [("Jane Example MD", True), ("Jane Example MD\nBoston", False)])
def test_enter_checks_one_line_and_breaks_lines_in_many(page: CheckPage, text: str, checks: bool, qtbot: Any) -> None:
    page.top.field.put_in(text)
    qtbot.keyClick(page.top.field, Qt.Key.Key_Return)
    assert page.running is checks
    assert page.top.field.blockCount() == (1 if checks else 3)


def test_a_megabyte_pasted_is_cut_with_a_message(page: CheckPage, qtbot: Any) -> None:
    before = time.monotonic()
    page.top.field.put_in("Jane Example MD " * 70_000)
    assert time.monotonic() - before < 1
    assert len(page.top.field.toPlainText()) == CAP_CHARACTERS
    assert "1,120,000" in page.message.text


def test_hidden_and_reversing_characters_are_shown_as_marks(page: CheckPage) -> None:
    show(page, factory.hostile())
    shown = page.view().profile.text.toPlainText()
    assert "[U+202E]" in shown
    assert "\u202e" not in shown
    assert "\u202e" not in texts(page)
    assert "<script>" in shown


def test_right_to_left_text_runs_from_right_to_left(page: CheckPage) -> None:
    show(page, factory.arabic())
    block = page.view().profile.text.document().firstBlock()
    assert block.textDirection() is Qt.LayoutDirection.RightToLeft


def test_a_very_long_name_never_widens_the_window(page: CheckPage, window: MainWindow, qtbot: Any) -> None:
    width = window.width()
    me = factory.profile(name="X" * 4000, handle="@" + "y" * 4000, bio="z" * 4000)
    show(page, factory.report(factory.case(me, Claims()), factory.verdict()))
    page.message.say("w" * 4000)
    qtbot.wait(50)
    assert window.width() == width
    assert window.minimumSizeHint().width() <= 920


def test_marked_words_say_what_they_were_read_as(page: CheckPage) -> None:
    show(page, factory.match_not_bound())
    cursor = page.view().profile.text.document().find("Example University Hospital")
    style = cursor.charFormat()
    assert style.underlineStyle() != style.UnderlineStyle.NoUnderline
    assert style.background().style() is not Qt.BrushStyle.NoBrush


def test_choosing_a_claim_selects_its_words(page: CheckPage) -> None:
    show(page, factory.match_not_bound())
    table = page.view().profile.table
    shown = [cell.text() for r in range(table.rowCount()) if (cell := table.item(r, 1))]
    table.setCurrentCell(shown.index("Example University Hospital"), 1)
    assert page.view().profile.text.textCursor().selectedText() == "Example University Hospital"


def test_a_flag_shows_its_words_in_the_profile(page: CheckPage, qtbot: Any) -> None:
    show(page, factory.match_not_bound())
    button = next(b for b in page.view().results.findChildren(QPushButton) if b.text() == say("gui.flags.show"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.view().profile.text.textCursor().selectedText() == "Tweets are my own"


def test_only_the_best_person_is_open_and_the_others_open_on_demand(page: CheckPage, qtbot: Any) -> None:
    show(page, factory.several())
    rows = page.view().results.candidates.findChildren(QPushButton)
    second = next(b for b in rows if "Samantha" in b.text())
    before = texts(page.view().results.candidates).count(say("gui.candidates.claimed"))
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert before == 1
    assert texts(page.view().results.candidates).count(say("gui.candidates.claimed")) == 2
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert texts(page.view().results.candidates).count(say("gui.candidates.claimed")) == 1


def test_where_there_was_nothing_to_check_people_carry_the_name_and_no_probability(page: CheckPage) -> None:
    report = factory.several()
    show(page, replace(report, verdict=replace(report.verdict, record=RecordAxis.NOT_CHECKABLE, person="")))
    said = texts(page.view().results.candidates)
    assert say("gui.section.candidates_open") in said
    assert say("gui.candidates.open") in said
    assert "%" not in said
    assert not page.view().results.candidates.findChildren(QPushButton)[0].accessibleName().endswith(", ")
    show(page, report)
    assert "%" in texts(page.view().results.candidates)


def test_where_the_verdict_doubts_somebody_the_evidence_calls_nobody_meant(page: CheckPage) -> None:
    report = factory.several()
    show(page, report)
    assert "this person is meant" in texts(page.view().results.candidates)
    why = (Sentence("verdict.perhaps_long", name="A", source="B"),)
    show(page, replace(report, verdict=replace(report.verdict, why=why)))
    assert "this person is meant" not in texts(page.view().results.candidates)
    assert " bits." in texts(page.view().results.candidates)


def test_tab_goes_through_the_results_as_the_eye_does(page: CheckPage, window: MainWindow) -> None:
    show(page, factory.several())
    show(page, factory.match_not_bound())
    results = page.view().results
    stops = list[QWidget]()
    at: QWidget = results.export_button
    while results.isAncestorOf(at) and at not in stops:
        stops += [at] if at.isVisibleTo(results) else []
        at = _next(at)
    heights = [w.mapTo(results, QPoint(0, 0)).y() // 40 for w in stops]
    assert len(stops) > 4
    assert heights == sorted(heights)


def test_who_could_be_meant_is_read_before_the_registers_that_were_asked(page: CheckPage) -> None:
    show(page, factory.match_not_bound())
    read = texts(page.view().results)
    titles = ("gui.section.flags", "gui.section.candidates", "gui.section.bindings", "gui.section.answers")
    places = [read.index(say(title)) for title in titles if say(title) in read]
    assert len(places) >= 3
    assert places == sorted(places)


def _next(widget: QWidget) -> QWidget:
    """The next widget that Tab reaches."""
    at = widget.nextInFocusChain()
    while at is not None and not at.focusPolicy() & Qt.FocusPolicy.TabFocus:
        at = at.nextInFocusChain()
    assert at is not None
    return at


def test_what_numbers_mean_among_real_people_stands_beside_them(page: CheckPage) -> None:
    show(page, factory.match_not_bound())
    shown, report = texts(page.view().results), factory.match_not_bound()
    rates = [base_rates.of_flags(report.flags), *(base_rates.of_rule(f.rule) for f in report.flags)]
    for rate in (*rates, base_rates.of_probability(report.case.ranking.matches[0].probability)):
        assert rate is None or wording.render(rate) in shown


def test_a_section_that_did_not_change_keeps_its_widgets(page: CheckPage) -> None:
    show(page, factory.asking())
    kept = page.view().results.candidates.findChildren(QPushButton)
    show(page, factory.asking())
    assert page.view().results.candidates.findChildren(QPushButton) == kept


def test_a_verdict_is_never_left_standing_under_another_account(page: CheckPage, parts: FakeParts, qtbot: Any) -> None:
    parts.checker.reports = (factory.match_not_bound(),)
    check(page, qtbot)
    check(page, qtbot, "@somebodyelse")
    assert page.report is None
    assert "Registry match" not in texts(page)


def test_registers_passed_over_for_one_reason_share_a_row() -> None:
    found, one, two = factory.answer(), factory.not_asked("orcid"), factory.not_asked("wikidata")
    assert grouped((one, found, two)) == ((found,), (one, two))


def test_a_button_in_a_message_survives_being_taken_away_by_its_own_click(page: CheckPage, qtbot: Any) -> None:
    for _ in range(50):
        page.message.say("x", Tone.INFO, ("Do", page.message.dismiss))
        QApplication.processEvents()
        button = next(b for b in page.message.findChildren(QPushButton) if b.text() == "Do")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert isValid(button)
        del button
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def row_of(page: CheckPage, kind: ClaimKind) -> int:
    table = page.view().profile.table
    return next(n for n, claim in enumerate(table._claims) if claim.kind is kind)


def test_a_claim_typed_over_is_checked_anew_and_can_be_undone(page: CheckPage, parts: FakeParts, qtbot: Any) -> None:
    show(page, factory.match_not_bound())
    parts.checker.reports = (factory.several(),)
    table = page.view().profile.table
    item = table.item(row_of(page, ClaimKind.NAME), 1)
    assert item is not None
    item.setText("Janet Q Example")
    qtbot.waitUntil(lambda: not page.running and page.report == factory.several(), timeout=20_000)
    assert parts.checker.claims is not None
    assert [c.by_user for c in parts.checker.claims.of(ClaimKind.NAME)] == [True]
    assert page.message.text == say("gui.profile.corrected")
    undo = next(b for b in page.message.findChildren(QPushButton) if b.text() == say("gui.action.undo"))
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert page.report == factory.match_not_bound()


def test_a_claim_is_taken_out_by_a_key_and_added_by_a_line(page: CheckPage, parts: FakeParts, qtbot: Any) -> None:
    show(page, factory.match_not_bound())
    parts.checker.reports = (factory.match_not_bound(),)
    profile = page.view().profile
    profile.table.setCurrentCell(row_of(page, ClaimKind.PLACE), 1)
    qtbot.keyClick(profile.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not page.running and parts.checker.claims is not None, timeout=20_000)
    assert parts.checker.claims is not None
    assert parts.checker.claims.of(ClaimKind.PLACE) == ()
    profile.adding.open()
    profile.adding.kind.setCurrentIndex(profile.adding.kind.findData("place"))
    qtbot.keyClicks(profile.adding.text, "Chicago, IL")
    qtbot.keyClick(profile.adding.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(parts.checker.asked) == 2 and not page.running, timeout=20_000)
    assert any(c.by_user for c in parts.checker.claims.of(ClaimKind.PLACE))


def test_a_long_clip_says_that_it_was_cut_also_beside_how_it_was_read(
    page: CheckPage, parts: FakeParts, qtbot: Any
) -> None:
    parts.checker.reports = (factory.match_not_bound(),)
    text = "Jane Example, MD\n" + "Cardiologist. " * 2000
    page._take_clip(judge((), b"", text))
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)
    cut = say("gui.field.too_long", n=len(text), cap=CAP_CHARACTERS)
    assert page.message.text.startswith(cut)
    assert len(page.message.text) > len(cut)


def test_a_long_text_pasted_into_the_field_says_that_it_was_cut(qapp: Any, qtbot: Any) -> None:
    clipboard = GivenClipboard(qapp)
    clipboard.clip = judge((), b"", "x" * 50_000)
    field = ProfileField(clipboard)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.shortened) as told:
        qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [50_000]


def test_of_very_many_remarks_the_loudest_are_shown_and_the_others_counted(page: CheckPage) -> None:
    report = factory.match_not_bound()
    quiet = tuple(replace(factory.flag(Severity.NOTE), rule=f"r{n}") for n in range(100))
    show(page, replace(report, flags=(*quiet, factory.flag(Severity.ALARM))))
    shown = texts(page.view().results)
    assert say("gui.severity.alarm") in shown
    assert shown.count(say("gui.severity.note")) == MOST_FLAGS - 1
    assert say("gui.flags.more", n=101 - MOST_FLAGS) in shown


def test_a_long_list_of_claims_is_filled_in_turns(page: CheckPage) -> None:
    report = factory.match_not_bound()
    many = tuple(factory.claim(ClaimKind.NAME, factory.name(f"Jane{n}")) for n in range(300))
    long = replace(report, case=replace(report.case, claims=Claims(many)))
    assert len(page.view().profile.steps(long.case.profile, long.case.claims)) > 8
    show(page, long)
    table = page.view().profile.table
    assert table.rowCount() == 300
    last = table.item(299, 1)
    assert last is not None
    assert last.text() == "Jane299 Example"


def test_after_a_claim_is_taken_out_the_keyboard_stays_on_the_next_one(
    page: CheckPage, parts: FakeParts, qtbot: Any
) -> None:
    report = factory.match_not_bound()
    show(page, report)
    table = page.view().profile.table
    table.setCurrentCell(1, 1)
    all_but_one = replace(report.case.claims, all=tuple(c for c in report.case.claims.all if c is not table._claims[1]))
    show(page, replace(report, id="r-corrected", case=replace(report.case, claims=all_but_one)))
    assert table.currentRow() == 1
    show(page, factory.contradicted())
    assert table.currentRow() == -1


def test_f2_corrects_the_chosen_claim_from_either_column(page: CheckPage, qtbot: Any) -> None:
    show(page, factory.match_not_bound())
    table = page.view().profile.table
    table.setCurrentCell(row_of(page, ClaimKind.NAME), 0)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    assert table.state() is table.State.EditingState
    assert table.currentColumn() == 1


def said_of(page: CheckPage, kind: ClaimKind) -> str:
    item = page.view().profile.table.item(row_of(page, kind), 1)
    return item.text() if item else ""


def test_a_correction_that_cannot_be_read_changes_nothing(page: CheckPage, parts: FakeParts, qtbot: Any) -> None:
    show(page, factory.match_not_bound())
    item = page.view().profile.table.item(row_of(page, ClaimKind.SPECIALTY), 1)
    assert item is not None
    before = item.text()
    item.setText("xyzzy")
    qtbot.waitUntil(lambda: "cannot be read" in page.message.text and not page.running, timeout=20_000)
    assert parts.checker.asked == []
    qtbot.waitUntil(lambda: said_of(page, ClaimKind.SPECIALTY) == before, timeout=20_000)


def dropped(page: CheckPage, file: Path) -> bool:
    """Whether a file that is dropped on the field is taken; what is in it is checked."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    assert not page.top.field.canInsertFromMimeData(mime)
    buttons, keys, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(10, 10), copy, mime, buttons, keys)
    page.dragEnterEvent(enter)
    page.dropEvent(QDropEvent(QPointF(10, 10), copy, mime, buttons, keys))
    return enter.isAccepted()


def test_the_saved_page_of_a_profile_is_dropped_and_checked(
    page: CheckPage, parts: FakeParts, tmp_path: Path, qtbot: Any
) -> None:
    parts.checker.reports = (factory.match_not_bound(),)
    file = tmp_path / "profile.html"
    file.write_text(SAVED, "utf-8")
    assert dropped(page, file)
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)
    (asked,) = parts.checker.asked
    assert asked.name.startswith("Jane Example")
    assert page.top.field.toPlainText() == ""


def test_a_dropped_list_is_no_profile_and_is_sent_to_the_queue(
    page: CheckPage, parts: FakeParts, tmp_path: Path, qtbot: Any
) -> None:
    file = tmp_path / "list.txt"
    file.write_text("https://x.com/janeexample\nhttps://x.com/samsample\n", "utf-8")
    dropped(page, file)
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)
    assert page.message.text == say("rows.not_one", file="list.txt")
    assert parts.checker.asked == []


def test_a_handle_without_a_platform_is_checked_and_its_platform_can_be_chosen(
    page: CheckPage, parts: FakeParts, qtbot: Any
) -> None:
    parts.checker.reports = (factory.match_not_bound(),)
    check(page, qtbot, "Jane Example, MD\n@jane_example\nCardiologist\nBoston, MA")
    assert page.report == factory.match_not_bound()
    choose = next(b for b in page.message.findChildren(QPushButton) if b.text() == "Instagram")
    qtbot.mouseClick(choose, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(parts.checker.asked) == 2 and not page.running, timeout=20_000)
    assert [p.platform for p in parts.checker.asked] == ["", "instagram"]


def test_another_account_is_read_from_its_top(page: CheckPage, window: MainWindow, qtbot: Any) -> None:
    window.resize(940, 600)
    show(page, factory.match_not_bound())
    bar = page.view().findChildren(QScrollArea)[1].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    show(page, factory.match_not_bound())
    assert bar.value() > 0
    show(page, factory.arabic())
    assert bar.value() == 0


def test_nothing_of_a_report_is_cut_off_in_the_smallest_window(page: CheckPage, window: MainWindow, qtbot: Any) -> None:
    window.resize(window.minimumSize())
    show(page, factory.match_not_bound())
    qtbot.wait(50)
    wide = [area.horizontalScrollBar().maximum() for area in page.view().findChildren(QScrollArea)]
    assert wide == [0, 0]
