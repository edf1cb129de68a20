"""The watch list: accounts to check again every so many days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from credcheck.errors import BadInput
from credcheck.model import Sentence
from credcheck.store._desk import Desk
from credcheck.store._judgements import check_report
from credcheck.store._put import put
from credcheck.store._tables import REPORTS, WATCHES, stamp, storable

LONGEST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Watch:
    """An account that is watched: how often, when it is due, and the last check of it."""

    account_key: str
    every_days: int
    since: datetime
    due: datetime
    report_id: str


class Watches:
    """The accounts the user wants checked again."""

    def __init__(self, desk: Desk) -> None:
        """Work at this desk."""
        self._desk = desk

    def add(self, report_id: str, every_days: int) -> Watch:
        """Watch the account of a report, first due after one interval; BadInput where that cannot be."""
        if not 1 <= every_days <= LONGEST_DAYS:
            raise BadInput(Sentence("store.bad_interval", days=every_days, most=LONGEST_DAYS))
        now = self._desk.now()
        with self._desk.writing() as connection:
            check_report(connection, report_id)
            key = connection.scalar(select(REPORTS.c.account_key).where(REPORTS.c.id == report_id))
            if not key:
                raise BadInput(Sentence("store.no_account"))
            made = Watch(key, every_days, now, now + timedelta(days=every_days), report_id)
            put(connection, WATCHES, _row(made))
        return made

    def remove(self, account_key: str) -> bool:
        """Watch an account no longer; whether it was watched."""
        with self._desk.writing() as connection:
            gone = connection.execute(delete(WATCHES).where(WATCHES.c.account_key == storable(account_key)))
        return gone.rowcount > 0

    def all(self) -> tuple[Watch, ...]:
        """Every watched account, the next due first."""
        return self._those()

    def due(self) -> tuple[Watch, ...]:
        """The accounts whose time has come; what is due more than an interval from now was put off by a wrong clock."""
        now = self._desk.now()
        return tuple(w for w in self._those() if w.due <= now or w.due - now > timedelta(days=w.every_days))

    def checked(self, account_key: str, report_id: str) -> None:
        """Note that a watched account was checked again; it is due after one more interval."""
        with self._desk.writing() as connection:
            key = WATCHES.c.account_key == storable(account_key)
            days = connection.scalar(select(WATCHES.c.every_days).where(key))
            if days:
                due = stamp(self._desk.now() + timedelta(days=days))
                connection.execute(update(WATCHES).where(key).values(due=due, report_id=report_id))

    def _those(self) -> tuple[Watch, ...]:
        query = select(WATCHES).order_by(WATCHES.c.due, WATCHES.c.account_key)
        with self._desk.reading() as connection:
            return tuple(_watch(row) for row in connection.execute(query))


def settle(connection: Connection) -> None:
    """A watch whose check was erased goes on with the newest check of the account that is left, or ends."""
    orphans = select(WATCHES.c.account_key).where(WATCHES.c.report_id.not_in(select(REPORTS.c.id)))
    for key in connection.scalars(orphans).all():
        of_account = select(REPORTS.c.id).where(REPORTS.c.account_key == key)
        left = connection.scalar(of_account.order_by(REPORTS.c.at.desc(), REPORTS.c.id).limit(1))
        mine = WATCHES.c.account_key == key
        connection.execute(update(WATCHES).where(mine).values(report_id=left) if left else delete(WATCHES).where(mine))


def _row(watch: Watch) -> dict[str, Any]:
    return {
        "account_key": watch.account_key,
        "report_id": watch.report_id,
        "every_days": watch.every_days,
        "since": stamp(watch.since),
        "due": stamp(watch.due),
    }


def _watch(row: Row[Any]) -> Watch:
    since, due = (datetime.fromisoformat(text) for text in (row.since, row.due))
    return Watch(row.account_key, row.every_days, since, due, row.report_id)
