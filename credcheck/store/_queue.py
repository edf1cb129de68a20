"""Many profiles waiting to be checked: filtered, sorted and paged in the database, so that 100,000 rows stay quick."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update

from credcheck import wire
from credcheck.model import Headline, Profile, Report, Sentence
from credcheck.store._desk import Desk
from credcheck.store._judgements import Opinion, latest
from credcheck.store._rows import words
from credcheck.store._tables import QUEUE, storable
from credcheck.text import fold

AT_ONCE = 1000


class State(StrEnum):
    """Where a row of the queue stands."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class Order(StrEnum):
    """By which column the queue is sorted; as it came in by default."""

    COMING = "id"
    NAME = "name"
    HANDLE = "handle"
    PLATFORM = "platform"
    HEADLINE = "headline"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows, in which order; an empty field asks for nothing."""

    search: str = ""
    states: tuple[State, ...] = ()
    headlines: tuple[Headline, ...] = ()
    judged: bool | None = None
    order: Order = Order.COMING
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Queued:
    """One row of the queue: what it shows, its report once it is checked, the user's opinion once it is judged."""

    id: int
    state: State
    platform: str
    handle: str
    name: str
    headline: Headline | None
    report_id: str
    opinion: Opinion | None
    error: Sentence | None


class Queue:
    """The profiles to check one after the other; it outlives the program."""

    def __init__(self, desk: Desk) -> None:
        """Work at this desk."""
        self._desk = desk

    def add(self, rows: Iterable[tuple[str, Profile]]) -> int:
        """Put profiles at the end, each with the caller's own id; how many that were."""
        made, source = 0, iter(rows)
        while part := [_row(id, profile) for id, profile in islice(source, AT_ONCE)]:
            with self._desk.writing() as connection:
                connection.execute(insert(QUEUE), part)
            made += len(part)
        return made

    def page(self, wanted: Wanted = Wanted(), limit: int = 200, offset: int = 0) -> tuple[Queued, ...]:
        """Some rows of those wanted, in the order wanted."""
        column = QUEUE.c[wanted.order.value]
        query = _those(wanted).order_by(column.desc() if wanted.descending else column, QUEUE.c.id)
        with self._desk.reading() as connection:
            return tuple(map(_queued, connection.execute(query.limit(limit).offset(offset))))

    def count(self, wanted: Wanted = Wanted()) -> int:
        """How many rows those are."""
        with self._desk.reading() as connection:
            return connection.scalar(select(func.count()).select_from(_those(wanted).subquery())) or 0

    def states(self) -> dict[State, int]:
        """How many rows stand in each state; a state that none is in has no number."""
        query = select(QUEUE.c.state, func.count()).group_by(QUEUE.c.state)
        with self._desk.reading() as connection:
            return {State(state): count for state, count in connection.execute(query)}

    def profile(self, row_id: int) -> Profile | None:
        """The profile of a row, None when the row is gone."""
        with self._desk.reading() as connection:
            row = connection.scalar(select(QUEUE.c.row).where(QUEUE.c.id == row_id))
        return wire.profile_from(row["profile"]) if row else None

    def waiting(self, limit: int = 16) -> tuple[int, ...]:
        """The rows to check next, as they came in."""
        query = select(QUEUE.c.id).where(QUEUE.c.state == State.WAITING.value).order_by(QUEUE.c.id).limit(limit)
        with self._desk.reading() as connection:
            return tuple(connection.scalars(query))

    def done(self, row_id: int, checked: Profile, report: Report) -> None:
        """Note the report that came of the profile of a row, if the row still holds it."""
        values = {"state": State.DONE.value, "report_id": report.id, "headline": report.verdict.headline.value}
        self._note(row_id, checked, values)

    def failed(self, row_id: int, checked: Profile, why: Sentence) -> None:
        """Note why the profile of a row could not be checked, if the row still holds it."""
        self._note(row_id, checked, {"state": State.FAILED.value, "error": {"id": why.id, "params": dict(why.params)}})

    def again(self, row_id: int) -> None:
        """Let a row wait once more."""
        waiting = {"state": State.WAITING.value, "report_id": "", "headline": "", "error": None}
        with self._desk.writing() as connection:
            connection.execute(update(QUEUE).where(QUEUE.c.id == row_id).values(**waiting))

    def last_id(self) -> int:
        """The number of the last row, 0 when there is none."""
        with self._desk.reading() as connection:
            return connection.scalar(select(func.max(QUEUE.c.id))) or 0

    def take_out(self, first: int, last: int) -> int:
        """Take out the rows from `first` to `last`; reports stay. How many that were."""
        with self._desk.writing() as connection:
            return connection.execute(delete(QUEUE).where(QUEUE.c.id.between(first, last))).rowcount

    def clear(self, *states: State) -> int:
        """Take rows of these states out, or all; reports stay. How many that were."""
        gone = delete(QUEUE)
        if states:
            gone = gone.where(QUEUE.c.state.in_([s.value for s in states]))
        with self._desk.writing() as connection:
            return connection.execute(gone).rowcount

    def _note(self, row_id: int, checked: Profile, values: dict[str, Any]) -> None:
        """While a profile is checked its row may be taken out; databases give its number to the next one then."""
        with self._desk.writing() as connection:
            row = connection.scalar(select(QUEUE.c.row).where(QUEUE.c.id == row_id))
            if row and wire.profile_from(row["profile"]) == checked:
                connection.execute(update(QUEUE).where(QUEUE.c.id == row_id).values(**values))


def _row(id: str, profile: Profile) -> dict[str, Any]:
    return {
        "state": State.WAITING.value,
        "platform": storable(profile.platform),
        "handle": storable(profile.handle),
        "name": storable(profile.name),
        "headline": "",
        "words": words(profile.name, profile.handle, profile.platform),
        "row": {"id": id, "profile": wire.profile_table(profile)},
        "report_id": "",
    }


def _those(wanted: Wanted) -> Select[Any]:
    opinion = latest()
    shown = [c for c in QUEUE.c if c.name not in ("words", "row")]
    query = select(*shown, opinion.c.opinion).outerjoin(opinion, opinion.c.report_id == QUEUE.c.report_id)
    for word in storable(fold(wanted.search)).split()[:20]:
        query = query.where(QUEUE.c.words.contains(word, autoescape=True))
    if wanted.states:
        query = query.where(QUEUE.c.state.in_([s.value for s in wanted.states]))
    if wanted.headlines:
        query = query.where(QUEUE.c.headline.in_([h.value for h in wanted.headlines]))
    if wanted.judged is not None:
        query = query.where(opinion.c.opinion.is_not(None) if wanted.judged else opinion.c.opinion.is_(None))
    return query


def _queued(row: Row[Any]) -> Queued:
    error = Sentence(row.error["id"], **row.error["params"]) if row.error else None
    return Queued(
        row.id,
        State(row.state),
        row.platform,
        row.handle,
        row.name,
        Headline(row.headline) if row.headline else None,
        row.report_id,
        Opinion(row.opinion) if row.opinion else None,
        error,
    )
