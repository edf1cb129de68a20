from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from credcheck.gui import work
from credcheck.gui.queue_page import QueuePage
from credcheck.gui.words import say
from credcheck.gui.worker import Worker
from credcheck.model import Profile
from credcheck.settings import Settings
from credcheck.store import ReportStore
from tests import factory
from tests.gui.fakes import FakeParts
from tests.gui.test_quick_check import GivenClipboard

FORMATS = (
    work.FormatLine("html", "Web page", ".html", many=True),
    work.FormatLine("text", "Plain text", ".txt"),
    work.FormatLine("csv", "CSV", ".csv", many=True),
)


@pytest.fixture
def page(qapp: Any, qtbot: Any, worker: Worker, parts: FakeParts, tmp_path: Path) -> QueuePage:
    parts.settings = Settings(database=f"sqlite:///{tmp_path}/c.sqlite3")
    parts.__dict__["store"] = ReportStore(parts.settings.database_url)
    parts.store.open()
    parts.store.queue.add([("1", Profile(name="Jane Example")), ("2", Profile(name="Sam Sample"))])
    (first, _) = parts.store.queue.page()
    made = replace(factory.match_not_bound(), id="r-1")
    parts.store.save(made)
    parts.store.queue.done(first.id, Profile(name="Jane Example"), made)
    page = QueuePage(worker, GivenClipboard(qapp))
    page.exporting.learn(FORMATS)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.exporting.button.isEnabled(), timeout=10_000)
    return page


def test_the_ending_chooses_among_the_formats_that_hold_many(page: QueuePage, tmp_path: Path, qtbot: Any) -> None:
    page.exporting.write(tmp_path / "q.csv")
    assert page.exporting.running
    assert page.exporting.stop_button.isVisible()
    assert not page.exporting.button.isVisible()
    qtbot.waitUntil(lambda: not page.exporting.running, timeout=20_000)
    assert page.message.text == say("queue.exported", n=1, file=str(tmp_path / "q.csv"))
    assert b"Jane" in (tmp_path / "q.csv").read_bytes()
    page.exporting.write(tmp_path / "q.txt")  # one report a file: not among them, so the first is taken
    qtbot.waitUntil(lambda: not page.exporting.running, timeout=20_000)
    assert b"<html" in (tmp_path / "q.txt").read_bytes()


def test_a_stopped_export_is_over_at_once_and_writes_nothing(page: QueuePage, tmp_path: Path, worker: Worker) -> None:
    page.exporting.write(tmp_path / "q.html")
    page.exporting.stop_button.click()
    assert not page.exporting.running
    assert page.message.text == say("queue.export_stopped")
    assert worker.shutdown()  # whatever was under way has ended now
    assert not (tmp_path / "q.html").exists()


def test_what_cannot_be_written_is_said(page: QueuePage, tmp_path: Path, qtbot: Any) -> None:
    file = tmp_path / "no" / "q.csv"
    page.exporting.write(file)
    qtbot.waitUntil(lambda: not page.exporting.running, timeout=20_000)
    assert str(file) in page.message.text
