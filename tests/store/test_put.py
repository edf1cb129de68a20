"""Two programs may write the same row in the same moment: neither fails."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from credcheck.store import ReportStore
from tests import factory
from tests.store.conftest import Clock
from tests.store.test_answers import fetched

TIMES = 25


def test_two_programs_that_watch_one_account_and_keep_one_answer_at_once_do_not_fail(
    cache: ReportStore, url: str, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    cache.save(factory.several())

    def write(days: int) -> None:
        with closing(ReportStore(url, clock)) as mine:
            mine.open()
            for n in range(TIMES):
                mine.watches.remove("x:samsample")
                mine.watches.add("r-several", days)
                mine.answers.put(f"key {n}", fetched(), 60)

    with caplog.at_level(logging.WARNING), ThreadPoolExecutor(2) as both:
        list(both.map(write, (7, 30)))
    assert [watch.every_days for watch in cache.watches.all()] in ([7], [30])
    assert all(cache.answers.get(f"key {n}") for n in range(TIMES))
    assert not caplog.records
