"""Erasure of one check, one subject or everything of an age; the log keeps digests as tombstones and says what went."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update

from credcheck.store import _chain, _watches
from credcheck.store._desk import Desk
from credcheck.store._tables import (
    ACCOUNTS,
    ANSWERS,
    CHALLENGES,
    IDENTITIES,
    JUDGEMENTS,
    LOG,
    NOTES,
    QUEUE,
    REPORTS,
    REQUESTS,
    WATCHES,
    stamp,
    storable,
)

PART = 500
LONGEST_CHECK = timedelta(hours=1)


class Eraser:
    """Deletes for good: the bytes are overwritten in an SQLite file, and its write-ahead log is emptied."""

    def __init__(self, desk: Desk) -> None:
        """Work at this desk."""
        self._desk = desk

    def report(self, report_id: str) -> int:
        """Erase one check; how many that were."""
        return self._erase(REPORTS.c.id == storable(report_id), (), "report")

    def account(self, account_key: str) -> int:
        """Erase every check of one account, its failed ones and its watch; how many reports that were."""
        return self._erase(REPORTS.c.account_key == storable(account_key), (account_key,), "subject")

    def person(self, identity: str) -> int:
        """Erase every check of accounts that fit or quote one person of a register ("npi:1234567893")."""
        ids = select(IDENTITIES.c.report_id).where(IDENTITIES.c.identity == storable(identity))
        which = REPORTS.c.id.in_(ids)
        with self._desk.writing() as connection:
            keys = connection.scalars(select(REPORTS.c.account_key).where(which).distinct()).all()
            gone = self._take_out(connection, which, tuple(key for key in keys if key), "subject")
        self._overwrite()
        return gone

    def older_than(self, days: int) -> int:
        """Erase what was checked before so many days, but not what a watched account is checked again from."""
        before = stamp(self._desk.now() - timedelta(days=days))
        watched = select(WATCHES.c.report_id)
        logged = LOG.c.at < before, or_(LOG.c.report_id.is_(None), LOG.c.report_id.not_in(watched))
        return self._erase(and_(REPORTS.c.at < before, REPORTS.c.id.not_in(watched)), (), "age", and_(*logged))

    def _erase(
        self, which: ColumnElement[bool], accounts: Collection[str], why: str, logged: ColumnElement[bool] | None = None
    ) -> int:
        with self._desk.writing() as connection:
            gone = self._take_out(connection, which, accounts, why, logged)
        self._overwrite()
        return gone

    def _take_out(
        self,
        connection: Connection,
        which: ColumnElement[bool],
        accounts: Collection[str],
        why: str,
        logged: ColumnElement[bool] | None = None,
    ) -> int:
        ids, ends = _found(connection, which)
        gone = _rows(connection, ids, accounts, logged)
        _delete(connection, ids, accounts)
        _watches.settle(connection)
        _blank_requests(connection, ends)
        _chain.erase(connection, gone, self._desk.now(), why)
        return len(ids)

    def _overwrite(self) -> None:
        """Leave nothing of it in the write-ahead log of an SQLite file (secure_delete has blanked the pages)."""
        if self._desk.engine.dialect.name == "sqlite":
            with self._desk.engine.connect() as connection:
                raw = connection.connection.dbapi_connection
                if raw is not None:
                    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()


def _found(connection: Connection, which: ColumnElement[bool]) -> tuple[list[str], list[datetime]]:
    """The reports' ids and times, row by row: a hundred thousand rows held at once stop the window's thread."""
    ids: list[str] = []
    ends: list[datetime] = []
    for id, at in connection.execute(select(REPORTS.c.id, REPORTS.c.at).where(which)).yield_per(PART):
        ids.append(id)
        ends.append(datetime.fromisoformat(at))
    return ids, ends


def _rows(
    connection: Connection, ids: Collection[str], accounts: Collection[str], logged: ColumnElement[bool] | None
) -> set[int]:
    """The log's rows about these reports and accounts that still have a content; tombstones' own rows stay."""
    about: list[ColumnElement[bool]] = [LOG.c.report_id.in_(part) for part in _parts(ids)]
    about += [LOG.c.account_key.in_(part) for part in _parts(accounts)]
    if logged is not None:
        about.append(logged)
    found: set[int] = set()
    for condition in about:
        query = select(LOG.c.seq).where(condition, LOG.c.content.is_not(None), LOG.c.kind != _chain.Kind.ERASED.value)
        found.update(connection.scalars(query))
    return found


def _delete(connection: Connection, ids: Collection[str], accounts: Collection[str]) -> None:
    for part in _parts(ids):
        for table in (JUDGEMENTS, NOTES, IDENTITIES, ACCOUNTS, QUEUE):
            connection.execute(delete(table).where(table.c.report_id.in_(part)))
        connection.execute(delete(REPORTS).where(REPORTS.c.id.in_(part)))
    for part in _parts(accounts):
        connection.execute(delete(WATCHES).where(WATCHES.c.account_key.in_(part)))
        connection.execute(delete(CHALLENGES).where(CHALLENGES.c.account.in_(part)))
    if accounts:
        _delete_traces(connection, accounts)


def _delete_traces(connection: Connection, accounts: Collection[str]) -> None:
    """What else may speak of a subject: rows of the queue, and kept answers, which nobody can tell apart by person."""
    connection.execute(delete(ANSWERS))
    for key in accounts:
        platform, _, handle = key.partition(":")
        same = or_(
            QUEUE.c.handle.ilike(_plain(handle), escape="/"), QUEUE.c.handle.ilike(_plain(f"@{handle}"), escape="/")
        )
        connection.execute(delete(QUEUE).where(QUEUE.c.platform == platform, same))


def _blank_requests(connection: Connection, ends: Collection[datetime]) -> None:
    """A noted request may name the person: it stays noted that one left, and where to, but not what it said."""
    for begin, end in _spans(ends):
        during = REQUESTS.c.at.between(stamp(begin), stamp(end))
        connection.execute(update(REQUESTS).where(during).values(what=""))


def _spans(ends: Collection[datetime]) -> list[tuple[datetime, datetime]]:
    """When checks that ended then may have run, as few spans as there are: many checks of one day share one."""
    spans: list[tuple[datetime, datetime]] = []
    for end in sorted(ends):
        begin = end - LONGEST_CHECK
        if spans and begin <= spans[-1][1]:
            spans[-1] = spans[-1][0], end
        else:
            spans.append((begin, end))
    return spans


def _plain(text: str) -> str:
    return text.replace("/", "//").replace("%", "/%").replace("_", "/_")


def _parts(values: Collection[Any]) -> Iterator[list[Any]]:
    """In pieces that no database finds too long."""
    listed = list(values)
    for start in range(0, len(listed), PART):
        yield listed[start : start + PART]
