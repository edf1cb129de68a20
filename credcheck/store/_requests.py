"""The log of requests: what left the machine, to whom, when, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, insert, select

from credcheck.net import Sent
from credcheck.store._open import in_our_words
from credcheck.store._tables import REQUESTS, stamp


class Requests:
    """The `RequestLog` of `net`; a note that cannot be written raises StoreError, so the request is not sent."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        """Keep the engine and the clock."""
        self._engine = engine
        self._writing = engine.execution_options(writes=True)
        self._now = now

    def note(self, sent: Sent) -> None:
        """Write one request down before it leaves."""
        row = {"at": stamp(sent.at), "host": sent.host, "what": _storable(sent.what), "why": sent.why}
        with in_our_words(str(self._engine.url)), self._writing.begin() as connection:
            connection.execute(insert(REQUESTS).values(**row, keyed=sent.keyed))

    def read(self, since: datetime | None = None, limit: int = 1000) -> tuple[Sent, ...]:
        """The newest requests, newest first."""
        wanted = select(REQUESTS).order_by(REQUESTS.c.number.desc()).limit(limit)
        if since is not None:
            wanted = wanted.where(REQUESTS.c.at >= stamp(since))
        with in_our_words(str(self._engine.url)), self._engine.begin() as connection:
            rows = connection.execute(wanted).all()
        return tuple(Sent(datetime.fromisoformat(r.at), r.host, r.what, r.why, r.keyed) for r in rows)

    def clear(self, before: datetime | None = None) -> int:
        """Delete the notes from before a moment, or all; how many that were."""
        with in_our_words(str(self._engine.url)), self._writing.begin() as connection:
            return _delete(connection, before)


def _delete(connection: Connection, before: datetime | None) -> int:
    gone = delete(REQUESTS) if before is None else delete(REQUESTS).where(REQUESTS.c.at < stamp(before))
    return connection.execute(gone).rowcount


def _storable(text: str) -> str:
    return text.replace("\0", "\ufffd")
