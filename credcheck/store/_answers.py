"""Raw answers of registries, each kept for the time its asker said."""

from __future__ import annotations

import hashlib
import logging
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, delete, insert, select

from credcheck.errors import StoreError
from credcheck.net import Fetched
from credcheck.store._open import in_our_words
from credcheck.store._tables import ANSWERS, stamp

logger = logging.getLogger(__name__)


class Answers:
    """The `AnswerCache` of `net`. An answer that cannot be kept is asked again later, so a full disk stops no check."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        """Keep the engine and the clock."""
        self._engine = engine
        self._writing = engine.execution_options(writes=True)
        self._now = now

    def get(self, key: str) -> Fetched | None:
        """The answer kept under a key, or None when there is none, it has expired or its bytes have changed."""
        wanted = select(ANSWERS).where(ANSWERS.c.key == _short(key), ANSWERS.c.expires_at > stamp(self._now()))
        with in_our_words(str(self._engine.url)), self._engine.begin() as connection:
            row = connection.execute(wanted).one_or_none()
        return _answer(row) if row else None

    def put(self, key: str, answer: Fetched, keep_s: float) -> None:
        """Keep an answer for so many seconds from when it was fetched; an older one under the key is replaced."""
        if keep_s <= 0:
            return
        row = _row(_short(key), answer, keep_s)
        try:
            with in_our_words(str(self._engine.url)), self._writing.begin() as connection:
                connection.execute(delete(ANSWERS).where(ANSWERS.c.key == row["key"]))
                connection.execute(insert(ANSWERS).values(**row))
        except StoreError as error:
            logger.warning("an answer could not be kept: %s", error.sentence.id)

    def purge(self) -> int:
        """Delete what has expired; how many answers that were."""
        with in_our_words(str(self._engine.url)), self._writing.begin() as connection:
            return connection.execute(delete(ANSWERS).where(ANSWERS.c.expires_at <= stamp(self._now()))).rowcount


def _short(key: str) -> str:
    """A key of any length as one that fits the column."""
    return key if len(key) <= 200 else f"sha256:{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()}"


def _row(key: str, answer: Fetched, keep_s: float) -> dict[str, Any]:
    return {
        "key": key,
        "url": answer.url,
        "status": answer.status,
        "headers": dict(answer.headers),
        "body": zlib.compress(answer.body),
        "digest": answer.digest,
        "at": stamp(answer.at),
        "expires_at": stamp(answer.at + timedelta(seconds=keep_s)),
    }


def _answer(row: Row[Any]) -> Fetched | None:
    try:
        body = zlib.decompress(row.body)
    except zlib.error:
        return None
    if hashlib.sha256(body).hexdigest() != row.digest:
        return None
    return Fetched(row.url, row.status, row.headers, body, datetime.fromisoformat(row.at), row.digest, cached=True)
