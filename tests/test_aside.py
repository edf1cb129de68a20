"""Work on a thread and in a process of its own: progress, outcome, errors and stopping."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time

import pytest

from credcheck import aside
from credcheck.aside import NICE, in_process, in_thread
from credcheck.errors import BadRegisterFile, Cancelled, MirrorError
from credcheck.model import Sentence
from credcheck.registries.interface import Progress

WHAT = Sentence("mirror.cancelled")


def silent(done: int, total: int, what: Sentence) -> None:
    """Nobody listens."""


def count(tell: Progress) -> int:
    for done in range(3):
        tell(done, 3, WHAT)
    return os.getpid()


def rank(tell: Progress) -> tuple[int, int]:
    return os.sched_getscheduler(0), os.nice(0)


def refuse(tell: Progress) -> int:
    raise BadRegisterFile(Sentence("mirror.truncated", file="a.zip"))


def vanish(tell: Progress) -> int:
    os._exit(3)


def dawdle(tell: Progress) -> int:
    for done in range(100_000):
        tell(done, 0, WHAT)
        time.sleep(0.01)
    return 0


def sleep(tell: Progress) -> int:
    time.sleep(600)
    return 0


def begin_and_sleep(tell: Progress) -> int:
    tell(1, 2, WHAT)
    return sleep(tell)


@pytest.mark.parametrize("run", [in_thread, in_process])
async def test_steps_and_outcome_come_back(run: object) -> None:
    assert callable(run)
    said: list[int] = []
    there = await run(count, lambda done, total, what: said.append(done))
    assert [done for done in said if done] == [1, 2]
    assert (there == os.getpid()) is (run is in_thread)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
async def test_a_process_of_its_own_lets_the_window_go_first() -> None:
    assert await in_process(rank, silent) == (os.SCHED_BATCH, min(os.nice(0) + NICE, 19))


@pytest.mark.parametrize("run", [in_thread, in_process])
async def test_an_error_comes_back_with_its_sentence(run: object) -> None:
    assert callable(run)
    with pytest.raises(BadRegisterFile) as caught:
        await run(refuse, silent)
    assert caught.value.sentence == Sentence("mirror.truncated", file="a.zip")


async def test_a_process_that_ends_without_a_word_is_told() -> None:
    with pytest.raises(MirrorError) as caught:
        await in_process(vanish, silent)
    assert caught.value.sentence.id == "update.ended"


@pytest.mark.parametrize("run", [in_thread, in_process])
async def test_work_stops_when_its_task_is_cancelled_or_its_listener_refuses(run: object) -> None:
    def no(done: int, total: int, what: Sentence) -> None:
        raise Cancelled(WHAT)

    assert callable(run)
    with pytest.raises(Cancelled):
        await run(dawdle, no)
    begun = asyncio.Event()
    task = asyncio.ensure_future(run(dawdle, lambda done, total, what: begun.set() if done else None))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_process_that_does_not_listen_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "PATIENCE_S", 0.1)
    begun = asyncio.Event()
    task = asyncio.ensure_future(in_process(begin_and_sleep, lambda done, total, what: begun.set() if done else None))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_process_that_has_not_begun_is_ended_without_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "PATIENCE_S", 600)
    started = asyncio.Event()  # told each time when the process has said nothing yet
    task = asyncio.ensure_future(in_process(sleep, lambda *_: started.set()))
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_work_that_is_cancelled_twice_has_ended_when_its_task_has() -> None:
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def work(tell: Progress) -> None:
        begun.set()
        assert go_on.wait(30)
        ended.set()

    task = asyncio.ensure_future(in_thread(work, silent))
    await asyncio.to_thread(begun.wait)
    for _ in range(3):  # "stop", then the end of the program
        task.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not task.done()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended.is_set()
