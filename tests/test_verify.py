from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from credcheck import flags, match, wire, wording
from credcheck.errors import BadInput
from credcheck.model import Report, Versions
from credcheck.verify import derive, verify
from tests import factory

HERE = Versions("0.1.0", flags.RULES_VERSION, match.WEIGHTS_VERSION)


def consistent(report: Report) -> Report:
    return derive(replace(report, versions=HERE))


REPORTS = pytest.mark.parametrize("report", factory.reports(), ids=lambda report: report.id)


@REPORTS
def test_a_report_that_follows_from_itself_is_the_same(report: Report) -> None:
    report = consistent(report)
    result = verify(wire.dumps(report))
    assert (result.same, result.differences, result.note) == (True, (), None)
    assert verify(wire.pretty(report)).same
    assert result.report == report


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    table = wire.to_table(consistent(factory.match_not_bound()))
    change(table)
    return json.dumps(table).encode()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda t: t["verdict"].update(headline="bound"), "verdict.headline"),
        (lambda t: t["verdict"].update(account=4), "verdict.account"),
        (lambda t: t["ranking"].update(nobody=0.123), "ranking.nobody"),
        (lambda t: t["ranking"]["matches"][0].update(probability=0.5), "ranking.matches[0].probability"),
        (lambda t: t["ranking"].update(matches=[]), "ranking.matches"),
        (lambda t: t.update(flags=[]), "flags"),
        (lambda t: t["claims"][3]["spans"][0].update(text="PhD"), "claims[3].spans[0].text"),
        (lambda t: t["claims"][3]["span"].update(text="PhD"), "claims[3].span.text"),
        (lambda t: t["verdict"]["why"][0].update(text="The account is theirs."), "verdict.why[0].text"),
        (
            lambda t: t["ranking"]["matches"][0]["evidence"][0]["sentence"].update(text="Other."),
            "ranking.matches[0].evidence[0].sentence.text",
        ),
    ],
)
def test_what_was_changed_is_named(change: Callable[[dict[str, Any]], object], where: str) -> None:
    result = verify(changed(change))
    assert not result.same
    assert where in [dict(d.params)["where"] for d in result.differences]
    assert where in wording.render(result.differences[0]) or len(result.differences) > 1


def test_a_hair_of_a_logarithm_is_no_difference() -> None:
    raw = changed(lambda t: t["ranking"].update(nobody=t["ranking"]["nobody"] + 1e-13))
    assert verify(raw).same


@pytest.mark.parametrize(
    ("versions", "note"),
    [
        (replace(HERE, weights="other"), "verify.other_weights"),
        (replace(HERE, rules="other"), "verify.other_rules"),
        (replace(HERE, program="0.0.1"), "verify.other_program"),
        (HERE, None),
    ],
)
def test_other_rules_or_weights_are_said(versions: Versions, note: str | None) -> None:
    result = verify(wire.dumps(replace(consistent(factory.several()), versions=versions)))
    assert (result.note.id if result.note else None) == note


def test_what_is_no_report_is_refused() -> None:
    with pytest.raises(BadInput):
        verify(b"{}")
