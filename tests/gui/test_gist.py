from __future__ import annotations

from dataclasses import replace

import pytest

from credcheck.gui.gist import MOST_LINES, gist, meant, strongest
from credcheck.gui.sides import lines
from credcheck.model import RecordAxis, Relation, Report, Severity
from tests import factory


def test_the_gist_says_what_the_verdict_says() -> None:
    made = gist(factory.match_not_bound())
    assert made.headline.id == "gui.headline.match_not_bound"
    assert made.person == "Jane Q Example"
    assert made.probability == pytest.approx(0.993)
    assert 0 < len(made.evidence) <= MOST_LINES


def test_what_speaks_against_is_never_the_piece_left_out() -> None:
    for report in factory.reports():
        best = meant(report)
        if best is None:
            continue
        found = lines(report.case.claims, best)
        worst = min(found, key=lambda line: line.bits)
        if worst.relation is Relation.REFUTES:
            assert worst.field in {line.field for line in strongest(found)}


@pytest.mark.parametrize("report", factory.reports(), ids=lambda r: r.id)
def test_every_report_has_a_gist_with_words(report: Report) -> None:
    made = gist(report)
    assert made.headline.word
    assert made.record.word
    assert made.account.word
    assert all(text for _, text, _ in made.flags)
    assert made.failed == sum(a.outcome.value == "failed" for a in report.case.answers)


def test_a_note_is_not_loud_and_an_alarm_comes_first() -> None:
    notes = tuple(factory.flag(s) for s in (Severity.NOTE, Severity.CAUTION, Severity.ALARM))
    made = gist(factory.report(factory.case(), factory.verdict(), *notes))
    assert [sign.id for sign, _, _ in made.flags] == ["gui.severity.alarm", "gui.severity.caution"]


def test_where_there_was_nothing_to_check_the_gist_names_nobody() -> None:
    report = factory.match_not_bound()
    nothing = replace(report, verdict=replace(report.verdict, record=RecordAxis.NOT_CHECKABLE, person=""))
    assert gist(report).person
    assert (gist(nothing).person, gist(nothing).probability, gist(nothing).rate) == ("", 0.0, "")
