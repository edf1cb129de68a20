"""Work shared out among processes that are forked, so that each has what is at hand without a copy of it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
BATCH = 500


def made_of_each(some: Sequence[T], make: Callable[[T], R], jobs: int, batch: int = BATCH) -> Iterator[R]:
    """What is made of each, in order."""
    batches = [some[at : at + batch] for at in range(0, len(some), batch)]
    gc.freeze()  # what is at hand stays, and need not be looked through by every process again and again
    pipes = [_forked(batches[own::jobs], make) for own in range(jobs)]
    for at in range(len(batches)):
        yield from pipes[at % jobs].recv()


def _forked(batches: Sequence[Sequence[T]], make: Callable[[T], R]) -> Connection:
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    context.Process(target=_work, args=(batches, make, there), daemon=True).start()
    there.close()
    return here


def _work(batches: Sequence[Sequence[T]], make: Callable[[T], R], out: Connection) -> None:
    for batch in batches:
        out.send([make(one) for one in batch])
