from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, Row, delete, func, insert, select, text, update

from credcheck.errors import BadInput, NotPublic
from credcheck.model import Sentence
from credcheck.store import Kind, ReportStore, _log
from credcheck.store._tables import HEAD, LOG, REPORTS
from tests import factory
from tests.store.conftest import Clock


def filled(cache: ReportStore, checks: int = 6) -> ReportStore:
    for n in range(checks):
        cache.save(replace(factory.several(), id=f"r-{n}"))
    return cache


def faults(cache: ReportStore) -> set[str]:
    return {fault.id for fault in cache.log.audit().faults}


def test_an_empty_log_is_whole(cache: ReportStore) -> None:
    audit = cache.log.audit()
    assert (audit.rows, audit.whole, audit.head.seq) == (0, True, 0)


def test_every_check_is_logged_and_failed_ones_too(cache: ReportStore) -> None:
    filled(cache, 2)
    cache.log.failed(factory.profile(), BadInput(Sentence("input.no_text")))
    newest = cache.log.entries()
    assert [entry.kind for entry in newest] == [Kind.FAILED, Kind.CHECK, Kind.CHECK]
    assert newest[0].content is not None
    assert newest[0].content["error"] == "input.no_text"
    assert [entry.seq for entry in cache.log.entries(before=3)] == [2, 1]
    assert cache.log.audit().whole


def test_a_failed_check_of_an_account_that_hides_keeps_no_words_of_it(cache: ReportStore) -> None:
    cache.log.failed(factory.profile(), NotPublic(Sentence("input.no_text")))
    content = cache.log.entries()[0].content
    assert content is not None
    assert (content["account"], content["report"]) == ("", "")


CHANGES: dict[str, tuple[Callable[[Connection], object], str]] = {
    "a row is taken out": (lambda c: c.execute(delete(LOG).where(LOG.c.seq == 3)), "store.log_gap"),
    "the last row is taken out": (lambda c: c.execute(delete(LOG).where(LOG.c.seq == 6)), "store.log_cut"),
    "a row is emptied": (
        lambda c: c.execute(update(LOG).where(LOG.c.seq == 3).values(content=None)),
        "store.log_changed",
    ),
    "a row is emptied with its names": (
        lambda c: c.execute(update(LOG).where(LOG.c.seq == 3).values(content=None, report_id=None, account_key=None)),
        "store.log_emptied",
    ),
    "a time is changed": (
        lambda c: c.execute(update(LOG).where(LOG.c.seq == 2).values(at="2020-01-01T00:00:00.000000+00:00")),
        "store.log_changed",
    ),
    "a kind is changed": (
        lambda c: c.execute(update(LOG).where(LOG.c.seq == 2).values(kind="failed")),
        "store.log_changed",
    ),
    "a name beside the content is changed": (
        lambda c: c.execute(update(LOG).where(LOG.c.seq == 2).values(account_key="x:other")),
        "store.log_changed",
    ),
    "the end is set back": (lambda c: c.execute(update(HEAD).values(seq=2)), "store.log_cut"),
    "a report is changed": (
        lambda c: c.execute(update(REPORTS).where(REPORTS.c.id == "r-1").values(digest="0" * 64)),
        "store.report_changed",
    ),
    "a report's body is changed": (
        lambda c: c.execute(update(REPORTS).where(REPORTS.c.id == "r-1").values(body=b"x")),
        "store.report_changed",
    ),
    "a report is taken out": (
        lambda c: c.execute(delete(REPORTS).where(REPORTS.c.id == "r-1")),
        "store.report_missing",
    ),
    "a content is nested without end": (
        lambda c: c.execute(update(LOG).where(LOG.c.seq == 2).values(content="[" * 100_000)),
        "store.log_changed",
    ),
    "two rows change places": (lambda c: swap(c, 2, 3), "store.log_changed"),
}


def swap(connection: Connection, one: int, other: int) -> None:
    for old, new in ((one, 999), (other, one), (999, other)):
        connection.execute(update(LOG).where(LOG.c.seq == old).values(seq=new))


@pytest.mark.parametrize("what", CHANGES)
def test_what_was_done_to_the_log_behind_its_back_is_seen(cache: ReportStore, what: str) -> None:
    change, fault = CHANGES[what]
    filled(cache)
    with cache._desk.writing() as connection:
        change(connection)
    assert fault in faults(cache)


def test_a_report_that_was_slipped_in_is_seen(cache: ReportStore) -> None:
    filled(cache)
    with cache._desk.writing() as connection:
        row = connection.execute(select(REPORTS).where(REPORTS.c.id == "r-1")).one()._asdict()
        connection.execute(insert(REPORTS).values(**{**row, "id": "r-new"}))
    assert faults(cache) == {"store.unlogged"}


def test_each_of_many_random_changes_of_a_row_is_seen(clock: Clock) -> None:
    """A byte of any column of any row; benchmarks/reports/mutations.py does it ten thousand times."""
    cache = ReportStore("sqlite://", clock)
    cache.open()
    filled(cache, 4)
    cache.log.failed(factory.profile(), BadInput(Sentence("input.no_text")))
    dice, unseen = random.Random(7), []
    for _ in range(300):
        before, after, unchanged = mutate(cache, dice)
        if not faults(cache):
            unseen.append((before, after))
        put_back(cache, unchanged)
    assert unseen == []
    assert cache.log.audit().whole
    cache.close()


def mutate(cache: ReportStore, dice: random.Random) -> tuple[str, str, dict[str, object]]:
    with cache._desk.writing() as connection:
        seq = dice.randint(1, connection.scalar(select(func.count()).select_from(LOG)) or 1)
        row = connection.execute(select(LOG).where(LOG.c.seq == seq)).one()._asdict()
        column = dice.choice([name for name, value in row.items() if isinstance(value, str)])
        place = dice.randrange(len(row[column]))
        other = dice.choice([c for c in map(chr, range(32, 127)) if c != row[column][place]])
        changed = row[column][:place] + other + row[column][place + 1 :]
        connection.execute(update(LOG).where(LOG.c.seq == seq).values({column: changed}))
    return row[column], changed, row


def put_back(cache: ReportStore, row: dict[str, object]) -> None:
    with cache._desk.writing() as connection:
        connection.execute(update(LOG).where(LOG.c.seq == row["seq"]).values(**row))


def test_a_rewritten_content_needs_a_rewritten_chain(cache: ReportStore) -> None:
    filled(cache)
    with cache._desk.writing() as connection:
        content = json.loads(connection.scalar(select(LOG.c.content).where(LOG.c.seq == 2)) or "")
        forged = json.dumps({**content, "headline": "bound"}, sort_keys=True, separators=(",", ":"))
        connection.execute(
            text("UPDATE log SET content = :c, content_digest = :d WHERE seq = 2"),
            {"c": forged, "d": hashlib.sha256(forged.encode()).hexdigest()},
        )
    assert "store.log_changed" in faults(cache)


def test_a_check_that_ends_while_the_log_is_followed_is_no_fault(
    cache: ReportStore, url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(cache)
    follow = _log._all

    def follow_late(connection: Connection) -> Iterator[Row[Any]]:
        with closing(ReportStore(url, clock)) as other:
            other.open()
            other.save(factory.contradicted())
        return follow(connection)

    with monkeypatch.context() as patched:
        patched.setattr(_log, "_all", follow_late)
        audit = cache.log.audit()
    assert (audit.faults, audit.rows, audit.head.seq) == ((), 6, 6)
    assert cache.log.audit().rows == 7
