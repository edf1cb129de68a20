"""Raw answers of registries, each kept for the time its asker said, and no longer than the user wants."""

from __future__ import annotations

import hashlib
import logging
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, select, update

from credcheck.errors import StoreError
from credcheck.model import Outcome, Report
from credcheck.net import Fetched
from credcheck.store._desk import Desk
from credcheck.store._packed import unpacked
from credcheck.store._put import put
from credcheck.store._tables import ANSWERS, stamp

logger = logging.getLogger(__name__)

DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Keep:
    """How long answers are kept at most: those that named somebody, and those that named nobody."""

    answer_days: float = 7
    miss_days: float = 1


class Answers:
    """The `AnswerCache` of `net`. An answer that cannot be kept is asked again later, so a full disk stops no check."""

    def __init__(self, desk: Desk, keep: Keep) -> None:
        """Work at this desk, and keep answers no longer than that."""
        self._desk = desk
        self._keep = keep

    def get(self, key: str) -> Fetched | None:
        """The answer kept under a key, or None when there is none, it has expired or its bytes have changed."""
        return self._one(key, ANSWERS.c.expires_at > stamp(self._desk.now()))

    def stale(self, key: str) -> Fetched | None:
        """The answer kept under a key, expired or not, while it may be renewed; None otherwise."""
        return self._one(key, ANSWERS.c.renew_until > stamp(self._desk.now()))

    def put(self, key: str, answer: Fetched, keep_s: float, renew_s: float = 0.0) -> None:
        """Keep an answer for so many seconds from when it was fetched; an older one under the key is replaced."""
        keep_s = min(keep_s, self._keep.answer_days * DAY_S)
        if keep_s <= 0:
            return
        row = _row(_short(key), answer, keep_s, renew_s)
        try:
            with self._desk.writing() as connection:
                put(connection, ANSWERS, row)
        except StoreError as error:
            logger.warning("an answer could not be kept: %s", error.sentence.id)

    def purge(self) -> int:
        """Delete what has expired and can no longer be renewed, or is from the future; how many answers that were."""
        now, ends = stamp(self._desk.now()), func.coalesce(ANSWERS.c.renew_until, ANSWERS.c.expires_at)
        with self._desk.writing() as connection:
            return connection.execute(delete(ANSWERS).where((ends <= now) | (ANSWERS.c.at > now))).rowcount

    def _one(self, key: str, condition: ColumnElement[bool]) -> Fetched | None:
        # One from the future was kept while the clock was wrong: nobody knows how old it is.
        known_age = ANSWERS.c.at <= stamp(self._desk.now())
        wanted = select(ANSWERS).where(ANSWERS.c.key == _short(key), condition, known_age)
        with self._desk.reading() as connection:
            row = connection.execute(wanted).one_or_none()
        return _answer(row) if row else None


def shorten_misses(connection: Connection, report: Report, keep: Keep) -> None:
    """Let the answers that named nobody expire sooner: a register may list the person meant tomorrow."""
    missed = [a for a in report.case.answers if a.outcome is Outcome.NOT_FOUND]
    digests = sorted({digest for answer in missed for digest in answer.digests})
    if digests:
        end = stamp(report.at + timedelta(days=keep.miss_days))
        late = ANSWERS.c.digest.in_(digests) & (ANSWERS.c.expires_at > end)
        connection.execute(update(ANSWERS).where(late).values(expires_at=end))


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
        body = unpacked(row.body)
    except zlib.error:
        return None
    if hashlib.sha256(body).hexdigest() != row.digest:
        return None
    return Fetched(row.url, row.status, row.headers, body, datetime.fromisoformat(row.at), row.digest, cached=True)
