"""The append-only log: every row's digest covers the digest before it, so no row can change, go or move unseen.

The chain runs over digests of contents, not over the contents. An erased row keeps its digests as a tombstone, and a
later row of the kind ERASED names it. Each content holds a random salt, so that nobody can find an erased one by
guessing. https://csrc.nist.gov/glossary/term/hash_chain
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select, update

from credcheck.store._tables import HEAD, LOG, stamp, storable

START = "0" * 64


class Kind(StrEnum):
    """What a row of the log is about."""

    CHECK = "check"
    FAILED = "failed"
    ERASED = "erased"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of the log: how many rows there are, and the digest that covers them all."""

    seq: int = 0
    digest: str = START

    def text(self) -> str:
        """As a report quotes it: "12:3b1f…"."""
        return f"{self.seq}:{self.digest}"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a row is about; both are erased with its content."""

    report_id: str = ""
    account_key: str = ""


def head(connection: Connection, *, lock: bool = False) -> Head:
    """The end of the chain; with `lock` nobody else appends until the transaction ends."""
    query = select(HEAD.c.seq, HEAD.c.digest).where(HEAD.c.id == 1)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    return Head(row.seq, row.digest) if row else Head()


def append(connection: Connection, kind: Kind, at: datetime, about: Subject, content: dict[str, Any]) -> Head:
    """Add one row; the new end of the chain."""
    last = head(connection, lock=True)
    text = canonical(
        {**content, "report": about.report_id, "account": about.account_key, "salt": secrets.token_hex(16)}
    )
    row: dict[str, Any] = {"seq": last.seq + 1, "at": stamp(at), "kind": kind.value, "content_digest": digest_of(text)}
    row["digest"] = link(last.digest, row["seq"], row["at"], row["kind"], row["content_digest"])
    named = {"report_id": about.report_id or None, "account_key": about.account_key or None}
    connection.execute(insert(LOG).values(**row, **named, content=text))
    connection.execute(update(HEAD).where(HEAD.c.id == 1).values(seq=row["seq"], digest=row["digest"]))
    return Head(row["seq"], row["digest"])


def erase(connection: Connection, rows: Iterable[int], at: datetime, why: str) -> None:
    """Take the contents out of these rows and log that; their digests stay, so the chain still holds."""
    gone = sorted(rows)
    for start in range(0, len(gone), 500):
        connection.execute(
            update(LOG)
            .where(LOG.c.seq.in_(gone[start : start + 500]))
            .values(content=None, report_id=None, account_key=None)
        )
    if gone:
        append(connection, Kind.ERASED, at, Subject(), {"rows": gone, "why": why})


def link(before: str, seq: int, at: str, kind: str, content_digest: str) -> str:
    """The digest of a row: over the digest before, and what the row keeps for ever."""
    return digest_of(f"{before}|{seq}|{at}|{kind}|{content_digest}")


def digest_of(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(content: dict[str, Any]) -> str:
    """A content as text, always the same for the same values."""
    return storable(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
