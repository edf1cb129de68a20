from __future__ import annotations

import multiprocessing
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite

from credcheck import wire
from credcheck.model import Headline, RecordAxis, Report
from credcheck.store import Filter, Opinion, ReportStore
from credcheck.store._reports import _found
from credcheck.store._tables import REPORTS
from tests import factory


def test_every_report_comes_back_as_it_was_saved(cache: ReportStore) -> None:
    saved = tuple(cache.save(report) for report in factory.reports())
    assert tuple(cache.get(r.id) for r in factory.reports()) == saved
    assert tuple(replace(r, chain="") for r in saved) == factory.reports()
    assert cache.get("r-none") is None


def test_a_report_of_the_same_id_is_replaced(cache: ReportStore) -> None:
    report = factory.incomplete()
    cache.save(report)
    again = cache.save(replace(report, notes=("asked again",)))
    assert [line.id for line in cache.history()] == [report.id]
    assert cache.get(report.id) == again
    assert cache.log.audit().whole


def test_history_shows_the_newest_first_and_no_more_than_asked(cache: ReportStore) -> None:
    for day in range(5):
        cache.save(replace(factory.several(), id=f"r-{day}", at=factory.AT + timedelta(days=day)))
    assert [line.id for line in cache.history(limit=3)] == ["r-4", "r-3", "r-2"]
    first = cache.history(limit=1)[0]
    assert (first.at, first.handle, first.headline) == (factory.AT + timedelta(days=4), "@samsample", Headline.SEVERAL)


@pytest.mark.parametrize("search", ["jane", "EXAMPLE jane", "drjane", "Jané", "x jane", ""])
def test_history_is_found_by_any_words_of_name_handle_or_platform(cache: ReportStore, search: str) -> None:
    cache.save(factory.match_not_bound())
    assert [line.id for line in cache.history(search)] == ["r-example"]


def test_a_profile_without_a_name_is_listed_and_found_by_the_name_that_its_text_says(cache: ReportStore) -> None:
    cache.save(factory.unnamed())
    assert [line.name for line in cache.history("sample sam")] == ["Sam Sample"]


@pytest.mark.parametrize("search", ["", "jane", "jane example"])
def test_a_search_of_history_reads_no_report(tmp_path: Path, search: str) -> None:
    with closing(ReportStore(f"sqlite:///{tmp_path / 'c.sqlite3'}")) as cache:
        cache.open()
        query = _found(search, Filter()).order_by(REPORTS.c.at.desc(), REPORTS.c.id)
        asked = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
        with cache._desk.reading() as connection:
            plan = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}".replace("%", "%%"))]
    assert plan[0] == "SCAN reports USING COVERING INDEX ix_reports_line"
    assert not any("ORDER BY" in line for line in plan)


@pytest.mark.parametrize("search", ["%", "_", "nobody", "' OR 1=1 --", "jane nobody"])
def test_history_search_takes_no_wild_cards(cache: ReportStore, search: str) -> None:
    cache.save(factory.match_not_bound())
    assert [line.id for line in cache.history(search)] == (["r-example"] if search in "%_" else [])


def test_a_forgotten_report_is_gone(cache: ReportStore) -> None:
    cache.save(factory.match_not_bound())
    assert cache.forget("r-example") is True
    assert cache.forget("r-example") is False
    assert cache.history() == ()


def write_many(url: str, start: int) -> None:
    with closing(ReportStore(url)) as mine:
        mine.open()
        for n in range(20):
            mine.save(replace(factory.empty(), id=f"r-{start + n}"))


def test_two_programs_start_and_write_at_once(tmp_path: Path) -> None:
    start_and_write_twice(f"sqlite:///{tmp_path / 'new.sqlite3'}")


def test_two_programs_start_and_write_at_once_on_a_server(new_server_url: str) -> None:
    start_and_write_twice(new_server_url)


def start_and_write_twice(url: str) -> None:
    context = multiprocessing.get_context("forkserver")
    programs = [context.Process(target=write_many, args=(url, start)) for start in (0, 100)]
    for program in programs:
        program.start()
    for program in programs:
        program.join(60)
    assert [program.exitcode for program in programs] == [0, 0]
    with closing(ReportStore(url)) as cache:
        cache.open()
        assert cache.count() == 40
        assert cache.log.audit().whole
        assert cache.log.head().seq == 40


def test_a_report_is_given_out_byte_for_byte_as_it_was_made(cache: ReportStore) -> None:
    saved = cache.save(factory.match_not_bound())
    raw = cache.raw(saved.id)
    assert raw == wire.dumps(saved)
    assert cache.raw("r-none") is None


def test_a_kept_report_quotes_the_end_of_the_log_before_it(cache: ReportStore) -> None:
    first, second = (cache.save(report) for report in factory.reports()[:2])
    assert first.chain == f"0:{'0' * 64}"
    assert second.chain.startswith("1:")
    assert second.chain != cache.log.head().text()


def test_no_platform_search_or_id_breaks_the_store(cache: ReportStore) -> None:
    made = factory.several()
    profile = replace(made.case.profile, platform="\ud800\0", name="Jane Example")
    cache.save(replace(made, case=replace(made.case, profile=profile)))
    assert len(cache.history()) == 1
    assert cache.history("\udcff zebra") == cache.history("\0 zebra") == ()
    assert cache.get("\udcff\0") is None


# ---------------------------------------------------------------- filters
def ids(cache: ReportStore, **wanted: object) -> set[str]:
    found = Filter(**wanted)  # type: ignore[arg-type]
    lines = {line.id for line in cache.history(wanted=found)}
    assert cache.count(wanted=found) == len(lines)
    return lines


def test_history_is_filtered_by_what_a_line_shows(cache: ReportStore) -> None:
    for report in factory.reports():
        cache.save(report)
    assert ids(cache, headlines=(Headline.CONTRADICTED, Headline.SEVERAL)) == {"r-contradicted", "r-several"}
    assert ids(cache, person=f"npi:{factory.NPI}") == {"r-example", "r-asking", "r-arabic"}
    assert ids(cache, account_key="x:samsample") == {"r-several"}
    assert ids(cache, platform="mastodon") == set()
    assert ids(cache, since=factory.AT + timedelta(seconds=1)) == set()
    assert len(ids(cache, until=factory.AT + timedelta(seconds=1))) == len(factory.reports())
    assert ids(cache, until=factory.AT) == set()  # up to that moment, not with it


def test_history_is_filtered_by_the_users_own_opinion_and_list(cache: ReportStore) -> None:
    for report in factory.reports():
        cache.save(report)
    cache.judgements.judge("r-several", Opinion.AGREE)
    cache.watches.add("r-example", 30)
    assert ids(cache, opinions=(Opinion.AGREE,)) == {"r-several"}
    watched = ids(cache, watched=True)
    assert "r-example" in watched
    assert "r-several" not in watched
    line = cache.history("sample", wanted=Filter(account_key="x:samsample"))[0]
    assert (line.opinion, line.watched, line.record) == (Opinion.AGREE, False, RecordAxis.SEVERAL)


def test_history_is_read_page_by_page(cache: ReportStore) -> None:
    for n in range(7):
        cache.save(replace(factory.empty(), id=f"r-{n}", at=factory.AT + timedelta(days=n)))
    pages = [[line.id for line in cache.history(limit=3, offset=offset)] for offset in (0, 3, 6)]
    assert pages == [["r-6", "r-5", "r-4"], ["r-3", "r-2", "r-1"], ["r-0"]]


def account(handle: str, id: str) -> Report:
    report = factory.match_not_bound()
    return replace(report, id=id, case=replace(report.case, profile=replace(report.case.profile, handle=handle)))


def test_one_person_under_several_accounts_is_seen(cache: ReportStore) -> None:
    cache.save(account("@first", "r-1"))
    cache.save(account("@second", "r-2"))
    cache.save(replace(account("@First", "r-3"), at=factory.AT + timedelta(days=1)))
    cache.save(factory.several())
    lines = cache.sharing(f"npi:{factory.NPI}")
    assert [(line.id, line.account_key) for line in lines] == [("r-3", "x:first"), ("r-2", "x:second")]
    assert cache.sharing("npi:nobody") == ()


def test_an_account_that_only_quotes_the_number_is_seen_too(cache: ReportStore) -> None:
    cache.save(factory.contradicted())
    assert [line.id for line in cache.sharing(f"npi:{factory.OTHER_NPI}")] == ["r-contradicted"]
