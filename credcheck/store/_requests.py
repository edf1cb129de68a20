"""The log of requests: what left the machine, to whom, when, and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from credcheck.net import Sent
from credcheck.store._desk import Desk
from credcheck.store._tables import REQUESTS, stamp


class Requests:
    """The `RequestLog` of `net`; a note that cannot be written raises StoreError, so the request is not sent."""

    def __init__(self, desk: Desk) -> None:
        """Work at this desk."""
        self._desk = desk

    def note(self, sent: Sent) -> None:
        """Write one request down before it leaves."""
        row = {"at": stamp(sent.at), "host": sent.host, "what": _storable(sent.what), "why": sent.why}
        with self._desk.writing() as connection:
            connection.execute(insert(REQUESTS).values(**row, keyed=sent.keyed))

    def read(self, since: datetime | None = None, limit: int = 1000) -> tuple[Sent, ...]:
        """The newest requests, newest first."""
        wanted = select(REQUESTS).order_by(REQUESTS.c.number.desc()).limit(limit)
        if since is not None:
            wanted = wanted.where(REQUESTS.c.at >= stamp(since))
        with self._desk.reading() as connection:
            rows = connection.execute(wanted).all()
        return tuple(Sent(datetime.fromisoformat(r.at), r.host, r.what, r.why, r.keyed) for r in rows)

    def clear(self, before: datetime | None = None) -> int:
        """Delete the notes from before a moment, or all; how many that were."""
        with self._desk.writing() as connection:
            return _delete(connection, before)


def _delete(connection: Connection, before: datetime | None) -> int:
    gone = delete(REQUESTS) if before is None else delete(REQUESTS).where(REQUESTS.c.at < stamp(before))
    return connection.execute(gone).rowcount


def _storable(text: str) -> str:
    return text.replace("\0", "\ufffd")
