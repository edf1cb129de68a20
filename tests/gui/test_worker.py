from __future__ import annotations

import asyncio
import gc
import sys
import threading
import time
import weakref
from collections.abc import AsyncIterator
from typing import Any

import pytest
from PySide6.QtCore import QObject

from credcheck.errors import BadInput, CredCheckError
from credcheck.gui.worker import Worker, spoken
from credcheck.model import Sentence
from tests.gui.fakes import FakeParts


class Ear(QObject):
    """Hears what a job tells."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []
        self.threads: set[str] = set()

    def value(self, value: Any) -> None:
        self.threads.add(threading.current_thread().name)
        self.heard.append(value)

    def error(self, error: CredCheckError) -> None:
        self.heard.append(error.sentence.id)

    def done(self) -> None:
        self.heard.append("done")


def start(worker: Worker, ear: Ear, work: Any) -> Any:
    return worker.start(work, ear.value, ear.error, ear.done, ear)


async def three(parts: object) -> AsyncIterator[int]:
    for number in range(3):
        await asyncio.sleep(0)
        yield number


async def for_ever(parts: object) -> None:
    await asyncio.sleep(3600)


def test_a_coroutine_gives_one_value_and_an_iterator_many(worker: Worker, qtbot: Any) -> None:
    one, many = Ear(), Ear()

    async def answer(parts: object) -> int:
        return 42

    start(worker, one, answer)
    start(worker, many, three)
    qtbot.waitUntil(lambda: one.heard[-1:] == ["done"] and many.heard[-1:] == ["done"])
    assert one.heard == [42, "done"]
    assert many.heard == [0, 1, 2, "done"]


def test_keys_and_clicks_come_in_between_many_values(
    worker: Worker, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("credcheck.gui.worker.TURN_S", -1.0)  # every value takes its whole turn
    ear, told = Ear(), threading.Event()

    async def many(parts: object) -> AsyncIterator[int]:
        for number in range(50):
            yield number
        told.set()

    start(worker, ear, many)
    assert told.wait(5)
    worker._drain()
    assert ear.heard == [0]
    qtbot.waitUntil(lambda: ear.heard[-1:] == ["done"])
    assert ear.heard == [*range(50), "done"]


def test_parts_are_made_on_the_loop_and_values_arrive_on_the_qt_thread(
    worker: Worker, parts: FakeParts, qtbot: Any
) -> None:
    ear = Ear()
    start(worker, ear, three)
    qtbot.waitUntil(lambda: ear.heard[-1:] == ["done"])
    assert parts.thread == "credcheck-worker"
    assert ear.threads == {threading.current_thread().name}


def test_an_error_arrives_as_its_sentence_and_the_job_ends(worker: Worker, qtbot: Any) -> None:
    ear = Ear()

    async def refuse(parts: object) -> None:
        raise BadInput(Sentence("input.no_text"))

    start(worker, ear, refuse)
    qtbot.waitUntil(lambda: ear.heard[-1:] == ["done"])
    assert ear.heard == ["input.no_text", "done"]


def test_an_unforeseen_error_is_logged_and_still_has_a_sentence(caplog: pytest.LogCaptureFixture) -> None:
    assert spoken(ValueError("x")).sentence == Sentence("gui.error.unforeseen", kind="ValueError")
    assert "unforeseen" in caplog.text


def test_cancel_ends_the_job_at_once_even_while_the_loop_is_stuck(worker: Worker, qtbot: Any) -> None:
    ear, began = Ear(), threading.Event()

    async def stuck(parts: object) -> int:
        began.set()
        time.sleep(0.6)  # noqa: ASYNC251 — a loop that does not come to itself is the point
        return 1

    job = start(worker, ear, stuck)
    assert began.wait(5)
    before = time.monotonic()
    job.cancel()
    assert time.monotonic() - before < 0.2
    assert ear.heard == ["done"]
    qtbot.wait(800)
    assert ear.heard == ["done"]


def test_cancel_closes_the_iterator(worker: Worker, qtbot: Any) -> None:
    ear, closed = Ear(), threading.Event()

    async def endless(parts: object) -> AsyncIterator[int]:
        try:
            while True:
                yield 1
                await asyncio.sleep(0.01)
        finally:
            closed.set()

    job = start(worker, ear, endless)
    qtbot.waitUntil(lambda: len(ear.heard) > 1)
    job.cancel()
    assert closed.wait(2)
    assert ear.heard[-1] == "done"


def test_a_job_is_told_to_nobody_when_its_owner_is_gone(worker: Worker, qtbot: Any) -> None:
    ear, keeper = Ear(), Ear()
    worker.start(for_ever, keeper.value, keeper.error, keeper.done, ear)
    assert worker.active == 1
    ear.deleteLater()
    qtbot.waitUntil(lambda: worker.active == 0)
    assert keeper.heard == []


def test_a_storm_of_cancelled_jobs_leaves_nothing_behind(worker: Worker, qtbot: Any) -> None:
    ear = Ear()
    jobs = [start(worker, ear, for_ever) for _ in range(500)]
    for job in jobs:
        job.cancel()
    assert worker.active == 0
    assert ear.heard == ["done"] * 500


def test_shutdown_closes_the_parts_and_ends_the_thread(qapp: Any, qtbot: Any) -> None:
    parts, ear = FakeParts(), Ear()
    worker = Worker(parts.make)
    start(worker, ear, for_ever)
    qtbot.waitUntil(lambda: parts.thread != "")
    before = time.monotonic()
    assert worker.shutdown()
    assert time.monotonic() - before < 2
    assert parts.closed
    assert ear.heard == ["done"]


def test_work_after_shutdown_ends_without_a_value(qapp: Any, qtbot: Any) -> None:
    worker, ear = Worker(FakeParts().make), Ear()
    assert worker.shutdown()
    start(worker, ear, for_ever)
    qtbot.waitUntil(lambda: ear.heard == ["done"])


def test_a_job_that_has_ended_keeps_nobody_alive_whom_it_told(worker: Worker, qtbot: Any) -> None:
    owner, ear = Ear(), Ear()
    told = weakref.ref(ear)
    job = worker.start(for_ever, ear.value, ear.error, ear.done, owner)
    job.cancel()
    del ear
    assert told() is None
    assert job.ended


def test_shutdown_before_anything_was_asked_opens_nothing(qapp: Any) -> None:
    parts = FakeParts()
    assert Worker(parts.make).shutdown()
    assert parts.thread == ""


def test_pyside_keeps_the_references_of_true_and_false(qapp: Any) -> None:
    from PySide6.QtCore import QTimer

    timer = QTimer()
    gc.collect()
    before = sys.getrefcount(True), sys.getrefcount(False), sys.getrefcount(None)
    for _ in range(2000):
        timer.setSingleShot(True)
        timer.setSingleShot(False)
        timer.setObjectName("x")
    after = sys.getrefcount(True), sys.getrefcount(False), sys.getrefcount(None)
    assert all(abs(a - b) < 500 for a, b in zip(after, before, strict=True))
