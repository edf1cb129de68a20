"""Long work on a thread or in a process of its own, with progress, stopped when its task is cancelled."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from credcheck.errors import Cancelled, CredCheckError, MirrorError
from credcheck.model import Sentence
from credcheck.registries.interface import Progress

T = TypeVar("T")
LOOK_S = 0.1
PATIENCE_S = 1.0
NICE = 5


async def in_thread(work: Callable[[Progress], T], progress: Progress) -> T:
    """`work` on a thread of its own; it is stopped at its next word of progress when that or the task is cancelled."""
    loop, stop, failed = asyncio.get_running_loop(), threading.Event(), list[CredCheckError]()

    def show(done: int, total: int, what: Sentence) -> None:
        try:
            progress(done, total, what)
        except CredCheckError as error:
            failed.append(error)
            stop.set()

    def tell(done: int, total: int, what: Sentence) -> None:
        if stop.is_set():
            raise failed[0] if failed else Cancelled(Sentence("mirror.cancelled"))
        loop.call_soon_threadsafe(show, done, total, what)

    doing = asyncio.create_task(asyncio.to_thread(work, tell))
    try:
        return await asyncio.shield(doing)
    except asyncio.CancelledError:
        stop.set()
        await _ended(doing)
        raise


async def _ended(doing: asyncio.Task[Any]) -> None:
    """Wait for its end, however often that is cancelled: what it still works on must not be cleared away before."""
    while not doing.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait((doing,))
    with suppress(CredCheckError):
        await doing


async def in_process(work: Callable[[Progress], T], progress: Progress) -> T:
    """`work`, which can be pickled, in a process of its own: it takes no time from the window's.

    When cancelled it is asked to stop, and ended after a second if it does not, or at once if it has not begun: a build
    that ends anywhere leaves the old copy whole.
    """
    return await in_thread(lambda tell: _attend(work, tell), progress)


def _attend(work: Callable[[Progress], T], tell: Progress) -> T:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    stop = context.Event()
    process = context.Process(target=_work, args=(there, stop, work), daemon=True)
    process.start()
    there.close()
    heard: set[str] = set()
    try:
        found: T = _listen(here, tell, heard)
        return found
    finally:
        stop.set()
        process.join(PATIENCE_S if heard else 0)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()
        here.close()


def _listen(here: Connection, tell: Progress, heard: set[str]) -> Any:
    """What the other process says, until it is done, noted by kind; between its words a stop is noticed too."""
    step: tuple[int, int, Sentence] = 0, 0, Sentence("update.starting")
    while True:
        if not here.poll(LOOK_S):
            tell(*step)
            continue
        try:
            kind, *said = here.recv()
        except EOFError as error:
            raise MirrorError(Sentence("update.ended")) from error
        heard.add(kind)
        if kind == "done":
            return said[0]
        if kind == "failed":
            error_class, sentence = said
            raise error_class(sentence)
        step = said[0], said[1], said[2]
        tell(*step)


def _stand_back() -> None:
    """Let the window go first, where the system can be told so."""
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    if sys.platform != "win32":
        os.nice(NICE)


def _work(there: Connection, stop: Any, work: Callable[[Progress], Any]) -> None:
    """The other process: it lets the window go first; an interrupt at the keyboard is for the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _stand_back()

    def tell(done: int, total: int, what: Sentence) -> None:
        if stop.is_set():
            raise Cancelled(Sentence("mirror.cancelled"))
        there.send(("step", done, total, what))

    try:
        there.send(("done", work(tell)))
    except CredCheckError as error:
        there.send(("failed", type(error), error.sentence))
