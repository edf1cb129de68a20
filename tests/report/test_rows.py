"""One check as one row, and what is counted of many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credcheck import report as room
from credcheck.model import Outcome, Report
from credcheck.report import _rows, _words
from tests import factory


def unasked() -> Report:
    report = factory.incomplete()
    answers = tuple(replace(answer, outcome=Outcome.NOT_ASKED) for answer in report.case.answers)
    return replace(report, case=replace(report.case, answers=answers))


def test_a_row_says_that_a_source_was_out_of_reach_only_where_one_was_asked() -> None:
    assert _rows.columns(factory.incomplete())["outcome"] == "Incomplete: a source could not be reached"
    assert _rows.columns(unasked())["outcome"] == "Incomplete: no register was asked"


@pytest.mark.parametrize("id", ["html", "text", "markdown", "csv"])
def test_no_report_says_that_a_source_was_out_of_reach_where_none_was_asked(id: str) -> None:
    page = room.format_of(id).render(unasked()).decode("utf-8").lower().replace("\\", "")
    assert "incomplete: no register was asked" in page
    assert "incomplete: a source could not be reached" not in page


def test_incomplete_checks_are_counted_together_under_words_that_hold_for_each() -> None:
    ((headline, n),) = _rows.outcomes((unasked(), factory.incomplete()))
    assert (n, _words.counted(headline)) == (2, "Incomplete: not every source answered")
