"""Fills the columns that migration 0004 adds, and begins the log with the reports that are there already."""

from __future__ import annotations

import zlib
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from credcheck import wire
from credcheck.errors import BadInput
from credcheck.model import Report
from credcheck.store import _chain
from credcheck.store._packed import unpacked
from credcheck.store._rows import columns, identities, logged
from credcheck.store._tables import HEAD, IDENTITIES, REPORTS


def fill(connection: Connection) -> None:
    """Give every older report its account, person and digest, and its row in the log, the oldest first."""
    connection.execute(insert(HEAD).values(id=1, seq=0, digest=_chain.START))
    for row in connection.execute(select(REPORTS.c.id, REPORTS.c.at).order_by(REPORTS.c.at, REPORTS.c.id)).all():
        body = connection.scalar(select(REPORTS.c.body).where(REPORTS.c.id == row.id)) or b""
        _fill_one(connection, row.id, datetime.fromisoformat(row.at), body)


def _fill_one(connection: Connection, id: str, at: datetime, body: bytes) -> None:
    raw, report = _read(body)
    digest = wire.digest(raw)
    if report is None:  # damaged: it stays as it is, and the log says that it was there
        content: dict[str, Any] = {"digest": digest}
        about = _chain.Subject(id)
    else:
        made = columns(report)
        new = {"account_key": made["account_key"], "person": made["person"], "digest": digest}
        connection.execute(update(REPORTS).where(REPORTS.c.id == id).values(**new))
        if found := identities(report):
            connection.execute(insert(IDENTITIES), found)
        content, about = logged(report, digest), _chain.Subject(id, made["account_key"])
    _chain.append(connection, _chain.Kind.CHECK, at, about, content)


def _read(body: bytes) -> tuple[bytes, Report | None]:
    try:
        raw = unpacked(body)
        return raw, wire.loads(raw)
    except (zlib.error, BadInput):
        return body, None
