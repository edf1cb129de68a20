"""The tables as they are now; `migrations/` is how they came to be so."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import JSON, Boolean, Column, Integer, LargeBinary, MetaData, String, Table, Text

TABLES = MetaData()

REPORTS = Table(
    "reports",
    TABLES,
    Column("id", String(64), primary_key=True),
    Column("at", String(32), nullable=False, index=True),
    Column("platform", Text, nullable=False),
    Column("handle", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("headline", String(32), nullable=False),
    Column("record", String(32), nullable=False),
    Column("account", Integer, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("words", Text, nullable=False, comment="folded name, handle and platform, for search"),
    Column("body", LargeBinary, nullable=False, comment="the report as JSON, compressed by zlib"),
)

ANSWERS = Table(
    "answers",
    TABLES,
    Column("key", String(255), primary_key=True),
    Column("url", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("body", LargeBinary, nullable=False, comment="the raw answer, compressed by zlib"),
    Column("digest", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("expires_at", String(32), nullable=False, index=True),
    Column("renew_until", String(32), nullable=True, comment="till when an expired answer may be renewed"),
)

REQUESTS = Table(
    "requests",
    TABLES,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False, index=True),
    Column("host", Text, nullable=False),
    Column("what", Text, nullable=False, comment="the request as it left, without keys"),
    Column("why", Text, nullable=False, comment="the plug that asked"),
    Column("keyed", Boolean, nullable=False, comment="whether a key of the user's went along"),
)

ACCOUNTS = Table(
    "accounts",
    TABLES,
    Column("report_id", String(64), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("account", String(64), nullable=False, index=True),
    Column("platform", Text, nullable=False),
    Column("handle", Text, nullable=False),
    Column("handle_key", String(255), nullable=False, index=True),
    Column("name_key", String(64), nullable=False, index=True),
    Column("person", String(128), nullable=False, index=True),
    Column("level", Integer, nullable=False),
    Column("mentions", Text, nullable=False),
    Column("marks", Text, nullable=False, comment="a sketch of the bio: digests of three-word runs"),
    *(Column(f"band_{n}", String(16), nullable=False, index=True) for n in range(4)),
)

CHALLENGES = Table(
    "challenges",
    TABLES,
    Column("code", String(32), primary_key=True),
    Column("account", String(255), nullable=False, index=True),
    Column("person", String(128), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("address", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
)


def stamp(moment: datetime) -> str:
    """A time as text of one length, so that text order is time order in every database."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
