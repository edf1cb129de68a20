from __future__ import annotations

import hashlib
import logging
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from credcheck.model import Outcome
from credcheck.net import Fetched
from credcheck.store import Keep, ReportStore
from credcheck.store._tables import ANSWERS
from tests import factory
from tests.store.conftest import Clock


def fetched(body: bytes = b'{"result_count": 0}', status: int = 200, cached: bool = False) -> Fetched:
    headers = {"content-type": "application/json"}
    digest = hashlib.sha256(body).hexdigest()
    return Fetched("https://registry.example/api?q=1", status, headers, body, factory.AT, digest, cached)


@pytest.mark.parametrize("body", [b"", b"{}", bytes(range(256)) * 4000])
def test_an_answer_comes_back_byte_for_byte_and_says_it_was_kept(cache: ReportStore, body: bytes) -> None:
    cache.answers.put("key", fetched(body), 60)
    assert cache.answers.get("key") == fetched(body, cached=True)
    assert cache.answers.get("other") is None


def test_an_answer_is_gone_when_its_time_is_over(cache: ReportStore, clock: Clock) -> None:
    cache.answers.put("key", fetched(), 60)
    clock.now += timedelta(seconds=59.999)
    assert cache.answers.get("key") is not None
    clock.now += timedelta(seconds=0.001)
    assert cache.answers.get("key") is None


def test_purging_deletes_the_expired_only(cache: ReportStore, clock: Clock) -> None:
    cache.answers.put("short", fetched(), 60)
    cache.answers.put("long", fetched(), 6000)
    clock.now += timedelta(seconds=61)
    assert cache.answers.purge() == 1
    assert cache.answers.purge() == 0
    assert cache.answers.get("long") is not None


def test_an_answer_from_the_future_was_kept_by_a_wrong_clock_and_is_of_no_known_age(
    cache: ReportStore, clock: Clock
) -> None:
    cache.answers.put("key", replace(fetched(), at=factory.AT + timedelta(days=3650)), 60, 600)
    assert cache.answers.get("key") is None
    assert cache.answers.stale("key") is None
    assert cache.answers.purge() == 1
    cache.answers.put("key", fetched(), 60)
    assert cache.answers.get("key") is not None


def test_opening_purges(cache: ReportStore, clock: Clock) -> None:
    cache.answers.put("short", fetched(), 60)
    cache.close()
    clock.now += timedelta(seconds=61)
    cache.open()
    assert cache.answers.purge() == 0


def test_an_answer_without_time_to_live_is_not_kept(cache: ReportStore) -> None:
    cache.answers.put("key", fetched(), 0)
    assert cache.answers.get("key") is None


def test_a_newer_answer_replaces_the_older(cache: ReportStore) -> None:
    cache.answers.put("key", fetched(b"old"), 60)
    cache.answers.put("key", fetched(b"new", 404), 60)
    assert cache.answers.get("key") == fetched(b"new", 404, cached=True)


def test_a_long_key_is_a_key(cache: ReportStore) -> None:
    cache.answers.put("k" * 100_000, fetched(), 60)
    assert cache.answers.get("k" * 100_000) is not None
    assert cache.answers.get("k" * 100_001) is None


def test_a_changed_body_is_asked_again(cache: ReportStore) -> None:
    cache.answers.put("key", fetched(), 60)
    with cache._desk.writing() as connection:
        connection.execute(update(ANSWERS).values(digest="x"))
    assert cache.answers.get("key") is None
    with cache._desk.writing() as connection:
        connection.execute(update(ANSWERS).values(body=b"\0"))
    assert cache.answers.get("key") is None


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_full_disk_stops_no_check(cache: ReportStore, caplog: pytest.LogCaptureFixture) -> None:
    with cache._desk.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with caplog.at_level(logging.WARNING):
        cache.answers.put("key", fetched(bytes(hashlib.shake_256(b"x").digest(400_000))), 60)
    assert cache.answers.get("key") is None
    assert caplog.messages == ["an answer could not be kept: store.full"]


def test_an_expired_answer_can_be_renewed_for_as_long_as_it_was_said(cache: ReportStore, clock: Clock) -> None:
    cache.answers.put("plain", fetched(), 60)
    cache.answers.put("renewed", fetched(), 60, 600)
    clock.now += timedelta(seconds=61)
    assert cache.answers.get("renewed") is None
    assert cache.answers.stale("renewed") == fetched(cached=True)
    assert cache.answers.stale("plain") is None
    assert cache.answers.purge() == 1
    clock.now += timedelta(seconds=600)
    assert cache.answers.stale("renewed") is None
    assert cache.answers.purge() == 1


def test_no_answer_is_kept_longer_than_the_user_wants(url: str, clock: Clock) -> None:
    with closing(ReportStore(url, clock, Keep(answer_days=2))) as cache:
        cache.open()
        cache.answers.put("key", fetched(), 100 * 86_400)
        clock.pass_days(1.9)
        assert cache.answers.get("key") is not None
        clock.pass_days(0.2)
        assert cache.answers.get("key") is None


def test_nothing_is_kept_when_the_user_wants_none_kept(url: str, clock: Clock) -> None:
    with closing(ReportStore(url, clock, Keep(answer_days=0))) as cache:
        cache.open()
        cache.answers.put("key", fetched(), 60)
        assert cache.answers.get("key") is None


def test_an_answer_that_named_nobody_expires_sooner_than_one_that_did(cache: ReportStore, clock: Clock) -> None:
    hit, miss = fetched(b"somebody"), fetched(b"nobody")
    cache.answers.put("hit", hit, 7 * 86_400)
    cache.answers.put("miss", miss, 7 * 86_400)
    found = replace(factory.answer(Outcome.FOUND, factory.candidate()), digests=(hit.digest,))
    nobody = replace(factory.answer(Outcome.NOT_FOUND), digests=(miss.digest,))
    cache.save(factory.report(factory.case(None, None, found, nobody), factory.verdict()))
    clock.pass_days(1.1)
    assert cache.answers.get("hit") is not None
    assert cache.answers.get("miss") is None


def test_an_answer_that_named_nobody_is_never_kept_longer_than_its_asker_said(cache: ReportStore, clock: Clock) -> None:
    miss = fetched(b"nobody")
    cache.answers.put("miss", miss, 3_600)
    nobody = replace(factory.answer(Outcome.NOT_FOUND), digests=(miss.digest,))
    cache.save(factory.report(factory.case(None, None, nobody), factory.verdict()))
    clock.pass_days(0.1)
    assert cache.answers.get("miss") is None
