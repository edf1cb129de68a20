from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credcheck import thresholds, wording
from credcheck.model import (
    Answer,
    ClaimKind,
    ClaimValue,
    Headline,
    Label,
    Level,
    ListedName,
    Outcome,
    PersonName,
    Profile,
    RecordAxis,
    Sentence,
)
from credcheck.verdict import RULES, decide
from tests.verdict.cases import (
    CARDIOLOGIST,
    DOCTOR,
    NPI,
    OTHER,
    QUOTED,
    answer,
    case,
    failed,
    outcome,
    proof,
    record,
    said,
    with_chances,
)


def test_one_person_who_agrees_is_a_match_and_the_account_stays_unbound() -> None:
    verdict = decide(case(said(*CARDIOLOGIST), answer(record())), ())
    assert (verdict.record, verdict.headline) == (RecordAxis.MATCH, Headline.MATCH_NOT_BOUND)
    assert verdict.person == f"npi:{NPI}"
    assert verdict.account is Level.L0


def test_equals_are_several_never_the_first() -> None:
    found = outcome(case(said(*CARDIOLOGIST), answer(record(), record(OTHER))))
    assert found == (RecordAxis.SEVERAL, Headline.SEVERAL)


def test_several_people_are_told_with_what_would_tell_them_apart() -> None:
    middles = [
        replace(record(npi), names=(ListedName(PersonName("Jane", middle, "Example")),))
        for npi, middle in ((NPI, "A"), (OTHER, "B"))
    ]
    verdict = decide(case(said(*CARDIOLOGIST), answer(*middles)), ())
    assert verdict.record is RecordAxis.SEVERAL
    assert "A middle initial would leave about 1 of 2." in [wording.render(s) for s in verdict.why]


def test_a_namesake_of_another_profession_is_a_remark_under_none() -> None:
    dentist = replace(record(code="122300000X"), credentials=("DDS",))
    verdict = decide(case(said(*CARDIOLOGIST), answer(dentist, share=0.07)), ())
    assert verdict.record is RecordAxis.NONE
    assert "verdict.namesakes" in [s.id for s in verdict.why]


def test_a_failed_source_is_incomplete_and_never_none() -> None:
    assert outcome(case(said(*DOCTOR), failed())) == (RecordAxis.INCOMPLETE, Headline.INCOMPLETE)


def test_a_failed_source_does_not_undo_a_match() -> None:
    assert outcome(case(said(*CARDIOLOGIST), answer(record()), failed("orcid")))[0] is RecordAxis.MATCH


def test_nobody_asked_is_incomplete_not_none() -> None:
    silent = Answer("npi_live", Outcome.NOT_ASKED, Sentence("check.offline"))
    assert outcome(case(said(*DOCTOR), silent))[0] is RecordAxis.INCOMPLETE
    assert outcome(case(said(*DOCTOR)))[0] is RecordAxis.INCOMPLETE


def test_while_a_source_is_asked_nothing_is_final() -> None:
    assert outcome(case(said(*DOCTOR), Answer("npi_live", Outcome.ASKING)))[0] is RecordAxis.INCOMPLETE


def test_a_partial_answer_without_a_person_is_incomplete() -> None:
    part = answer(record(given_name="Robert"), partial=Sentence("check.offline"))
    assert outcome(case(said(*DOCTOR), part))[0] is RecordAxis.INCOMPLETE


@pytest.mark.parametrize("expected", ["yes", "no", "unknown"])
def test_nobody_listed_is_none_with_its_reason(expected: str) -> None:
    claims = said(
        *(pair for pair in DOCTOR if pair[0] is not ClaimKind.NPI_EXPECTED), (ClaimKind.NPI_EXPECTED, expected)
    )
    verdict = decide(case(claims, answer()), ())
    assert (verdict.record, verdict.headline) == (RecordAxis.NONE, Headline.NO_RECORD)
    ids = [s.id for s in verdict.why]
    assert ids[0] == f"verdict.none.{expected}"
    assert "verdict.not_proof" in ids


def test_declared_parody_comes_before_everything() -> None:
    about = case(said(*CARDIOLOGIST, (ClaimKind.CUE, "parody")), answer(record()))
    assert outcome(about) == (RecordAxis.NOT_CHECKABLE, Headline.PARODY)
    labelled = Profile("Jane Example", labels=(Label("self", "parody", self_set=True),))
    assert outcome(case(said(*CARDIOLOGIST), answer(record()), profile=labelled))[1] is Headline.PARODY


def test_a_code_that_reached_one_of_two_namesakes_tells_them_apart_and_a_page_that_names_both_does_not() -> None:
    twins = answer(record(), record(OTHER))
    verdict = decide(case(said(*CARDIOLOGIST), twins, bindings=(proof(Level.L4),)), ())
    assert (verdict.record, verdict.headline, verdict.person) == (RecordAxis.MATCH, Headline.BOUND, f"npi:{NPI}")
    both = (proof(Level.L3), proof(Level.L3, f"npi:{OTHER}"))
    assert outcome(case(said(*CARDIOLOGIST), twins, bindings=both))[0] is RecordAxis.SEVERAL


def test_a_proof_makes_no_match_of_a_record_of_another_profession() -> None:
    dentist = replace(record(code="122300000X"), credentials=("DDS",))
    verdict = decide(case(said(*CARDIOLOGIST), answer(dentist), bindings=(proof(Level.L3),)), ())
    assert verdict.record is not RecordAxis.MATCH


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*CARDIOLOGIST, QUOTED]), max_size=8),
    st.sampled_from([answer(), answer(record()), failed()]),
)
def test_some_rule_always_applies_and_the_last_one_is_none(
    values: list[tuple[ClaimKind, ClaimValue]], given_answer: Answer
) -> None:
    verdict = decide(case(said(*values), given_answer), ())
    assert verdict.record in RecordAxis
    assert RULES[-1].__name__ == "none"


def test_a_person_is_a_match_only_well_ahead_of_the_next() -> None:
    two = case(said(*CARDIOLOGIST), answer(record(), record(OTHER)))
    limits = replace(thresholds.of(""), match=0.6, alone=0.6, lead=10.0)
    assert decide(with_chances(two, 0.7, 0.08), (), limits).record is RecordAxis.SEVERAL
    assert decide(with_chances(two, 0.7, 0.06), (), limits).record is RecordAxis.MATCH


def test_a_page_makes_a_match_only_of_a_probable_person_and_a_code_of_a_possible_one() -> None:
    limits = thresholds.of("")
    between = (limits.possible + limits.vouched) / 2
    found = {
        level: outcome(with_chances(case(said(*DOCTOR), answer(record()), bindings=(proof(level),)), between))[0]
        for level in (Level.L3, Level.L4)
    }
    assert found == {Level.L3: RecordAxis.SEVERAL, Level.L4: RecordAxis.MATCH}


def test_who_is_only_possible_is_never_said_to_be_certain() -> None:
    junior = PersonName("Jane", "", "Example", "Jr")
    claims = said(*((k, junior if k is ClaimKind.NAME else v) for k, v in CARDIOLOGIST))
    verdict = decide(with_chances(case(claims, answer(record(), share=0.5)), 0.9999), ())
    assert (verdict.why[0].id, dict(verdict.why[0].params)["percent"]) == ("verdict.perhaps", 99)


def test_somebody_of_another_name_is_no_namesake() -> None:
    verdict = decide(case(said(*CARDIOLOGIST), answer(record(given_name="Robert"))), ())
    assert verdict.record is RecordAxis.NONE
    assert "verdict.namesakes" not in [s.id for s in verdict.why]
