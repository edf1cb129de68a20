from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from credcheck.errors import BadInput
from credcheck.model import Sentence
from credcheck.store import Kind, Opinion, ReportStore
from credcheck.store._desk import Desk
from credcheck.store._erase import _spans
from tests import factory
from tests.store.conftest import Clock
from tests.store.test_reports import account


def test_an_erased_subject_leaves_tombstones_and_a_whole_chain(cache: ReportStore) -> None:
    cache.save(account("@first", "r-1"))
    cache.save(factory.several())
    cache.save(account("@First", "r-3"))
    cache.log.failed(account("@first", "r-4").case.profile, BadInput(Sentence("input.no_text")))
    cache.judgements.judge("r-1", Opinion.AGREE)
    cache.notes.add("r-1", "Asked by a colleague.")
    cache.watches.add("r-3", 7)
    assert cache.erase.account("x:first") == 2
    assert [line.id for line in cache.history()] == ["r-several"]
    assert cache.judgements.of("r-1") is None
    assert cache.notes.of("r-1") == ()
    assert cache.watches.all() == ()
    tombstones = [entry.seq for entry in cache.log.entries() if entry.content is None]
    assert sorted(tombstones) == [1, 3, 4]
    last = cache.log.entries(1)[0]
    assert (last.kind, last.content and last.content["rows"]) == (Kind.ERASED, [1, 3, 4])
    assert cache.log.audit().whole


def test_erasing_twice_and_all_keeps_the_chain(cache: ReportStore) -> None:
    for report in factory.reports():
        cache.save(report)
    assert cache.erase.report("r-several") == 1
    assert cache.erase.report("r-several") == 0
    assert cache.erase.person(f"npi:{factory.NPI}") == 4  # three fit, one only quotes the number
    assert cache.erase.older_than(-1) == len(factory.reports()) - 5
    assert cache.count() == 0
    assert cache.log.audit().whole
    cache.save(factory.several())
    assert cache.log.audit().whole


def test_age_takes_the_old_and_leaves_the_young(cache: ReportStore, clock: Clock) -> None:
    cache.save(replace(factory.several(), id="r-old"))
    clock.pass_days(40)
    cache.save(replace(factory.several(), id="r-young", at=factory.AT + timedelta(days=40)))
    assert cache.erase.older_than(30) == 1
    assert [line.id for line in cache.history()] == ["r-young"]
    assert cache.log.audit().whole


def test_age_leaves_the_check_that_a_watched_account_is_checked_again_from(cache: ReportStore, clock: Clock) -> None:
    cache.save(account("@first", "r-1"))
    cache.save(account("@first", "r-2"))
    cache.watches.add("r-2", 90)
    clock.pass_days(40)
    assert cache.erase.older_than(30) == 1
    assert [line.id for line in cache.history()] == ["r-2"]
    assert [watch.report_id for watch in cache.watches.all()] == ["r-2"]
    assert [entry.seq for entry in cache.log.entries() if entry.kind is Kind.CHECK and entry.content] == [2]
    assert cache.log.audit().whole
    cache.watches.remove("x:first")
    assert cache.erase.older_than(30) == 1


def test_a_watch_whose_check_is_erased_goes_on_with_the_one_that_is_left_or_ends(cache: ReportStore) -> None:
    cache.save(account("@first", "r-1"))
    cache.save(account("@first", "r-2"))
    cache.watches.add("r-2", 90)
    cache.erase.report("r-2")
    assert [watch.report_id for watch in cache.watches.all()] == ["r-1"]
    cache.erase.report("r-1")
    assert cache.watches.all() == ()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_no_byte_of_an_erased_subject_is_left_in_the_file(cache: ReportStore, tmp_path: Path) -> None:
    cache.save(account("@zzuniquehandle", "r-1"))
    cache.notes.add("r-1", "zzuniquehandle was asked about")
    cache.queue.add([("1", account("@zzuniquehandle", "r-1").case.profile)])
    cache.erase.account("x:zzuniquehandle")
    content = b"".join(file.read_bytes() for file in (tmp_path / "cache").iterdir())
    assert b"zzuniquehandle" not in content.lower()
    assert cache.queue.count() == 0


def test_checks_of_one_hour_share_a_span_and_others_do_not() -> None:
    noon = datetime(2026, 1, 2, 12, tzinfo=UTC)
    ends = [noon + timedelta(minutes=m) for m in (0, 600, 40, 100, 620)]
    assert _spans(ends) == [
        (noon - timedelta(hours=1), noon + timedelta(minutes=100)),
        (noon + timedelta(minutes=540), noon + timedelta(minutes=620)),
    ]


def test_an_account_checked_just_before_its_person_is_erased_leaves_no_trace(
    cache: ReportStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.save(account("@first", "r-1"))
    begin = Desk.writing

    def begin_late(desk: Desk) -> object:
        monkeypatch.setattr(Desk, "writing", begin)
        cache.save(account("@second", "r-2"))  # by another window
        cache.watches.add("r-2", 7)
        cache.log.failed(account("@second", "r-3").case.profile, BadInput(Sentence("input.no_text")))
        return begin(desk)

    identity = f"npi:{factory.NPI}"
    assert [line.id for line in cache.sharing(identity)] == ["r-1"]
    monkeypatch.setattr(Desk, "writing", begin_late)
    assert cache.erase.person(identity) == 2
    assert cache.watches.all() == ()
    assert [entry.content for entry in cache.log.entries() if entry.kind is Kind.FAILED] == [None]
