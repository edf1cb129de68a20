"""One-time codes that were made for accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from credcheck.model import Challenge, Channel
from credcheck.store._tables import CHALLENGES, stamp


def write(connection: Connection, challenge: Challenge) -> None:
    """Keep a code."""
    connection.execute(
        insert(CHALLENGES).values(
            code=challenge.code,
            account=challenge.account,
            person=challenge.person,
            channel=challenge.channel.value,
            address=challenge.address,
            made_at=stamp(challenge.made_at),
        )
    )


def of_account(connection: Connection, account: str) -> tuple[Challenge, ...]:
    """The codes made for an account, newest first."""
    query = select(CHALLENGES).where(CHALLENGES.c.account == account).order_by(CHALLENGES.c.made_at.desc()).limit(20)
    return tuple(
        Challenge(r.code, r.account, r.person, Channel(r.channel), r.address, datetime.fromisoformat(r.made_at))
        for r in connection.execute(query)
    )
