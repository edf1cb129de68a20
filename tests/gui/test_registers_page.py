from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from credcheck import resources
from credcheck.copies import Listed
from credcheck.gui import later
from credcheck.gui.first_run import FirstRun
from credcheck.gui.registers_page import ABSENT, BROKEN, FRESH, STALE, RegistersPage, duration, facts, size_text, state
from credcheck.gui.words import say
from credcheck.gui.worker import Worker
from credcheck.mirror import Mirrors
from credcheck.model import Sentence
from credcheck.settings import Settings
from tests.fakes import checker
from tests.gui.fakes import FakeParts

PRACTICE = resources.folder() / "practice" / "practice_register.csv.gz"
NONE = Listed("npi", "NPI registry", "https://npi.example", None, None, None, False, True, 1_100_000_000, 2_500_000_000)


@pytest.fixture
def page(qtbot: Any, worker: Worker, parts: FakeParts, tmp_path: Path) -> RegistersPage:
    parts.settings = replace(Settings(), data_dir=tmp_path)
    parts.checker.now = checker().now
    made = RegistersPage(worker)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: bool(made._listed), timeout=20_000)
    return made


def installed(parts: FakeParts) -> bool:
    return Mirrors(parts.settings.mirrors_dir).manifest("npi") is not None


def test_a_file_is_imported_verified_removed_and_brought_back(
    page: RegistersPage, parts: FakeParts, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitSignal(page.imported, timeout=60_000):
        page.import_file("npi", PRACTICE)
    assert installed(parts)
    qtbot.waitUntil(lambda: any(c.copy for c in page._listed), timeout=10_000)
    copy = next(c for c in page._listed if c.name == "npi")
    page.verify(copy)
    qtbot.waitUntil(lambda: page.message.text == say("copies.whole", title=copy.title), timeout=20_000)
    page.remove(copy)
    undo = next(b for b in page._later.bar.findChildren(QPushButton) if b.text() == say("gui.action.undo"))
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert installed(parts)
    monkeypatch.setattr(later, "UNDO_S", 0)
    page.remove(copy)
    qtbot.waitUntil(lambda: not installed(parts), timeout=20_000)


def test_a_file_that_is_no_register_says_so_and_leaves_the_page_ready(
    page: RegistersPage, tmp_path: Path, qtbot: Any
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"colour,size\nred,1\n")
    page.import_file("npi", bad)
    qtbot.waitUntil(lambda: bool(page.message.text) and page._job is None, timeout=20_000)
    assert not page._working.isVisible()


def test_an_import_is_cancelled_at_once(page: RegistersPage, parts: FakeParts, qtbot: Any) -> None:
    page.import_file("npi", PRACTICE)
    page.cancel()
    assert page.message.text == say("gui.registers.cancelled")
    assert page._job is None


def test_how_a_copy_stands_is_a_word_and_never_colour_alone() -> None:
    assert state(NONE) is ABSENT
    assert state(replace(NONE, fault=Sentence("mirror.damaged", name="npi"))) is BROKEN
    assert {sign.word for sign in (ABSENT, BROKEN, FRESH, STALE)} == {
        say(f"copies.{name}") for name in ("absent", "broken", "fresh", "stale")
    }


def test_a_download_says_what_it_costs_before_it_begins() -> None:
    (line,) = facts(NONE)
    assert "1.1 GB" in line
    assert "2.5 GB" in line
    assert facts(replace(NONE, can_download=False)) == (say("copies.cost_unknown"),)


def test_the_first_run_offers_and_forces_nothing(qtbot: Any) -> None:
    card = FirstRun(NONE)
    qtbot.addWidget(card)
    asked: list[str] = []
    card.download.connect(asked.append)
    later_button = next(b for b in card.findChildren(QPushButton) if b.text() == say("first.later"))
    with qtbot.waitSignal(card.done):
        qtbot.mouseClick(later_button, Qt.MouseButton.LeftButton)
    assert asked == []
    download = next(b for b in card.findChildren(QPushButton) if b.text() == say("first.download"))
    qtbot.mouseClick(download, Qt.MouseButton.LeftButton)
    assert asked == ["npi"]


@pytest.mark.parametrize(("seconds", "text"), [(1, "1 second"), (80, "80 seconds"), (100, "2 minutes")])
def test_time_left_is_said_as_people_do(seconds: int, text: str) -> None:
    assert duration(seconds) == text


def test_sizes_are_said_as_people_do() -> None:
    assert [size_text(n) for n in (5, 5_000, 5_100_000, 1_100_000_000)] == ["5 B", "5.0 kB", "5.1 MB", "1.1 GB"]
