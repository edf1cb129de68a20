"""No words are cut and nothing lies over something else: at the usual size, as small as may be, and on tiny screens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from credcheck import languages
from credcheck.gui import theme
from credcheck.gui.claims_table import CELL_PAD, ClaimsTable
from credcheck.gui.evidence import Evidence
from credcheck.gui.fold import Fold
from credcheck.gui.main_window import MainWindow
from credcheck.gui.parts import Text, margins
from credcheck.gui.scroll import Area
from credcheck.gui.theme import Tone
from credcheck.gui.words import say
from tests import factory
from tests.gui.fakes import FakeParts
from tests.gui.layout_rules import cut, lacks, overlaps

PAGES = ("check", "queue", "history", "registers", "settings", "keys", "about")
SIZES = ((1240, 860), (950, 510), (640, 380))
"""The usual one; a full-HD screen at 200 %; a screen of 1280 x 800 at 200 %."""


WAYS = (
    ("en", Qt.LayoutDirection.LeftToRight),
    ("de", Qt.LayoutDirection.LeftToRight),
    ("de", Qt.LayoutDirection.RightToLeft),
)


@pytest.fixture(params=WAYS, ids=("en-ltr", "de-ltr", "de-rtl"))
def spoken(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    language, way = request.param
    qapp.setLayoutDirection(way)
    with languages.speaking(language):
        if languages.spoken() != language:
            pytest.skip("the catalogue is not built")
        yield language
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture(params=("ltr", "rtl"))
def way(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    mirrored = request.param == "rtl"
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    yield request.param
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def faults(window: QWidget) -> list[str]:
    return [*cut(window), *overlaps(window)]


def settled(window: QWidget, qtbot: Any) -> list[str]:
    """What is wrong once everything has found its place, which takes some turns of Qt's loop."""
    for _ in range(20):
        qtbot.wait(40)
        if not (found := faults(window)):
            return []
    return found


def squeezed(view: QWidget) -> list[str]:
    """Each pane that is moved sideways, and each text in one that is cut, also what is scrolled out of sight."""
    bars = [(pane.accessibleName(), pane.horizontalScrollBar().maximum()) for pane in view.findChildren(Area)]
    texts = [text.text() for text in view.findChildren(Text) if text.isVisible() and lacks(text)]
    return [f"{name}: {more}" for name, more in bars if more] + texts


def filled(window: MainWindow, parts: FakeParts) -> MainWindow:
    parts.keep(factory.match_not_bound())
    window.setMinimumSize(200, 200)  # as on a small screen
    return window


def test_no_page_cuts_its_words_or_lays_one_thing_over_another(
    spoken: str, window: MainWindow, parts: FakeParts, qtbot: Any
) -> None:
    found = list[str]()
    for name in PAGES:
        filled(window, parts).inside.go(name)
        qtbot.waitUntil(lambda name=name: window.inside.pages.currentWidget() is window.inside.pages.made.get(name))
        for size in SIZES:
            window.resize(*size)
            found += [f"{name} {size}: {text}" for text in settled(window, qtbot)]
    assert not found, "\n".join(found)


def test_no_verdict_cuts_its_words_or_lays_one_thing_over_another(
    spoken: str, window: MainWindow, parts: FakeParts, qtbot: Any
) -> None:
    page, found = filled(window, parts).inside.check_page, list[str]()
    for number, report in enumerate(factory.reports()):
        window.resize(*SIZES[number % 2])
        page.show_report(report)
        qtbot.waitUntil(lambda r=report: page.view().results.proofs._profile == r.case.profile)
        page.view().results.proofs.open_code()
        page.message.say("A message that is a little longer than others. " * 3, Tone.WARN, ("Act", int), ("Other", int))
        page.judging.reasons.show()
        found += [f"{report.id}: {text}" for text in settled(window, qtbot)]
    assert not found, "\n".join(found)


def test_no_pane_of_a_report_is_moved_sideways_or_squeezes_its_words(
    spoken: str, window: MainWindow, parts: FakeParts, qtbot: Any
) -> None:
    page = filled(window, parts).inside.check_page
    window.resize(950, 510)
    found = list[str]()
    for report in factory.reports():
        page.show_report(report)
        view = page.view()
        qtbot.waitUntil(lambda r=report, v=view: v.results.proofs._profile == r.case.profile)
        for _ in range(20):
            qtbot.wait(40)
            if not (wrong := squeezed(view)):
                break
        found += [f"{report.id}: {text}" for text in wrong]
    assert not found, "\n".join(found)


def test_the_values_of_the_claims_keep_the_room_that_long_names_of_kinds_would_take(
    spoken: str, window: MainWindow, parts: FakeParts, qtbot: Any
) -> None:
    page = filled(window, parts).inside.check_page
    window.resize(1240, 860)
    page.show_report(factory.match_not_bound())
    qtbot.waitUntil(lambda: page.view().profile.table.rowCount() > 0)
    table = page.view().profile.table
    qtbot.waitUntil(lambda: table.columnWidth(1) >= table.fontMetrics().horizontalAdvance("Cardiovascular") + 18)


def test_on_a_tiny_screen_each_page_begins_where_reading_starts(
    way: str, window: MainWindow, parts: FakeParts, qtbot: Any
) -> None:
    filled(window, parts).resize(640, 380)
    area = window.centralWidget()
    assert isinstance(area, Area)
    for name in PAGES:
        window.inside.go(name)
        qtbot.wait(120)
        assert area.horizontalScrollBar().maximum() > 0
        assert (name, area.horizontalScrollBar().value()) == (name, 0)


def test_the_keyboard_is_followed_to_the_far_end_of_a_tiny_screen(
    way: str, window: MainWindow, parts: FakeParts, qtbot: Any
) -> None:
    filled(window, parts).resize(640, 380)
    qtbot.wait(50)
    area = window.centralWidget()
    assert isinstance(area, Area)
    button = window.inside.check_page.top.paste_button
    area.show_part(button)
    assert area.viewport().rect().contains(button.mapTo(area.viewport(), button.rect().center()))


# ---------------------------------------------------------------- the rules find what they are for
def test_a_cut_word_and_an_overlap_are_found(qtbot: Any) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    whole = QVBoxLayout(page)
    label, one, other = QLabel("Some words that need their room"), QPushButton("One"), QPushButton("Other")
    for widget in (label, one, other):
        whole.addWidget(widget)
    page.resize(300, 200)
    page.show()
    assert faults(page) == []
    label.setGeometry(0, 0, 40, 20)
    one.setGeometry(0, 60, 100, 30)
    other.setGeometry(50, 70, 100, 30)
    assert len(faults(page)) == 2


# ---------------------------------------------------------------- the parts
def test_the_evidence_stands_in_two_columns_where_four_have_no_room(qapp: QApplication, qtbot: Any) -> None:
    theme.wear(qapp, theme.LIGHT)
    case = factory.match_not_bound().case
    table = Evidence(case.claims, case.ranking.matches[0])
    qtbot.addWidget(table)
    table.resize(900, 500)
    table.show()
    assert not table.narrow
    table.resize(410, 700)
    qtbot.waitUntil(lambda: table.narrow)
    assert settled(table, qtbot) == []
    table.resize(900, 500)
    qtbot.waitUntil(lambda: not table.narrow)
    assert settled(table, qtbot) == []


def test_a_row_folds_where_its_text_would_be_squeezed(qapp: QApplication, qtbot: Any) -> None:
    theme.wear(qapp, theme.LIGHT)
    row = Fold(
        Text("Words that would be hard to read in a narrow column. " * 4), QPushButton("A button of some length")
    )
    qtbot.addWidget(row)
    row.resize(900, 60)
    row.show()
    assert not row.folded
    row.resize(300, 200)
    qtbot.waitUntil(lambda: row.folded)
    assert faults(row) == []


def test_a_row_unfolds_when_its_text_becomes_short(qapp: QApplication, qtbot: Any) -> None:
    said = Text("A long reason. " * 30)
    row = Fold(said, QPushButton("A button of some length"))
    qtbot.addWidget(row)
    row.resize(420, 200)
    row.show()
    qtbot.waitUntil(lambda: row.folded)
    said.say("Short")
    qtbot.waitUntil(lambda: not row.folded)


def test_margins_turn_around_with_the_reading(way: str) -> None:
    made = margins(1, 2, 3, 4)
    assert (made.left(), made.top(), made.right(), made.bottom()) == ((1, 2, 3, 4) if way == "ltr" else (3, 2, 1, 4))


def test_the_field_is_as_high_as_the_buttons_beside_it(window: MainWindow, qtbot: Any) -> None:
    top = window.inside.check_page.top
    top.field.put_in("")

    def wanted() -> int:
        return top.paste_button.geometry().bottom() - top.check_button.geometry().top() + 1

    qtbot.waitUntil(lambda: top.field.height() == wanted(), timeout=10_000)


def test_a_field_of_many_lines_shows_whole_lines_only(window: MainWindow, qtbot: Any) -> None:
    field = window.inside.check_page.top.field
    field.put_in("\n".join("a line" for _ in range(30)))

    def seen() -> float:
        return field.viewport().height() - field.document().documentMargin()

    qtbot.waitUntil(lambda: seen() % field.fontMetrics().lineSpacing() < 3, timeout=10_000)


def test_every_title_of_a_table_fits_its_column(window: MainWindow, parts: FakeParts, qtbot: Any) -> None:
    parts.keep(factory.match_not_bound())
    window.inside.go("history")
    table = window.inside.history_page.table
    header = table.horizontalHeader()
    qtbot.waitUntil(lambda: table.model().rowCount() > 0, timeout=10_000)

    def narrow() -> list[int]:
        return [n for n in range(header.count()) if header.sectionSize(n) < header.sectionSizeHint(n)]

    qtbot.waitUntil(lambda: narrow() == [], timeout=10_000)


def test_a_verdict_of_two_lines_is_read_whole_in_a_narrow_history(
    window: MainWindow, parts: FakeParts, qtbot: Any
) -> None:
    parts.keep(factory.match_not_bound())
    window.resize(950, 560)
    window.inside.go("history")
    table = window.inside.history_page.table
    words, flags = say("gui.headline.not_checkable"), int(Qt.TextFlag.TextWordWrap.value)

    def needed() -> int:
        room = table.columnWidth(3) - 46
        return table.fontMetrics().boundingRect(0, 0, room, 500, flags, words).height()

    qtbot.waitUntil(lambda: table.model().rowCount() > 0, timeout=10_000)
    qtbot.waitUntil(lambda: needed() <= table.rowHeight(0) - 8, timeout=10_000)


def test_a_claim_of_one_line_takes_one_line_whatever_its_kind_is_called(qtbot: Any) -> None:
    table = ClaimsTable()
    qtbot.addWidget(table)
    table.resize(600, 500)
    for step in table.steps(factory.claims()):
        step()
    table.show()
    one = table.fontMetrics().height() + CELL_PAD
    qtbot.waitUntil(lambda: {table.rowHeight(n) for n in range(table.rowCount())} == {one}, timeout=10_000)
