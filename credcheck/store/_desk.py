"""What every part of the store works at: the database, a clock, and transactions whose errors are in our words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine

from credcheck.errors import StoreError
from credcheck.model import Sentence
from credcheck.store._open import database_file, in_our_words, shown


class Desk:
    """One open database; every block is one transaction, whole or not at all."""

    def __init__(self, url: str, engine: Engine, now: Callable[[], datetime]) -> None:
        """Keep the database and the clock."""
        self.url = url
        self.engine = engine
        self.now = now
        self._file = database_file(url)
        # On SQLite a transaction sees one moment anyway; a server else shows each statement its own.
        steady = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
        self._reader = engine.execution_options(**steady)
        self._opened = self._at_its_place()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads, all as of one moment; a value nobody here can have written means damage."""
        try:
            with in_our_words(self.url), self._reader.begin() as connection:
                yield connection
        except ValueError as error:
            raise StoreError(Sentence("store.broken", where=shown(self.url))) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; on SQLite it takes the lock at once.

        What is written to a file that was taken away would be lost with the program, without a word.
        """
        if self._at_its_place() != self._opened:
            raise StoreError(Sentence("store.gone", where=shown(self.url)))
        with in_our_words(self.url), self.engine.execution_options(writes=True).begin() as connection:
            yield connection

    def _at_its_place(self) -> tuple[int, int] | None:
        """Which file lies where the database's file was opened; None for none, or for a database without one."""
        try:
            found = self._file.stat() if self._file else None
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found else None
