"""Raw answers of registries, each kept for the time its asker said."""

from __future__ import annotations

import hashlib
import logging
import zlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, select

from credcheck.errors import StoreError
from credcheck.net import Fetched
from credcheck.store._desk import Desk
from credcheck.store._tables import ANSWERS, stamp

logger = logging.getLogger(__name__)


class Answers:
    """The `AnswerCache` of `net`. An answer that cannot be kept is asked again later, so a full disk stops no check."""

    def __init__(self, desk: Desk) -> None:
        """Work at this desk."""
        self._desk = desk

    def get(self, key: str) -> Fetched | None:
        """The answer kept under a key, or None when there is none, it has expired or its bytes have changed."""
        return self._one(key, ANSWERS.c.expires_at > stamp(self._desk.now()))

    def stale(self, key: str) -> Fetched | None:
        """The answer kept under a key, expired or not, while it may be renewed; None otherwise."""
        return self._one(key, ANSWERS.c.renew_until > stamp(self._desk.now()))

    def put(self, key: str, answer: Fetched, keep_s: float, renew_s: float = 0.0) -> None:
        """Keep an answer for so many seconds from when it was fetched; an older one under the key is replaced."""
        if keep_s <= 0:
            return
        row = _row(_short(key), answer, keep_s, renew_s)
        try:
            with self._desk.writing() as connection:
                connection.execute(delete(ANSWERS).where(ANSWERS.c.key == row["key"]))
                connection.execute(insert(ANSWERS).values(**row))
        except StoreError as error:
            logger.warning("an answer could not be kept: %s", error.sentence.id)

    def purge(self) -> int:
        """Delete what has expired and can no longer be renewed; how many answers that were."""
        ends = func.coalesce(ANSWERS.c.renew_until, ANSWERS.c.expires_at)
        with self._desk.writing() as connection:
            return connection.execute(delete(ANSWERS).where(ends <= stamp(self._desk.now()))).rowcount

    def _one(self, key: str, condition: ColumnElement[bool]) -> Fetched | None:
        wanted = select(ANSWERS).where(ANSWERS.c.key == _short(key), condition)
        with self._desk.reading() as connection:
            row = connection.execute(wanted).one_or_none()
        return _answer(row) if row else None


def _short(key: str) -> str:
    """A key of any length as one that fits the column."""
    return key if len(key) <= 200 else f"sha256:{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()}"


def _row(key: str, answer: Fetched, keep_s: float, renew_s: float) -> dict[str, Any]:
    expires_at = answer.at + timedelta(seconds=keep_s)
    return {
        "key": key,
        "url": answer.url,
        "status": answer.status,
        "headers": dict(answer.headers),
        "body": zlib.compress(answer.body),
        "digest": answer.digest,
        "at": stamp(answer.at),
        "expires_at": stamp(expires_at),
        "renew_until": stamp(expires_at + timedelta(seconds=renew_s)) if renew_s > 0 else None,
    }


def _answer(row: Row[Any]) -> Fetched | None:
    try:
        body = zlib.decompress(row.body)
    except zlib.error:
        return None
    if hashlib.sha256(body).hexdigest() != row.digest:
        return None
    return Fetched(row.url, row.status, row.headers, body, datetime.fromisoformat(row.at), row.digest, cached=True)
