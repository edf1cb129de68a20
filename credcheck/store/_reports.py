"""Finished reports as rows: kept whole, logged in the same transaction, found again by search and filter."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select

from credcheck import wire
from credcheck.errors import BadInput, StoreError
from credcheck.model import Headline, Level, RecordAxis, Report, Sentence
from credcheck.store import _chain
from credcheck.store._judgements import Opinion, latest
from credcheck.store._packed import unpacked
from credcheck.store._rows import columns, identities, logged
from credcheck.store._tables import IDENTITIES, REPORTS, WATCHES, stamp, storable
from credcheck.text import fold


@dataclass(frozen=True, slots=True)
class Line:
    """One line of history; `opinion` is the user's own, None without one."""

    id: str
    at: datetime
    platform: str
    handle: str
    name: str
    headline: Headline
    record: RecordAxis
    account: Level
    complete: bool
    account_key: str = ""
    person: str = ""
    opinion: Opinion | None = None
    watched: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines of history are wanted; an empty field asks for nothing."""

    headlines: tuple[Headline, ...] = ()
    platform: str = ""
    account_key: str = ""
    person: str = ""
    opinions: tuple[Opinion, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    watched: bool = False


def write(connection: Connection, report: Report) -> Report:
    """Keep a report and log it; the report as kept, which names the end of the log before it."""
    report = replace(report, chain=_chain.head(connection, lock=True).text())
    raw = wire.dumps(report)
    made, digest = columns(report), wire.digest(raw)
    _drop(connection, report.id)
    connection.execute(insert(REPORTS).values(**made, body=zlib.compress(raw), digest=digest))
    if found := identities(report):
        connection.execute(insert(IDENTITIES), found)
    about = _chain.Subject(report.id, made["account_key"])
    _chain.append(connection, _chain.Kind.CHECK, report.at, about, logged(report, digest))
    return report


def read(connection: Connection, report_id: str) -> Report | None:
    """The report of that id, or None."""
    body = raw(connection, report_id)
    try:
        return wire.loads(body) if body is not None else None
    except BadInput as error:
        raise StoreError(Sentence("store.bad_report", report=report_id)) from error


def raw(connection: Connection, report_id: str) -> bytes | None:
    """The bytes of a report as they were made, or None."""
    body = connection.scalar(select(REPORTS.c.body).where(REPORTS.c.id == storable(report_id)))
    try:
        return unpacked(body) if body is not None else None
    except zlib.error as error:
        raise StoreError(Sentence("store.bad_report", report=report_id)) from error


def lines(connection: Connection, search: str, wanted: Filter, limit: int, offset: int) -> tuple[Line, ...]:
    """The newest lines that hold every word of `search` and pass the filter."""
    query = _found(search, wanted).order_by(REPORTS.c.at.desc(), REPORTS.c.id).limit(limit).offset(offset)
    return tuple(_line(row) for row in connection.execute(query))


def count(connection: Connection, search: str, wanted: Filter) -> int:
    """How many lines there are."""
    return connection.scalar(select(func.count()).select_from(_found(search, wanted).subquery())) or 0


def sharing(connection: Connection, identity: str) -> tuple[Line, ...]:
    """The newest line of each account that fits or quotes this identity."""
    ids = select(IDENTITIES.c.report_id).where(IDENTITIES.c.identity == storable(identity))
    query = _found("", Filter()).where(REPORTS.c.id.in_(ids)).order_by(REPORTS.c.at.desc(), REPORTS.c.id)
    newest: dict[str, Line] = {}
    for line in map(_line, connection.execute(query)):
        newest.setdefault(line.account_key or line.id, line)
    return tuple(newest.values())


def _drop(connection: Connection, report_id: str) -> None:
    connection.execute(delete(REPORTS).where(REPORTS.c.id == report_id))
    connection.execute(delete(IDENTITIES).where(IDENTITIES.c.report_id == report_id))


def _found(search: str, wanted: Filter) -> Select[Any]:
    opinion, watched = latest(), select(WATCHES.c.account_key).subquery()
    shown = [c for c in REPORTS.c if c.name not in ("words", "body", "digest")]
    query = (
        select(*shown, opinion.c.opinion, watched.c.account_key.label("watched"))
        .outerjoin(opinion, opinion.c.report_id == REPORTS.c.id)
        .outerjoin(watched, watched.c.account_key == REPORTS.c.account_key)
    )
    for word in storable(fold(search)).split()[:20]:
        query = query.where(REPORTS.c.words.contains(word, autoescape=True))
    return query.where(*_conditions(wanted, opinion.c.opinion, watched.c.account_key))


def _conditions(wanted: Filter, opinion: Any, watched: Any) -> list[Any]:
    asked = {
        REPORTS.c.platform: wanted.platform,
        REPORTS.c.account_key: wanted.account_key,
        REPORTS.c.person: wanted.person,
    }
    found = [column == storable(value) for column, value in asked.items() if value]
    if wanted.headlines:
        found.append(REPORTS.c.headline.in_([h.value for h in wanted.headlines]))
    if wanted.opinions:
        found.append(opinion.in_([o.value for o in wanted.opinions]))
    if wanted.since:
        found.append(REPORTS.c.at >= stamp(wanted.since))
    if wanted.until:
        found.append(REPORTS.c.at < stamp(wanted.until))
    if wanted.watched:
        found.append(watched.is_not(None))
    return found


def _line(row: Row[Any]) -> Line:
    return Line(
        row.id,
        datetime.fromisoformat(row.at),
        row.platform,
        row.handle,
        row.name,
        Headline(row.headline),
        RecordAxis(row.record),
        Level(row.account),
        row.complete,
        row.account_key,
        row.person,
        Opinion(row.opinion) if row.opinion else None,
        row.watched is not None,
    )
