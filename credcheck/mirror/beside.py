"""Work done one call after the other on a thread of its own, beside the one that asks for it."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from types import TracebackType

WAIT_S = 0.1
Work = Callable[[], object]


class Beside:
    """A thread that does what it is told, in order; use as a context: leaving it by an error drops what waits."""

    def __init__(self, name: str, ahead: int) -> None:
        """At most `ahead` calls wait; whoever asks for more waits too."""
        self._waiting: queue.Queue[Work | None] = queue.Queue(ahead)
        self._left, self._error = threading.Event(), list[BaseException]()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Beside:
        """Start."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait until all is done; raises what went wrong, unless something else has."""
        if error is not None:
            self._left.set()
            with contextlib.suppress(queue.Full):  # full: it is awake anyway
                self._waiting.put_nowait(None)
        self._put(None)
        self._thread.join()
        if error is None:
            self._raise()

    def call(self, work: Work) -> None:
        """Have this done; raises what went wrong in an earlier call."""
        self._raise()
        self._put(work)

    def _put(self, work: Work | None) -> None:
        while not self._left.is_set():
            try:
                self._waiting.put(work, timeout=WAIT_S)
                return
            except queue.Full:
                continue

    def _run(self) -> None:
        while not self._left.is_set():
            try:
                work = self._waiting.get(timeout=WAIT_S)
            except queue.Empty:
                continue
            if work is None:
                return
            try:
                work()
            except BaseException as error:  # noqa: BLE001 handed over to whoever asked
                self._error.append(error)
                self._left.set()

    def _raise(self) -> None:
        if self._error:
            raise self._error[0]
