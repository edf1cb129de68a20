"""Opening the database: a private file, WAL, short waits for a second instance, migrations, and errors in our words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import stamina
from sqlalchemy import Connection, Engine, column, create_engine, event, inspect, select, table
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from credcheck.errors import NewerStore, StoreError
from credcheck.model import Sentence
from credcheck.store._tables import REVISION

BUSY_MS = 10_000
MIGRATING = 0x43726564
"""Any number nobody else locks: "Cred"."""
COMPANIONS = ("-wal", "-shm", "")
"""The database's own file last: SQLite deletes the others when it finds them beside none, or beside an empty one."""
# What SQLite itself says, https://www.sqlite.org/rescode.html
BROKEN = ("not a database", "malformed", "disk image", "could not decode")
FULL = ("full", "disk i/o error")


def open_engine(url: str) -> Engine:
    """An engine whose database has today's tables; StoreError or NewerStore when it cannot have them."""
    with in_our_words(url):
        # A folder whose name is no text cannot be written as a URL, so it is refused before anything is made.
        url.encode()
        # Before the file is made: an unknown driver must leave none behind. No error or log quotes values.
        engine = create_engine(url, hide_parameters=True)
        file = database_file(url)
        if file:
            _make_private(file)
        if engine.dialect.name == "sqlite":
            _tune(engine)
        try:
            _bring_up_to_date(engine)
        except BaseException:
            engine.dispose()
            raise
        return engine


def database_file(url: str) -> Path | None:
    """The file behind an SQLite URL, or None for a server and for memory."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(Sentence("store.bad_url")) from error
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return Path(str(parsed.database)) if is_file else None


def set_aside(url: str) -> Path | None:
    """Rename a damaged database file, so that a new one can begin; says where the old one went. Deletes nothing."""
    file = database_file(url)
    if file is None or not file.exists():
        return None
    kept = file.with_name(f"{file.name}.{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.kept")
    with in_our_words(url):
        for end in COMPANIONS:
            part = Path(f"{file}{end}")
            if part.exists():
                part.rename(f"{kept}{end}")
    return kept


@contextmanager
def in_our_words(url: str) -> Iterator[None]:
    """Turn errors of database and disk into StoreErrors that say what to do."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_sentence(str(error.orig).lower(), url)) from error
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise StoreError(Sentence("store.bad_url")) from error
    except UnicodeDecodeError as error:
        raise StoreError(Sentence("store.broken", where=shown(url))) from error
    except (SQLAlchemyError, OSError, UnicodeError) as error:
        raise StoreError(Sentence("store.unreachable", where=shown(url), reason=str(error)[:200])) from error


def _sentence(said: str, url: str) -> Sentence:
    where = shown(url)
    if any(word in said for word in BROKEN):
        return Sentence("store.broken", where=where)
    if any(word in said for word in FULL):
        return Sentence("store.full", where=where)
    if "locked" in said or "busy" in said:
        return Sentence("store.busy", where=where)
    if "readonly" in said or "read-only" in said:
        return Sentence("store.read_only", where=where)
    return Sentence("store.unreachable", where=where, reason=said[:200])


def shown(url: str) -> str:
    """Where the database lies, without a password."""
    return str(database_file(url) or make_url(url).render_as_string(hide_password=True))


def _make_private(file: Path) -> None:
    """Only the user may read it: a cache of checks says whom somebody looked up."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    if os.name == "posix" and file.stat().st_mode & 0o077:
        file.chmod(0o600)


def _tune(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: object) -> None:
        # The driver must open no transactions on its own: "begin" below does.
        # https://docs.sqlalchemy.org/en/20/dialects/sqlite.html
        connection.isolation_level = None
        for pragma in (f"busy_timeout={BUSY_MS}", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}").close()
        _write_ahead(connection)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        # A writer takes the lock at once: a reader that turns writer half-way cannot wait for another instance.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _write_ahead(connection: Any) -> None:
    """Go over to WAL. That change does not wait for another instance by itself, whatever the time-out says."""
    for attempt in stamina.retry_context(
        _is_busy, attempts=None, timeout=BUSY_MS / 1000, wait_initial=0.02, wait_max=0.2
    ):
        with attempt:
            connection.execute("PRAGMA journal_mode=WAL").close()


def _is_busy(error: Exception) -> bool:
    return isinstance(error, sqlite3.OperationalError) and "locked" in str(error)


def _bring_up_to_date(engine: Engine) -> None:
    with engine.begin() as connection:  # only reads, so it waits for no other program that writes
        if _revisions(connection) == {REVISION}:
            return
    with engine.execution_options(writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":  # two programs that start at once must not both migrate
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATING})")
        if _revisions(connection) == {REVISION}:
            return
        # Most starts need no alembic, which is 10 MB of memory.
        from credcheck.store._migrate import is_newer, upgrade

        if is_newer(connection):
            raise NewerStore(Sentence("store.newer", where=shown(str(engine.url))))
        upgrade(connection)


def _revisions(connection: Connection) -> set[str]:
    """The migrations that the database names as its newest; none where it has no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return set()
    return set(connection.scalars(select(column("version_num")).select_from(table("alembic_version"))))
