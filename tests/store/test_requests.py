"""The log of requests: what left comes back, newest first, and goes when it shall."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from credcheck.errors import StoreError
from credcheck.net import Sent
from credcheck.store import ReportStore
from tests import factory


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReportStore]:
    opened = ReportStore(f"sqlite:///{tmp_path / 'cache.sqlite3'}")
    opened.open()
    yield opened
    opened.close()


def sent(n: int, keyed: bool = False) -> Sent:
    at = factory.AT + timedelta(seconds=n)
    return Sent(at, "registry.example", f"GET https://registry.example/?name=Example{n}", "orcid", keyed)


def test_what_left_comes_back_newest_first(store: ReportStore) -> None:
    for n in range(3):
        store.requests.note(sent(n, keyed=n == 2))
    assert store.requests.read() == (sent(2, keyed=True), sent(1), sent(0))
    assert store.requests.read(limit=1) == (sent(2, keyed=True),)
    assert store.requests.read(since=factory.AT + timedelta(seconds=1)) == (sent(2, keyed=True), sent(1))


def test_the_log_can_be_cleared_in_part_or_whole(store: ReportStore) -> None:
    for n in range(3):
        store.requests.note(sent(n))
    assert store.requests.clear(before=factory.AT + timedelta(seconds=1)) == 1
    assert store.requests.read() == (sent(2), sent(1))
    assert store.requests.clear() == 2
    assert store.requests.read() == ()


def test_a_note_that_cannot_be_written_is_an_error(store: ReportStore) -> None:
    log = store.requests
    store.close()
    with log._desk.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE requests")
    with pytest.raises(StoreError):
        log.note(sent(0))


def test_a_nul_in_a_question_does_not_stop_it(store: ReportStore) -> None:
    store.requests.note(Sent(factory.AT, "h", "GET \0", "x"))
    assert store.requests.read()[0].what == "GET \ufffd"
