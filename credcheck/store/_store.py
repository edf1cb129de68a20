"""The store: one database, and the parts of it that the rest of the program uses."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from credcheck.errors import CredCheckError, StoreError
from credcheck.model import Challenge, Profile, Report, Sentence, Surroundings
from credcheck.store import _accounts, _challenges, _reports
from credcheck.store._answers import Answers, Keep, shorten_misses
from credcheck.store._archive import Archive
from credcheck.store._desk import Desk
from credcheck.store._erase import Eraser
from credcheck.store._judgements import Judgements, Notes
from credcheck.store._log import Log
from credcheck.store._open import open_engine
from credcheck.store._queue import Queue
from credcheck.store._reports import Filter, Line
from credcheck.store._requests import Requests
from credcheck.store._watches import Watches

logger = logging.getLogger(__name__)

EVERYTHING = Filter()
KEEP_AS_USUAL = Keep()


@contextmanager
def _unless_busy() -> Iterator[None]:
    """What every start does anew may wait; a program that only reads need not."""
    try:
        yield
    except StoreError as error:
        if error.sentence.id != "store.busy":
            raise
        logger.info("another program writes at present; what has expired stays for now")


class ReportStore:
    """Reports and all that belongs to them in any database SQLAlchemy knows; SQLite in WAL mode by default."""

    def __init__(
        self, url: str, now: Callable[[], datetime] = lambda: datetime.now(UTC), keep: Keep = KEEP_AS_USUAL
    ) -> None:
        """Keep where the database lies, the clock and how long answers are kept; touch nothing yet."""
        self._url = url
        self._keep = keep
        self._now = now
        self._opened: Desk | None = None

    def open(self) -> None:
        """Make or migrate the tables, and drop expired answers; StoreError or NewerStore when that cannot be.

        While another program writes for long, such as an import, expired answers stay until the next time.
        """
        self._opened = Desk(self._url, open_engine(self._url), self._now)
        try:
            with _unless_busy():
                self.answers.purge()
        except StoreError:
            self.close()
            raise

    def expire(self, days: int) -> None:
        """Erase what is older than so many days, or leave it to the next start while another one writes for long."""
        with _unless_busy():
            self.erase.older_than(days)

    def close(self) -> None:
        """Let go of the database; may be called twice."""
        if self._opened:
            self._opened.engine.dispose()
        self._opened = None

    def save(self, report: Report) -> Report:
        """Keep a report and log it, whole or not at all; the report as kept, which quotes the log's end before it."""
        with self._desk.writing() as connection:
            _accounts.write(connection, report)
            shorten_misses(connection, report, self._keep)
            return _reports.write(connection, report)

    @contextmanager
    def failures_logged(self, profile: Profile) -> Iterator[None]:
        """A block of a check: when it ends without a report, that is in the log too."""
        try:
            yield
        except CredCheckError as error:
            if not isinstance(error, StoreError):  # what the cache cannot keep it cannot log either
                self.log.failed(profile, error)
            raise

    def get(self, report_id: str) -> Report | None:
        """The report of that id, or None."""
        with self._desk.reading() as connection:
            return _reports.read(connection, report_id)

    def raw(self, report_id: str) -> bytes | None:
        """The JSON of a report byte for byte as it was made, or None."""
        with self._desk.reading() as connection:
            return _reports.raw(connection, report_id)

    def history(
        self, search: str = "", limit: int = 200, wanted: Filter = EVERYTHING, offset: int = 0
    ) -> tuple[Line, ...]:
        """The newest checks whose name, handle or platform hold every word of `search`, and that pass the filter."""
        with self._desk.reading() as connection:
            return _reports.lines(connection, search, wanted, limit, offset)

    def count(self, search: str = "", wanted: Filter = EVERYTHING) -> int:
        """How many checks those are."""
        with self._desk.reading() as connection:
            return _reports.count(connection, search, wanted)

    def sharing(self, identity: str) -> tuple[Line, ...]:
        """The newest check of each account that fits or quotes one person of a register ("npi:1234567893")."""
        with self._desk.reading() as connection:
            return _reports.sharing(connection, identity)

    def forget(self, report_id: str) -> bool:
        """Erase a report; whether there was one."""
        return self.erase.report(report_id) > 0

    def around(self, profile: Profile, person: str = "") -> Surroundings:
        """Other cached accounts that share something with this one, and when it last went by another name."""
        with self._desk.reading() as connection:
            return _accounts.around(connection, profile, person)

    def challenge(self, challenge: Challenge) -> None:
        """Keep a one-time code."""
        with self._desk.writing() as connection:
            _challenges.write(connection, challenge)

    def challenges(self, account: str) -> tuple[Challenge, ...]:
        """The codes that were made for an account, newest first."""
        with self._desk.reading() as connection:
            return _challenges.of_account(connection, account)

    @property
    def answers(self) -> Answers:
        """Raw answers of registries, which `net` asks first."""
        return Answers(self._desk, self._keep)

    @property
    def requests(self) -> Requests:
        """The log of requests that `net` writes first."""
        return Requests(self._desk)

    @property
    def log(self) -> Log:
        """The hash-chained log of checks."""
        return Log(self._desk)

    @property
    def judgements(self) -> Judgements:
        """What the user thinks of reports."""
        return Judgements(self._desk)

    @property
    def notes(self) -> Notes:
        """The user's remarks on reports."""
        return Notes(self._desk)

    @property
    def watches(self) -> Watches:
        """The accounts to check again."""
        return Watches(self._desk)

    @property
    def queue(self) -> Queue:
        """The profiles that wait to be checked."""
        return Queue(self._desk)

    @property
    def erase(self) -> Eraser:
        """Erasure of checks, subjects and what is too old."""
        return Eraser(self._desk)

    @property
    def archive(self) -> Archive:
        """The whole cache into a file, and back."""
        return Archive(self._desk)

    @property
    def _desk(self) -> Desk:
        if self._opened is None:
            raise StoreError(Sentence("store.closed"))
        return self._opened
