"""The tables as they are now; `migrations/` is how they came to be so."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import JSON, Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

TABLES = MetaData()
REVISION = "0006"
"""The newest migration: the one that leaves these tables."""

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
    Column("account_key", Text, nullable=False, server_default="", index=True),
    Column("person", Text, nullable=False, server_default=""),
    Column("digest", String(64), nullable=False, server_default=""),
)

LINES = (
    "id", "words", "platform", "handle", "name", "headline", "record", "account", "complete", "account_key", "person",
)  # fmt: skip
"""What history shows and searches, and the body of a report, 20 times as long, is not: an index of its own holds it."""
Index("ix_reports_line", REPORTS.c.at.desc(), *(REPORTS.c[name] for name in LINES)).ddl_if(dialect="sqlite")

IDENTITIES = Table(
    "identities",
    TABLES,
    Column("report_id", String(64), primary_key=True),
    Column("identity", String(200), primary_key=True, index=True),
    Column("quoted", Boolean, primary_key=True, comment="the account says so; else the register does"),
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
    Column("avatar", String(16), nullable=False, server_default="", comment="a perceptual hash of the picture"),
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

LOG = Table(
    "log",
    TABLES,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("content", Text, comment="what happened, as JSON; NULL once it was erased"),
    Column("content_digest", String(64), nullable=False),
    Column("digest", String(64), nullable=False, comment="over the digest before and this row"),
    Column("report_id", String(64), index=True),
    Column("account_key", Text, index=True),
)

HEAD = Table(
    "head",
    TABLES,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
)

JUDGEMENTS = Table(
    "judgements",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("report_id", String(64), nullable=False, index=True),
    Column("at", String(32), nullable=False),
    Column("opinion", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("undone", Boolean, nullable=False),
)

NOTES = Table(
    "notes",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("report_id", String(64), nullable=False, index=True),
    Column("at", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("removed", Boolean, nullable=False),
)

WATCHES = Table(
    "watches",
    TABLES,
    Column("account_key", String(400), primary_key=True),
    Column("report_id", String(64), nullable=False, comment="the check it was put on the list with"),
    Column("every_days", Integer, nullable=False),
    Column("since", String(32), nullable=False),
    Column("due", String(32), nullable=False, index=True),
)

QUEUE = Table(
    "queue",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("state", String(16), nullable=False, index=True),
    Column("platform", Text, nullable=False),
    Column("handle", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("headline", String(32), nullable=False),
    Column("words", Text, nullable=False, comment="folded name, handle and platform, for search"),
    Column("row", JSON, nullable=False, comment="the caller's id and the profile"),
    Column("report_id", String(64), nullable=False),
    Column("error", JSON, comment="the sentence that says why it could not be checked"),
)


def stamp(moment: datetime) -> str:
    """A time as text of one length, so that text order is time order in every database."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def storable(text: str) -> str:
    """Without what databases refuse: NUL and lone surrogates. A report's body keeps the exact text."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
