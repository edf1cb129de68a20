from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from credcheck import wording
from credcheck.compare import Cause, Change, compare
from credcheck.model import ClaimKind, Claims, Headline, Level, Outcome, RecordAxis, Report, Status, Versions
from tests import factory

OLD = factory.match_not_bound()


def case(report: Report, **changes: Any) -> Report:
    return replace(report, case=replace(report.case, **changes))


def by_id(old: Report, new: Report) -> dict[str, Change]:
    return {change.what.id: change for change in compare(old, new).changes}


def why(old: Report, new: Report) -> list[str]:
    return [sentence.id for sentence in compare(old, new).why]


@pytest.mark.parametrize("report", factory.reports(), ids=lambda report: report.id)
def test_a_check_does_not_differ_from_itself(report: Report) -> None:
    assert compare(report, report).changes == ()
    assert why(report, report) == ["compare.same_verdict", "compare.nothing"]


def test_a_new_bio_is_told_as_a_change_of_the_account() -> None:
    new = case(OLD, profile=replace(OLD.case.profile, bio="Retired.", links=()))
    changes = by_id(OLD, new)
    assert wording.render(changes["compare.profile.bio"].after) == "Retired."  # type: ignore[arg-type]
    assert changes["compare.profile.links"].after is None
    assert {change.cause for change in changes.values()} == {Cause.ACCOUNT}
    assert why(OLD, new) == ["compare.same_verdict", "compare.by.account"]


def test_a_source_that_fell_silent_is_never_told_as_a_change_of_the_account() -> None:
    failed = factory.answer(Outcome.FAILED)
    new = replace(
        case(OLD, answers=(failed, *OLD.case.answers[1:])),
        verdict=factory.verdict(RecordAxis.INCOMPLETE, Headline.INCOMPLETE, Level.L1),
    )
    changes = by_id(OLD, new)
    assert changes["compare.answer"].after is not None
    assert changes["compare.answer"].after.id == "report.outcome.failed"
    assert "compare.entry" not in changes  # not reached is not the same as gone
    assert why(OLD, new) == ["compare.other_verdict", "compare.by.source"]


def test_a_record_that_lost_its_standing_is_told() -> None:
    [answer, *rest] = OLD.case.answers
    gone = replace(
        answer,
        candidates=(replace(answer.candidates[0], status=Status.DEACTIVATED),),
        snapshot=date(2026, 12, 1),
        partial=None,
    )
    before = replace(
        OLD, case=replace(OLD.case, answers=(replace(answer, candidates=answer.candidates[:1], partial=None), *rest))
    )
    changes = by_id(before, case(before, answers=(gone, *rest)))
    entry = changes["compare.entry"]
    assert entry.before is not None
    assert entry.after is not None
    assert wording.render(entry.after).endswith(", deactivated")
    assert changes["compare.snapshot"].cause is Cause.SOURCE


def test_a_record_that_a_whole_answer_no_longer_holds_is_told_as_gone() -> None:
    [answer, *rest] = OLD.case.answers
    whole = replace(answer, candidates=answer.candidates[:1], partial=None)
    before = case(OLD, answers=(whole, *rest))
    after = case(OLD, answers=(replace(whole, outcome=Outcome.NOT_FOUND, candidates=()), *rest))
    assert by_id(before, after)["compare.entry"].after is None


def test_newer_rules_are_told_as_such() -> None:
    new = replace(OLD, versions=Versions("0.2.0", "rules-2", "weights-1"), flags=())
    assert {"compare.version.program", "compare.version.rules", "compare.flag"} <= by_id(OLD, new).keys()
    assert "compare.by.program" in why(OLD, new)


def test_two_accounts_are_said_to_be_two() -> None:
    assert why(OLD, factory.several())[0] == "compare.other_account"
    changes = compare(OLD, factory.several()).changes
    assert {"compare.headline", "compare.record", "compare.account", "compare.person"} <= {c.what.id for c in changes}


def test_every_change_can_be_read() -> None:
    for one in factory.reports():
        for other in factory.reports():
            for change in compare(one, other).changes:
                for sentence in (change.what, change.before, change.after):
                    assert sentence is None or " " not in sentence.id
                    assert sentence is None or wording.render(sentence) != sentence.id


def test_claims_and_people_are_told_in_words_not_in_the_names_that_programs_use() -> None:
    claims = OLD.case.claims
    gone = case(OLD, claims=Claims(tuple(c for c in claims.all if c.kind is not ClaimKind.SPECIALTY)))
    said = [wording.render(c.before) for c in compare(OLD, gone).changes if c.before and c.what.id == "compare.claim"]
    assert said
    assert all(text.startswith("Specialty: ") for text in said)
    nobody = replace(OLD, verdict=replace(OLD.verdict, person=""))
    person = by_id(OLD, nobody)["compare.person"].before
    assert person is not None
    number = OLD.verdict.person.removeprefix("npi:")
    assert wording.render(person).endswith(f"(NPI {number})")


@pytest.mark.parametrize("kind", list(ClaimKind))
def test_every_kind_of_claim_can_be_told_as_a_change(kind: ClaimKind) -> None:
    assert f"compare.says.{kind.value}" in wording.templates()
