"""The attack bench: scripted impostors and their honest counterparts through the whole program."""

from __future__ import annotations

import asyncio
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from credcheck.model import Headline, Level, Report, Severity
from tests.attacks.world import Table, World, pretty, scenarios

HERE = Path(__file__).parent
TODAY = date(2026, 11, 26)
ORDER = (Severity.NOTE, Severity.CAUTION, Severity.ALARM)
RAISED = LOUD_ENOUGH = 0.95
ATTACK_RECORDS, HONEST_RECORDS, HONEST_LEVELS = 0.9, 1.0, 1.0
"""Shares that hold today and must not fall; what is missing is the matcher's doubt (SEVERAL) and claims not read."""
pytestmark = pytest.mark.timeout(600)
CONCERNS: dict[str, list[str]] = tomllib.loads((HERE / "concerns.toml").read_text("utf-8"))
CONCERNS["record_names_another_account"] += ["wikidata_statement.another_account"]  # the table is older than the remark


@dataclass(frozen=True)
class Seen:
    """One scenario and the report on it."""

    told: Table
    report: Report

    @property
    def id(self) -> str:
        return str(self.told["id"])

    @property
    def expect(self) -> Table:
        found: Table = self.told["expect"]
        return found

    def loudness(self, concern: str) -> Severity | None:
        """How loud the report says this concern, None when it does not."""
        wanted = CONCERNS.get(concern, [])
        said = [f.severity for f in self.report.flags if f.rule in wanted]
        proofs = [b for b in self.report.case.bindings if b.sentence.id in wanted]
        said += [Severity.CAUTION if b.against else Severity.NOTE for b in proofs]
        return max(said, key=ORDER.index, default=None)

    def __str__(self) -> str:
        return f"{self.id}: {pretty(self.report)}"


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Seen]]]:
    """Every scenario's report, by file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda file: None)  # 250 registers are built here; a power cut is another test
        yield {
            name: [_run(told, tmp_path_factory.mktemp("world"), patch) for told in scenarios(f"{name}.toml")]
            for name in ("attacks", "honest")
        }


def _run(told: Table, folder: Path, patch: pytest.MonkeyPatch) -> Seen:
    return Seen(told, asyncio.run(World(told, folder, TODAY).check(patch)))


def _listed(seen: list[Seen]) -> str:
    return "\n".join(map(str, seen))


@cache
def _level(name: str) -> Level:
    return Level(int(name[1:]))


def test_no_attack_rises_above_what_its_evidence_is_worth(bench: dict[str, list[Seen]]) -> None:
    above = [s for s in bench["attacks"] if s.report.verdict.account > _level(s.expect["account_max"])]
    assert not above, _listed(above)


def test_no_attack_is_bound_but_where_an_institution_vouches(bench: dict[str, list[Seen]]) -> None:
    bound = [s for s in bench["attacks"] if s.report.verdict.headline is Headline.BOUND and not s.expect["bound"]]
    assert not bound, _listed(bound)


def test_no_attack_is_bound_from_registry_data_alone(bench: dict[str, list[Seen]]) -> None:
    alone = [s for s in bench["attacks"] + bench["honest"] if s.report.verdict.account >= Level.L3]
    proofs = {"institution_page", "domain_handle", "challenge"}
    assert all({b.proof for b in s.report.case.bindings if b.level >= Level.L3} & proofs for s in alone)


def test_attacks_have_a_record_that_a_reviewer_accepts(bench: dict[str, list[Seen]]) -> None:
    wrong = [s for s in bench["attacks"] if s.report.verdict.record.name not in s.expect["record"]]
    assert 1 - len(wrong) / len(bench["attacks"]) >= ATTACK_RECORDS, f"{len(wrong)}\n" + _listed(wrong)


def test_every_concern_of_a_scenario_has_its_rules() -> None:
    told = {s["expect"]["flag"] for s in scenarios("attacks.toml")} - {""}
    assert told <= set(CONCERNS)


def test_nine_of_ten_attacks_raise_their_own_flag(bench: dict[str, list[Seen]]) -> None:
    counted = [s for s in bench["attacks"] if s.expect["flag"]]
    missed = [s for s in counted if s.loudness(s.expect["flag"]) is None]
    assert 1 - len(missed) / len(counted) >= RAISED, f"{len(missed)} of {len(counted)}\n" + _listed(missed)


def test_the_flags_are_as_loud_as_the_scenarios_ask(bench: dict[str, list[Seen]]) -> None:
    counted = [s for s in bench["attacks"] if s.expect["flag"]]
    quiet = [s for s in counted if not _loud_enough(s)]
    assert 1 - len(quiet) / len(counted) >= LOUD_ENOUGH, f"{len(quiet)} of {len(counted)}\n" + _listed(quiet)


def _loud_enough(seen: Seen) -> bool:
    said, asked = seen.loudness(seen.expect["flag"]), Severity(str(seen.expect["severity_at_least"]).lower())
    return said is not None and ORDER.index(said) >= ORDER.index(asked)


def test_honest_accounts_keep_their_level(bench: dict[str, list[Seen]]) -> None:
    wrong = [
        s
        for s in bench["honest"]
        if not _level(s.expect["account_min"]) <= s.report.verdict.account <= _level(s.expect["account_max"])
    ]
    high = [s for s in wrong if s.report.verdict.account > _level(s.expect["account_max"])]
    assert not high, _listed(high)
    assert 1 - len(wrong) / len(bench["honest"]) >= HONEST_LEVELS, f"{len(wrong)}\n" + _listed(wrong)


def test_honest_accounts_keep_their_outcome(bench: dict[str, list[Seen]]) -> None:
    wrong = [
        s
        for s in bench["honest"]
        if s.report.verdict.record.name not in s.expect["record"]
        or s.expect.get("bound", s.report.verdict.headline is Headline.BOUND)
        is not (s.report.verdict.headline is Headline.BOUND)
    ]
    assert 1 - len(wrong) / len(bench["honest"]) >= HONEST_RECORDS, f"{len(wrong)}\n" + _listed(wrong)


def test_no_honest_account_raises_a_caution(bench: dict[str, list[Seen]]) -> None:
    loud = [s for s in bench["honest"] if any(f.severity is not Severity.NOTE for f in s.report.flags)]
    assert not loud, _listed(loud)
