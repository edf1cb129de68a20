"""The same tests on every database: an SQLite file, and a PostgreSQL server started for them where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert

from credcheck.store import ReportStore
from credcheck.store._chain import START
from credcheck.store._tables import HEAD, TABLES
from tests import factory

NUMBERS = count()
NOT_AS_ROOT = "postgres"  # the server refuses root; Debian's package makes this user


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = factory.AT

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: float) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """The folder of the socket of a running PostgreSQL."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="credcheck-pg-", dir="/tmp"))  # a socket's path must be short
    as_server = ["runuser", "-u", NOT_AS_ROOT, "--"] if os.getuid() == 0 else []
    if as_server:
        shutil.chown(folder, NOT_AS_ROOT)
    try:
        _run(*as_server, programs / "initdb", "-D", folder / "data", "-U", "test", "-A", "trust", "-E", "UTF8")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        _run(*as_server, programs / "pg_ctl", "-D", folder / "data", "-o", options, "-l", folder / "log", "-w", "start")
        yield folder
        _run(*as_server, programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with today's tables and nothing in them."""
    file = tmp_path_factory.mktemp("empty") / "empty.sqlite3"
    with closing(ReportStore(f"sqlite:///{file}")) as made:
        made.open()
    return file


@pytest.fixture(scope="session")
def shared_server(server: Path) -> str:
    """The URL of one PostgreSQL database with today's tables."""
    _run("psql", "-h", server, "-U", "test", "-d", "postgres", "-qc", "CREATE DATABASE shared")
    url = f"postgresql+psycopg://test@/shared?host={server}"
    with closing(ReportStore(url)) as made:
        made.open()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database of each kind, with today's tables and nothing in them."""
    if request.param == "sqlite":
        file = tmp_path / "cache" / "credcheck.sqlite3"
        file.parent.mkdir()
        shutil.copy(request.getfixturevalue("empty"), file)
        return f"sqlite:///{file}"
    url: str = request.getfixturevalue("shared_server")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE {', '.join(TABLES.tables)} RESTART IDENTITY")
        connection.execute(insert(HEAD).values(id=1, seq=0, digest=START))
    engine.dispose()
    return url


@pytest.fixture
def new_server_url(server: Path) -> str:
    """The URL of a PostgreSQL database without any table."""
    name = f"test{next(NUMBERS)}"
    _run("psql", "-h", server, "-U", "test", "-d", "postgres", "-qc", f"CREATE DATABASE {name}")
    return f"postgresql+psycopg://test@/{name}?host={server}"


@pytest.fixture
def cache(url: str, clock: Clock) -> Iterator[ReportStore]:
    """An open store on each kind of database."""
    with closing(ReportStore(url, clock)) as opened:
        opened.open()
        yield opened


def _programs() -> Path | None:
    """Where Debian puts the server's programs, or where the path finds them; the newest first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]), reverse=True)
    on_path = shutil.which("initdb")
    if not shutil.which("psql"):
        return None
    return found[0].parent if found else Path(on_path).parent if on_path else None


def _run(*words: str | Path) -> None:
    subprocess.run([str(w) for w in words], check=True, stdout=subprocess.DEVNULL, timeout=60, cwd="/tmp")
