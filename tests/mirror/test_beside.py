"""Work on a thread of its own: in order, complete, and its failures are told to whoever asked."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest

from credcheck.mirror.beside import Beside


def test_what_is_asked_is_done_in_order_and_completely() -> None:
    done: list[int] = []
    with Beside("test", 2) as beside:
        for number in range(50):
            beside.call(partial(done.append, number))
    assert done == list(range(50))


def fail() -> None:
    raise OSError(28, "No space left on device")


def test_what_goes_wrong_is_told_at_the_end() -> None:
    with pytest.raises(OSError, match="No space"), Beside("test", 2) as beside:
        beside.call(fail)


def test_what_goes_wrong_is_told_at_a_later_call_and_nothing_more_is_done() -> None:
    done: list[int] = []

    def ask() -> None:
        with Beside("test", 1) as beside:
            beside.call(fail)
            for work in map(partial, [done.append] * 10_000, range(10_000)):
                beside.call(work)

    with pytest.raises(OSError, match="No space"):
        ask()
    assert done == []


def test_an_error_of_the_one_that_asks_drops_what_waits_and_is_the_one_told() -> None:
    begun, may_go_on, done = threading.Event(), threading.Event(), list[int]()

    def slow() -> None:
        begun.set()
        may_go_on.wait(10)

    def ask() -> None:
        with Beside("test", 3) as beside:
            beside.call(slow)
            beside.call(partial(done.append, 1))
            begun.wait(10)
            threading.Timer(0.05, may_go_on.set).start()
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        ask()
    assert done == []
    assert not [t for t in threading.enumerate() if t.name == "test"]


def test_an_idle_thread_ends_at_once_when_the_one_that_asks_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("credcheck.mirror.beside.WAIT_S", 30.0)
    begun = time.monotonic()
    with pytest.raises(KeyError), Beside("test", 2):
        raise KeyError
    assert time.monotonic() - begun < 10
