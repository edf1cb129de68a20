"""What a number means among real people stands beside it, measured, in every form of a report."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest

from credcheck import base_rates, wire, wording
from credcheck.model import Flag, RecordAxis, Report, Sentence, Severity
from credcheck.report import format_of
from tests import factory

REPORTS = pytest.mark.parametrize("report", factory.reports(), ids=lambda report: report.id)


def _flags(*rules: str, severity: Severity = Severity.NOTE) -> tuple[Flag, ...]:
    return tuple(Flag(rule, severity, Sentence("flag.parody")) for rule in rules)


def test_every_probability_has_its_step() -> None:
    steps = base_rates.stated()
    assert (steps[0].low, steps[-1].high) == (0, 1)
    assert all(one.high == after.low for one, after in pairwise(steps))
    assert sum(step.claims for step in steps) > 1000


def test_a_probability_says_how_often_it_was_right() -> None:
    said = base_rates.of_probability(1.0)
    assert said is not None
    last = base_rates.stated()[-1]
    assert f"{100 * last.right:.1f} %" in wording.render(said)
    assert f"{last.claims}" in wording.render(said).replace(",", "")


def test_a_step_of_few_claims_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    few = (base_rates.Stated(0, 1, base_rates.LEAST_CLAIMS - 1, 1.0),)
    monkeypatch.setattr(base_rates, "stated", lambda: few)
    assert base_rates.of_probability(0.5) is None


def test_higher_probabilities_are_right_more_often() -> None:
    told = [step.right for step in base_rates.stated() if step.claims >= base_rates.LEAST_CLAIMS]
    assert told[-1] > 0.95
    assert told[0] < 0.1


def test_the_number_of_remarks_counts_people_with_as_many() -> None:
    counts = base_rates.remarks()
    assert sum(counts) == base_rates.rates()["any"].people
    one, two = (base_rates.of_flags(_flags(*rules)) for rules in (("a",), ("a", "b", "b")))
    assert dict(one.params)["as_many"] == sum(counts[1:])
    assert dict(two.params)["as_many"] == sum(counts[2:])
    assert dict(two.params)["n"] == 2


def test_no_remark_is_no_praise() -> None:
    said = base_rates.of_flags(())
    assert dict(said.params)["none"] == base_rates.remarks()[0]
    assert "either" in wording.render(said)


def test_a_caution_is_set_beside_the_cautions_of_real_people() -> None:
    whole = base_rates.rates()["any"]
    said = base_rates.of_flags(_flags("a", severity=Severity.CAUTION))
    assert dict(said.params)["loud"] == whole.caution + whole.alarm


@REPORTS
def test_everything_shown_is_told_once(report: Report) -> None:
    about = [rate.about for rate in base_rates.told(report)]
    assert len(about) == len(set(about))
    assert about[-1] == "flags"
    assert {f"flag:{f.rule}" for f in report.flags if f.rule in base_rates.rates()} <= set(about)
    assert all(wording.render(rate.source) for rate in base_rates.told(report))


@REPORTS
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_written_reports_say_what_their_numbers_mean(report: Report, form: str) -> None:
    written = " ".join(format_of(form).render(report).decode().split())
    source = wording.render(Sentence("flag.rate.source"))
    assert source.split(";")[0] in written.replace("\\", "")


@REPORTS
def test_json_tells_them_and_ignores_them_on_reading(report: Report) -> None:
    table = json.loads(wire.dumps(report))
    assert [row["about"] for row in table["base_rates"]] == [rate.about for rate in base_rates.told(report)]
    table["base_rates"] = []
    assert wire.from_table(table) == report


def test_a_report_of_ten_thousand_remarks_is_told_in_one_go() -> None:
    report = replace(factory.reports()[0], flags=_flags(*(f"r{n}" for n in range(10_000))))
    assert base_rates.told(report)[-1].about == "flags"


def test_a_probability_means_nothing_where_the_verdict_doubts_or_found_nothing_to_check() -> None:
    report = factory.match_not_bound()
    assert base_rates.of_first(report) is not None
    nothing = replace(report.verdict, record=RecordAxis.NOT_CHECKABLE)
    doubted = replace(report.verdict, why=(Sentence("verdict.perhaps_long"),))
    for verdict in (nothing, doubted):
        assert base_rates.of_first(replace(report, verdict=verdict)) is None
        assert not [r for r in base_rates.told(replace(report, verdict=verdict)) if r.about.startswith("match:")]


def test_every_doubt_is_a_reason_that_verdicts_give() -> None:
    assert set(base_rates.DOUBTS) <= set(wording.templates())
