"""What the window asks of the queue: add, page, check in the background, take out. Work for the loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from credcheck.errors import CredCheckError
from credcheck.model import Headline, Sentence

if TYPE_CHECKING:
    from credcheck.app import Parts
    from credcheck.batch import Row
    from credcheck.store import Queued, Wanted

PAGE = 200
AT_ONCE = 3
ADD_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Sought:
    """Which rows are wanted, in which order; an empty field asks for nothing. `judged` is "yes", "no" or ""."""

    search: str = ""
    state: str = ""
    headline: str = ""
    judged: str = ""
    order: str = "id"
    descending: bool = False

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return not (self.search or self.state or self.headline or self.judged)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows fit, and how many stand in each state altogether."""

    fitting: int = 0
    waiting: int = 0
    done: int = 0
    failed: int = 0

    @property
    def all(self) -> int:
        """How many rows the queue has."""
        return self.waiting + self.done + self.failed


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of those wanted, from `start` on."""

    sought: Sought
    start: int
    rows: tuple[Queued, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What was added: how many rows, what stood in the way of the first that could not be read, and how many those."""

    rows: int
    unread: int = 0
    first_fault: Sentence | None = None
    ids: tuple[int, int] = (0, 0)
    """The first and the last row that were added."""
    whole: bool = True
    """False while rows are still being added."""


def add_text(text: str) -> Callable[[Parts], AsyncIterator[Added]]:
    """Add a pasted list."""

    async def run(parts: Parts) -> AsyncIterator[Added]:
        from credcheck import rows

        async for added in _add(parts, rows.read_text(text)):
            yield added

    return run


def add_files(files: tuple[Path, ...]) -> Callable[[Parts], AsyncIterator[Added]]:
    """Add what files hold, file after file."""

    async def run(parts: Parts) -> AsyncIterator[Added]:
        from credcheck import rows

        async for added in _add(parts, (row for file in files for row in rows.read_file(file))):
            yield added

    return run


async def _add(parts: Parts, rows: Iterable[Row]) -> AsyncIterator[Added]:
    """Some hundred rows at a time, so that the loop serves others in between."""
    made, unread, fault, first = 0, 0, None, parts.store.queue.last_id() + 1
    source = iter(rows)
    while part := [row for _, row in zip(range(ADD_AT_ONCE), source, strict=False)]:
        made += parts.store.queue.add((row.id, row.profile) for row in part if row.profile is not None)
        bad = [row.wrong for row in part if row.wrong is not None]
        unread += len(bad)
        fault = fault or (bad[0].sentence if bad else None)
        yield Added(made, unread, fault, (first, parts.store.queue.last_id()), whole=False)
        await asyncio.sleep(0)
    yield Added(made, unread, fault, (first, parts.store.queue.last_id()))


def page(sought: Sought, start: int) -> Callable[[Parts], Awaitable[Page]]:
    """One page of the rows that are wanted."""

    async def run(parts: Parts) -> Page:
        return Page(sought, start, parts.store.queue.page(wanted(sought), PAGE, start))

    return run


def counts(sought: Sought) -> Callable[[Parts], Awaitable[Counts]]:
    """How many rows there are."""

    async def run(parts: Parts) -> Counts:
        from credcheck.store import State

        queue = parts.store.queue
        states = queue.states()
        waiting, done, failed = (states.get(state, 0) for state in (State.WAITING, State.DONE, State.FAILED))
        # Where nothing is left out, the sum says it: counting 100,000 rows anew takes a while.
        fitting = waiting + done + failed if sought.is_all else queue.count(wanted(sought))
        return Counts(fitting, waiting, done, failed)

    return run


async def check_waiting(parts: Parts) -> AsyncIterator[int]:
    """Check the waiting rows, some at a time; yields each row's id. Stopping loses no finished check."""
    busy: dict[asyncio.Task[None], int] = {}
    try:
        while True:
            next_rows = [row for row in parts.store.queue.waiting(AT_ONCE * 2) if row not in busy.values()]
            for row in next_rows[: AT_ONCE - len(busy)]:
                busy[asyncio.create_task(_check(parts, row))] = row
            if not busy:
                return
            done, _ = await asyncio.wait(busy, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
                yield busy.pop(task)
            await asyncio.sleep(0)
    finally:
        for task in busy:
            task.cancel()
        await asyncio.gather(*busy, return_exceptions=True)


async def _check(parts: Parts, row: int) -> None:
    profile = parts.store.queue.profile(row)
    if profile is None:
        return
    try:
        parts.store.queue.done(row, profile, await parts.checker.check(profile))
    except CredCheckError as error:
        parts.store.queue.failed(row, profile, error.sentence)


def again(row: int) -> Callable[[Parts], Awaitable[None]]:
    """Let a row wait once more."""

    async def run(parts: Parts) -> None:
        parts.store.queue.again(row)

    return run


def take_out(first: int, last: int) -> Callable[[Parts], Awaitable[int]]:
    """Take the rows from `first` to `last` out; their reports stay in the history."""

    async def run(parts: Parts) -> int:
        return parts.store.queue.take_out(first, last)

    return run


def clear_done() -> Callable[[Parts], Awaitable[int]]:
    """Take out the rows that are done; their reports stay in the history."""

    async def run(parts: Parts) -> int:
        from credcheck.store import State

        return parts.store.queue.clear(State.DONE)

    return run


def wanted(sought: Sought) -> Wanted:
    """What the cache is asked for."""
    from credcheck.store import Order, State, Wanted

    return Wanted(
        sought.search,
        (State(sought.state),) if sought.state else (),
        (Headline(sought.headline),) if sought.headline else (),
        {"yes": True, "no": False}.get(sought.judged),
        Order(sought.order),
        sought.descending,
    )
