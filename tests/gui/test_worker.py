from __future__ import annotations

import asyncio
import gc
import sys
import threading
import weakref
from collections.abc import AsyncIterator
from typing import Any

import pytest
from PySide6.QtCore import QObject

from credcheck.errors import BadInput, CredCheckError
from credcheck.gui.later import Deed, Later
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
    ear, began, go_on = Ear(), threading.Event(), threading.Event()

    async def stuck(parts: object) -> int:
        began.set()
        assert go_on.wait(30)  # a loop that does not come to itself is the point
        return 1

    job = start(worker, ear, stuck)
    assert began.wait(5)
    job.cancel()
    assert ear.heard == ["done"]
    go_on.set()
    later = Ear()
    start(worker, later, three)  # what the stuck one came to is told before this
    qtbot.waitUntil(lambda: later.heard[-1:] == ["done"])
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
    assert worker.shutdown()
    assert parts.closed
    assert ear.heard == ["done"]


class Deeds:
    """What parts were told to do, and whether they were closed before the end of all work on them."""

    def __init__(self, said: list[str], name: str = "") -> None:
        self.said, self.name = said, name

    async def aclose(self) -> None:
        self.said.append(f"{self.name} closed")


def deed(what: str) -> Any:
    async def run(parts: Deeds) -> None:
        parts.said.append(f"{parts.name} {what}")

    return run


async def refuse(parts: object) -> None:
    raise BadInput(Sentence("input.no_text"))


def test_what_is_promised_for_the_end_is_done_after_the_parts_were_opened_anew(qapp: Any, qtbot: Any) -> None:
    said, ear = list[str](), Ear()
    worker = Worker(lambda: Deeds(said, "old"))
    start(worker, ear, deed("asked"))
    qtbot.waitUntil(lambda: ear.heard[-1:] == ["done"])
    worker.at_close(deed("erased"))
    worker.reopen(lambda: Deeds(said, "new"))
    assert worker.shutdown()
    assert said == ["old asked", "old closed", "new erased", "new closed"]


def test_what_is_promised_for_the_end_may_need_a_thread(qapp: Any, qtbot: Any) -> None:
    said, ear = list[str](), Ear()
    worker = Worker(lambda: Deeds(said, "parts"))

    async def removed(parts: Deeds) -> None:
        await asyncio.to_thread(said.append, "removed")

    start(worker, ear, deed("asked"))
    qtbot.waitUntil(lambda: ear.heard[-1:] == ["done"])
    worker.at_close(removed)
    assert worker.shutdown()
    assert said == ["parts asked", "removed", "parts closed"]


def test_what_fails_at_the_end_keeps_nothing_else_from_being_done(
    qapp: Any, qtbot: Any, caplog: pytest.LogCaptureFixture
) -> None:
    said, ear = list[str](), Ear()
    worker = Worker(lambda: Deeds(said, "parts"))
    start(worker, ear, deed("asked"))
    qtbot.waitUntil(lambda: ear.heard[-1:] == ["done"])
    for work in (deed("erased"), refuse, deed("erased too")):
        worker.at_close(work)
    assert worker.shutdown()
    assert said[1:] == ["parts erased", "parts erased too", "parts closed"]
    assert "BadInput" in caplog.text


def test_parts_are_closed_only_after_cancelled_work_has_cleared_up(qapp: Any, qtbot: Any) -> None:
    said, ear, began = list[str](), Ear(), threading.Event()
    worker = Worker(lambda: Deeds(said, "old"))

    async def clears_up(parts: Deeds) -> None:
        try:
            began.set()
            await for_ever(parts)
        finally:
            for _ in range(9):
                await asyncio.sleep(0)
            parts.said.append(f"{parts.name} cleared up")

    job = start(worker, ear, clears_up)
    assert began.wait(5)
    job.cancel()
    worker.reopen(lambda: Deeds(said, "new"))
    assert worker.shutdown()
    assert said == ["old cleared up", "old closed"]


def test_parts_that_wait_for_their_last_work_are_closed_at_the_end(qapp: Any, qtbot: Any) -> None:
    said, ear = list[str](), Ear()
    worker = Worker(lambda: Deeds(said, "old"))
    start(worker, ear, for_ever)
    start(worker, ear, deed("asked"))
    qtbot.waitUntil(lambda: bool(said))
    worker.reopen(lambda: Deeds(said, "new"))
    assert worker.shutdown()
    assert said == ["old asked", "old closed"]


def test_a_deed_whose_time_has_come_is_done_though_the_window_is_closed_at_that_moment(qapp: Any, qtbot: Any) -> None:
    said, ear, began, go_on = list[str](), Ear(), threading.Event(), threading.Event()
    worker, owner = Worker(lambda: Deeds(said, "parts")), QObject()

    async def busy(parts: Deeds) -> None:
        began.set()
        go_on.wait(5)

    later = Later(worker, owner)
    later.plan(Deed("it", "it goes", deed("erased"), lambda work: start(worker, ear, work), lambda: None))
    start(worker, ear, busy)
    assert began.wait(5)
    later.now()
    for job in tuple(worker._jobs):
        job.cancel()  # as `shutdown` does first; the loop goes on only then
    go_on.set()
    assert worker.shutdown()
    assert said == ["parts erased", "parts closed"]
    later.bar.deleteLater()


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
