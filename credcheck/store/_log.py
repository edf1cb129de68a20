"""The log of checks as the rest of the program sees it: what it says, whether it is whole, and failed checks in it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from credcheck import wire
from credcheck.errors import CredCheckError, NotPublic
from credcheck.model import Profile, Sentence
from credcheck.store import _chain
from credcheck.store._chain import Head, Kind, Subject
from credcheck.store._desk import Desk
from credcheck.store._packed import unpacked
from credcheck.store._rows import account_key
from credcheck.store._tables import LOG, REPORTS, storable

SHOWN = 50
PAGE = 1000
BEGIN = Head()


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log; without content once it was erased."""

    seq: int
    at: datetime
    kind: Kind
    content: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Audit:
    """How many rows hold, where the log ends, and what does not fit."""

    rows: int
    head: Head
    faults: tuple[Sentence, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was changed, taken out or moved."""
        return not self.faults


class Log:
    """The append-only log of checks, failed ones among them."""

    def __init__(self, desk: Desk) -> None:
        """Work at this desk."""
        self._desk = desk

    def head(self) -> Head:
        """The end of the chain."""
        with self._desk.reading() as connection:
            return _chain.head(connection)

    def failed(self, profile: Profile, error: CredCheckError) -> None:
        """Log a check without a report; only the error's id is kept, and nothing of an account that hides."""
        about = Subject("", "" if isinstance(error, NotPublic) else account_key(profile))
        with self._desk.writing() as connection:
            _chain.append(connection, Kind.FAILED, self._desk.now(), about, {"error": error.sentence.id})

    def entries(self, limit: int = 200, before: int | None = None) -> tuple[Entry, ...]:
        """The newest rows, or the newest before a given one."""
        query = select(LOG).order_by(LOG.c.seq.desc()).limit(limit)
        with self._desk.reading() as connection:
            return tuple(map(_entry, connection.execute(query if before is None else query.where(LOG.c.seq < before))))

    def holds(self, report_id: str, digest: str) -> Sentence:
        """Whether a report with this id and digest was logged here, in words."""
        query = select(LOG).where(LOG.c.report_id == storable(report_id)).order_by(LOG.c.seq.desc())
        with self._desk.reading() as connection:
            rows = connection.execute(query).all()
        for row in rows:
            if (_content(row) or {}).get("digest") == digest:
                return Sentence("verify.logged", row=row.seq)
        return Sentence("verify.logged_otherwise" if rows else "verify.logged_not")

    def audit(self) -> Audit:
        """Follow the chain from its start, and compare every kept report with what was logged of it."""
        with self._desk.reading() as connection:
            end, followed = _chain.head(connection), _Followed()
            for row in _all(connection):
                followed.take(row)
            faults = [*followed.faults, *_at_end(end, followed), *_reports(connection, followed.reports)]
        return Audit(followed.rows, end, tuple(faults[:SHOWN]))


@dataclass(slots=True)
class _Followed:
    """What is known of the chain so far; grows row by row."""

    rows: int = 0
    before: Head = BEGIN
    faults: list[Sentence] = field(default_factory=list)
    bare: set[int] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)
    reports: dict[str, str] = field(default_factory=dict)

    def take(self, row: Row[Any]) -> None:
        """Follow the chain by one row."""
        self.rows += 1
        fits = row.seq == self.before.seq + 1
        digest = _chain.link(self.before.digest, row.seq, row.at, row.kind, row.content_digest)
        if not fits:
            self.faults.append(Sentence("store.log_gap", after=self.before.seq, next=row.seq))
        elif digest != row.digest:
            self.faults.append(Sentence("store.log_changed", row=row.seq))
        self.before = Head(row.seq, row.digest)
        self._read(row)

    def _read(self, row: Row[Any]) -> None:
        if row.content is None:
            self.bare.add(row.seq)
            if row.report_id is not None or row.account_key is not None:
                self.faults.append(Sentence("store.log_changed", row=row.seq))
            return
        content = _content(row)
        if content is None or _chain.digest_of(row.content) != row.content_digest or not _same(row, content):
            self.faults.append(Sentence("store.log_changed", row=row.seq))
            return
        if row.kind == Kind.ERASED:
            self.erased.update(content["rows"])
        elif row.kind in (Kind.CHECK, Kind.IMPORTED) and content["report"]:
            self.reports[content["report"]] = content["digest"]


def _all(connection: Connection) -> Iterator[Row[Any]]:
    last = -(2**31)
    while rows := connection.execute(select(LOG).where(LOG.c.seq > last).order_by(LOG.c.seq).limit(PAGE)).all():
        yield from rows
        last = rows[-1].seq


def _at_end(end: Head, followed: _Followed) -> Iterator[Sentence]:
    if followed.before != end:
        yield Sentence("store.log_cut", rows=followed.before.seq, promised=end.seq)
    for seq in sorted(followed.bare - followed.erased):
        yield Sentence("store.log_emptied", row=seq)


def _reports(connection: Connection, logged: dict[str, str]) -> Iterator[Sentence]:
    """Every logged report is there as it was logged, and none that was not logged."""
    query = select(REPORTS.c.id, REPORTS.c.digest, REPORTS.c.body)
    for row in connection.execute(query):
        promised = logged.pop(row.id, None)
        if promised is None:
            yield Sentence("store.unlogged", report=row.id)
        elif not row.digest == promised == _digest(row.body):
            yield Sentence("store.report_changed", report=row.id)
    for missing in logged:
        yield Sentence("store.report_missing", report=missing)


def _digest(body: bytes) -> str:
    try:
        return wire.digest(unpacked(body))
    except zlib.error:
        return wire.digest(body)


def _same(row: Row[Any], content: dict[str, Any]) -> bool:
    """Whether the columns that searches use say what the content says."""
    return (row.report_id or "", row.account_key or "") == (content.get("report"), content.get("account"))


def _content(row: Row[Any]) -> dict[str, Any] | None:
    try:
        content = json.loads(row.content)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.seq, datetime.fromisoformat(row.at), Kind(row.kind), _content(row) if row.content else None)
