"""Finished reports as rows: what history shows stands in columns, the report itself in one JSON body."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select

from credcheck import wire
from credcheck.errors import BadInput, StoreError
from credcheck.model import Headline, Level, RecordAxis, Report, Sentence
from credcheck.store._tables import REPORTS, stamp
from credcheck.text import fold


@dataclass(frozen=True, slots=True)
class Line:
    """One line of history."""

    id: str
    at: datetime
    platform: str
    handle: str
    name: str
    headline: Headline
    record: RecordAxis
    account: Level
    complete: bool


def write(connection: Connection, report: Report) -> None:
    """Keep a report; one of the same id is replaced."""
    connection.execute(delete(REPORTS).where(REPORTS.c.id == report.id))
    connection.execute(insert(REPORTS).values(**_row(report)))


def read(connection: Connection, report_id: str) -> Report | None:
    """The report of that id, or None."""
    body = connection.scalar(select(REPORTS.c.body).where(REPORTS.c.id == _storable(report_id)))
    if body is None:
        return None
    try:
        return wire.loads(zlib.decompress(body))
    except (zlib.error, BadInput) as error:
        raise StoreError(Sentence("store.bad_report", report=report_id)) from error


def lines(connection: Connection, search: str, limit: int) -> tuple[Line, ...]:
    """The newest lines that hold every word of `search`."""
    return tuple(_line(row) for row in connection.execute(_found(search, limit)))


def remove(connection: Connection, report_id: str) -> bool:
    """Delete a report; whether there was one."""
    return connection.execute(delete(REPORTS).where(REPORTS.c.id == report_id)).rowcount > 0


def _found(search: str, limit: int) -> Select[Any]:
    columns = [c for c in REPORTS.c if c.name not in ("words", "body")]
    query = select(*columns).order_by(REPORTS.c.at.desc(), REPORTS.c.id).limit(limit)
    for word in _storable(fold(search)).split()[:20]:
        query = query.where(REPORTS.c.words.contains(word, autoescape=True))
    return query


def _row(report: Report) -> dict[str, Any]:
    profile, verdict = report.case.profile, report.verdict
    return {
        "id": report.id,
        "at": stamp(report.at),
        "platform": _storable(profile.platform),
        "handle": _storable(profile.handle),
        "name": _storable(profile.name),
        "headline": verdict.headline.value,
        "record": verdict.record.value,
        "account": int(verdict.account),
        "complete": report.complete,
        "words": _storable(" ".join(fold(t) for t in (profile.name, profile.handle, profile.platform))),
        "body": zlib.compress(wire.dumps(report)),
    }


def _storable(text: str) -> str:
    """Without what databases refuse: NUL and lone surrogates. The body keeps the exact text."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


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
    )
