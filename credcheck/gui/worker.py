"""One asyncio loop on one thread, which owns network and store; results cross to the Qt thread as frozen values.

The loop's thread never touches a widget: it appends to a queue and pokes one long-lived signal. A cancelled job ends
for the window at once, whatever the loop is still doing. Even asyncio is imported on the thread, when the first work
comes: the window paints before that.
"""

from __future__ import annotations

import collections
import contextlib
import contextvars
import inspect
import logging
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from credcheck.errors import CredCheckError
from credcheck.model import Sentence

if TYPE_CHECKING:
    import asyncio

logger = logging.getLogger(__name__)
SHUTDOWN_S = 5.0
TURN_S = 0.008


class Closable(Protocol):
    """What the loop owns: made on it, closed on it."""

    async def aclose(self) -> None:
        """Close everything."""


Work = Callable[[Any], Awaitable[Any] | AsyncIterator[Any]]
"""Given the parts, on the loop: a coroutine (one value) or an asynchronous iterator (many)."""


class Tell:
    """Whom a job tells: each value, an error, and in every case the end."""

    __slots__ = ("done", "error", "value")

    def __init__(
        self, value: Callable[[Any], None], error: Callable[[CredCheckError], None], done: Callable[[], None]
    ) -> None:
        """Three slots of the window."""
        self.value, self.error, self.done = value, error, done


NOBODY = Tell(lambda _: None, lambda _: None, lambda: None)


class Job:
    """Work under way. It ends exactly once: done, failed or cancelled."""

    def __init__(self, worker: Worker, tell: Tell, owner: QObject) -> None:
        """Tie the job to its owner: when that is destroyed, the job is cancelled and tells nobody."""
        self._worker = worker
        self._tell = tell
        self._owner: QObject | None = owner
        self.task: asyncio.Task[None] | None = None
        self.ended = False
        owner.destroyed.connect(self._orphaned)

    def cancel(self) -> None:
        """Stop: `on_done` is called before this returns, and nothing after it."""
        if not self.ended:
            self._end().done()

    def value(self, value: object) -> None:
        """Hand one value to the window."""
        if not self.ended:
            self._tell.value(value)

    def finish(self, error: BaseException | None) -> None:
        """End by itself: well, or with an error."""
        if self.ended:
            return
        tell = self._end()
        if error is not None:
            tell.error(spoken(error))
        tell.done()

    def _orphaned(self) -> None:
        self._owner = None
        if not self.ended:
            self._end()

    def _end(self) -> Tell:
        """Whom to tell. The job then holds nobody: the loop, which may keep it, never is the last to hold a widget."""
        tell, self._tell = self._tell, NOBODY
        self.ended = True
        self._worker.forget(self)
        if self._owner is not None:
            self._owner.destroyed.disconnect(self._orphaned)
            self._owner = None
        return tell


class Worker(QObject):
    """Runs work on its own asyncio loop; `make` builds the parts there when the first work needs them."""

    _poke = Signal()

    def __init__(self, make: Callable[[], Closable], parent: QObject | None = None) -> None:
        """Nothing is imported, started or opened yet."""
        super().__init__(parent)
        self._make = make
        self._parts: Closable | None = None
        self._jobs: set[Job] = set()
        self._inbox: collections.deque[Callable[[], None]] = collections.deque()
        # By a timer, since Qt hands out signals that wait all in one go, before any key or click.
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._drain)
        self._poke.connect(self._turn.start, Qt.ConnectionType.QueuedConnection)
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._early: list[Callable[[], object]] = []
        self._closed = False
        self._last: list[Work] = []
        self._closing: set[asyncio.Task[None]] = set()
        # In the context of the window, so that reports written there speak its language.
        run = contextvars.copy_context().run
        self._thread = threading.Thread(target=run, args=(self._run,), name="credcheck-worker", daemon=True)

    # ------------------------------------------------------------ Qt thread
    def start(
        self,
        work: Work,
        on_value: Callable[[Any], None],
        on_error: Callable[[CredCheckError], None],
        on_done: Callable[[], None],
        owner: QObject,
    ) -> Job:
        """Start work; its values, its error and its end arrive on the Qt thread while `owner` lives."""
        job = Job(self, Tell(on_value, on_error, on_done), owner)
        self._jobs.add(job)
        if self._thread.ident is None and not self._closed:
            self._thread.start()
        if not self._call(lambda: self._start(job, work)):
            self._post(lambda: job.finish(None))
        return job

    def forget(self, job: Job) -> None:
        """Drop a job that has ended, and stop its task."""
        self._jobs.discard(job)
        self._call(lambda: job.task.cancel() if job.task else None)

    def at_close(self, work: Work) -> Callable[[], None]:
        """Have work done before the parts are closed, whatever happens; calling the result drops it."""
        self._last.append(work)
        return lambda: self._last.remove(work) if work in self._last else None

    def reopen(self, make: Callable[[], Closable]) -> None:
        """Make new parts before the next work; what runs now ends on the old ones, which are closed then."""
        self._call(lambda: self._swap(make))

    @property
    def active(self) -> int:
        """How many jobs are under way."""
        return len(self._jobs)

    def shutdown(self) -> bool:
        """Cancel everything, close the parts, end the thread; True when it ended in time."""
        for job in tuple(self._jobs):
            job.cancel()
        self._closed = True
        if self._thread.is_alive():
            self._stop()
        self._inbox.clear()
        self._turn.stop()
        return not self._thread.is_alive()

    def _stop(self) -> None:
        self._call(self._begin_close)
        self._thread.join(SHUTDOWN_S)
        if self._thread.is_alive():
            logger.warning("the worker did not close in time")

    def _drain(self) -> None:
        """Tell what has come in; keys and clicks come in between when that is much."""
        begun = time.monotonic()
        while self._inbox:
            self._inbox.popleft()()
            if time.monotonic() - begun > TURN_S:
                return
        self._turn.stop()

    # ------------------------------------------------------------ loop thread
    def _run(self) -> None:
        import asyncio

        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        with self._lock:
            self._loop = loop
            for call in self._early:
                loop.call_soon(call)
        try:
            loop.run_forever()
        finally:
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.close()

    def _call(self, call: Callable[[], object]) -> bool:
        """Call on the loop; False when there is none any more."""
        with self._lock:
            if self._loop is None:
                self._early.append(call)
                return not self._closed or self._thread.is_alive()
            try:
                self._loop.call_soon_threadsafe(call)
            except RuntimeError:  # the loop was closed
                return False
            return True

    def _post(self, tell: Callable[[], None]) -> None:
        self._inbox.append(tell)
        self._poke.emit()

    def _start(self, job: Job, work: Work) -> None:
        if job.ended:
            return
        import asyncio

        job.task = asyncio.get_running_loop().create_task(self._do(job, work))
        job.task.add_done_callback(lambda task: self._ended(job, task))

    def _ended(self, job: Job, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        self._post(lambda: job.finish(error))

    async def _do(self, job: Job, work: Work) -> None:
        if self._parts is None:
            self._parts = self._make()
        doing = work(self._parts)
        if inspect.isawaitable(doing):
            self._say(job, await doing)
            return
        try:
            async for value in doing:
                self._say(job, value)
        finally:
            await _aclose(doing)

    def _say(self, job: Job, value: object) -> None:
        self._post(lambda: job.value(value))

    def _swap(self, make: Callable[[], Closable]) -> None:
        import asyncio

        old, self._parts, self._make = self._parts, None, make
        if old is not None:
            # Not those of the jobs alone: one that was cancelled has no job any more, and may still be clearing up.
            busy = asyncio.all_tasks() - self._closing
            closing = asyncio.get_running_loop().create_task(_close_after(busy, old))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    def _begin_close(self) -> None:
        import asyncio

        loop = asyncio.get_running_loop()
        closing = loop.create_task(self._close())
        closing.add_done_callback(lambda _: loop.stop())

    async def _close(self) -> None:
        import asyncio

        others = [t for t in asyncio.all_tasks() - self._closing if t is not asyncio.current_task()]
        for task in others:
            if not task.cancelling():  # a second time would cut short what it clears up
                task.cancel()
        await asyncio.gather(*others, *self._closing, return_exceptions=True)
        with _told():
            if self._parts is None and self._last:  # they were opened anew, and nothing has needed them since
                self._parts = self._make()
        for work in tuple(self._last) if self._parts is not None else ():
            with _told():
                await work(self._parts)  # type: ignore[misc]  # one value each, never an iterator
        await asyncio.get_running_loop().shutdown_default_executor()
        if self._parts is not None:
            await _aclose_parts(self._parts)


async def _close_after(busy: set[asyncio.Task[Any]], parts: Closable) -> None:
    import asyncio

    await asyncio.gather(*busy, return_exceptions=True)
    await _aclose_parts(parts)


async def _aclose_parts(parts: Closable) -> None:
    with _told():
        await parts.aclose()


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What goes wrong at the end is logged, and keeps nothing else from being done."""
    try:
        yield
    except (CredCheckError, OSError) as error:
        logger.warning("the worker did not close cleanly: %s", type(error).__name__)


def spoken(error: BaseException) -> CredCheckError:
    """The error as one that has a sentence; anything unforeseen is our bug, and is logged with its trace."""
    if isinstance(error, CredCheckError):
        return error
    logger.error("unforeseen error in the worker", exc_info=error)
    return CredCheckError(Sentence("gui.error.unforeseen", kind=type(error).__name__))


async def _aclose(doing: AsyncIterator[Any]) -> None:
    close: Callable[[], Coroutine[Any, Any, None]] | None = getattr(doing, "aclose", None)
    if close is not None:
        await close()
