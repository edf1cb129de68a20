"""The store: one engine, its tables, and the verbs the rest of the program uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine

from credcheck.errors import StoreError
from credcheck.model import Challenge, Neighbour, Profile, Report, Sentence
from credcheck.store import _accounts, _challenges, _reports
from credcheck.store._answers import Answers
from credcheck.store._open import in_our_words, open_engine
from credcheck.store._reports import Line
from credcheck.store._requests import Requests


class ReportStore:
    """Reports and raw answers in any database SQLAlchemy knows; SQLite in WAL mode by default."""

    def __init__(self, url: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Keep where the database lies and the clock; touch nothing yet."""
        self._url = url
        self._now = now
        self._opened: tuple[Engine, Answers, Requests] | None = None

    def open(self) -> None:
        """Make or migrate the tables, and drop expired answers; StoreError or NewerStore when that cannot be."""
        engine = open_engine(self._url)
        self._opened = (engine, Answers(engine, self._now), Requests(engine, self._now))
        try:
            self.answers.purge()
        except StoreError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the database; may be called twice."""
        if self._opened:
            self._opened[0].dispose()
        self._opened = None

    @property
    def answers(self) -> Answers:
        """The cache of raw answers that `net` asks first."""
        return self._parts()[1]

    @property
    def requests(self) -> Requests:
        """The log of requests that `net` writes first."""
        return self._parts()[2]

    def save(self, report: Report) -> None:
        """Keep a report, whole or not at all; one of the same id is replaced."""
        with self._transaction(writes=True) as connection:
            _reports.write(connection, report)
            _accounts.write(connection, report)

    def get(self, report_id: str) -> Report | None:
        """The report of that id, or None."""
        with self._transaction() as connection:
            return _reports.read(connection, report_id)

    def history(self, search: str = "", limit: int = 200) -> tuple[Line, ...]:
        """The newest checks whose name, handle or platform hold every word of `search`."""
        with self._transaction() as connection:
            return _reports.lines(connection, search, limit)

    def forget(self, report_id: str) -> bool:
        """Delete a report; whether there was one."""
        with self._transaction(writes=True) as connection:
            _accounts.remove(connection, report_id)
            return _reports.remove(connection, report_id)

    def around(self, profile: Profile, person: str = "") -> tuple[tuple[Neighbour, ...], date | None]:
        """Other cached accounts that share something with this one, and when it last went by another name."""
        with self._transaction() as connection:
            return _accounts.around(connection, profile, person)

    def challenge(self, challenge: Challenge) -> None:
        """Keep a one-time code."""
        with self._transaction(writes=True) as connection:
            _challenges.write(connection, challenge)

    def challenges(self, account: str) -> tuple[Challenge, ...]:
        """The codes that were made for an account, newest first."""
        with self._transaction() as connection:
            return _challenges.of_account(connection, account)

    def _parts(self) -> tuple[Engine, Answers, Requests]:
        if self._opened is None:
            raise StoreError(Sentence("store.closed"))
        return self._opened

    @contextmanager
    def _transaction(self, *, writes: bool = False) -> Iterator[Connection]:
        engine = self._parts()[0].execution_options(writes=writes)
        with in_our_words(self._url), engine.begin() as connection:
            yield connection
