from __future__ import annotations

from dataclasses import replace

import pytest

from credcheck.model import (
    Candidate,
    ClaimKind,
    ClaimValue,
    Headline,
    Identifier,
    Level,
    PersonName,
    Profile,
    RecordAxis,
    Status,
)
from credcheck.verdict import decide
from tests.verdict.cases import (
    ALONE,
    CARDIOLOGIST,
    DOCTOR,
    NPI,
    OTHER,
    QUOTED,
    SPRINGFIELD,
    answer,
    body,
    case,
    outcome,
    record,
    said,
    with_chances,
)


def test_a_quoted_npi_of_somebody_else_is_a_contradiction() -> None:
    about = case(said(*CARDIOLOGIST, QUOTED), answer(record(given_name="Robert", family="Testman")))
    assert outcome(about) == (RecordAxis.CONTRADICTED, Headline.CONTRADICTED)


@pytest.mark.parametrize(
    ("bio", "contradicted"),
    [
        ("My colleague Robert Testman has the NPI", False),
        ("For skin see Dr. Testman (NPI)", False),
        ("Testman is a nice word", True),
    ],
)
def test_a_number_given_for_somebody_whom_the_profile_names_is_no_contradiction(bio: str, contradicted: bool) -> None:
    told = Profile("Jane Example", bio=bio)
    about = case(said(*CARDIOLOGIST, QUOTED), answer(record(given_name="Robert", family="Testman")), profile=told)
    assert (outcome(about)[0] is RecordAxis.CONTRADICTED) is contradicted


def test_who_gives_one_name_that_is_the_listed_given_name_is_not_somebody_else() -> None:
    alone = [(k, PersonName(family="Jane") if k is ClaimKind.NAME else v) for k, v in CARDIOLOGIST]
    assert outcome(case(said(*alone, QUOTED), answer(record())))[0] is RecordAxis.SEVERAL
    about = case(said(*alone, QUOTED, SPRINGFIELD), answer(record()))
    assert outcome(with_chances(about, 0.9999))[0] is RecordAxis.MATCH
    other = answer(record(given_name="Robert"))
    assert outcome(case(said(*alone, QUOTED), other))[0] is RecordAxis.CONTRADICTED


@pytest.mark.parametrize(("given_name", "family"), [("Jane", "Married"), ("Buddy", "Example")])
def test_one_name_that_differs_under_a_quoted_npi_is_no_contradiction(given_name: str, family: str) -> None:
    about = case(said(*CARDIOLOGIST, QUOTED), answer(record(given_name=given_name, family=family)))
    assert outcome(about)[0] is RecordAxis.SEVERAL


def test_a_changed_name_under_the_own_number_is_a_match_where_field_and_place_agree() -> None:
    married = answer(record(family="Married"))
    assert outcome(case(said(*CARDIOLOGIST, QUOTED, SPRINGFIELD), married))[0] is RecordAxis.MATCH
    assert outcome(case(said(*CARDIOLOGIST, QUOTED), married))[0] is RecordAxis.SEVERAL


def test_a_changed_name_under_the_own_number_is_a_match_where_the_profile_gives_the_listed_one() -> None:
    told = Profile("Jane Example", bio="still answering to Dr. Married")
    about = case(said(*CARDIOLOGIST, QUOTED), answer(record(family="Married")), profile=told)
    assert outcome(about)[0] is RecordAxis.MATCH


def test_a_number_of_a_namesake_in_another_field_is_a_contradiction() -> None:
    relative = record(given_name="Robert", code="2085R0202X")
    assert outcome(case(said(*CARDIOLOGIST, QUOTED), answer(relative)))[0] is RecordAxis.CONTRADICTED


def test_an_organisation_whose_number_is_quoted_does_not_compete_with_the_person() -> None:
    quoted = (ClaimKind.IDENTIFIER, Identifier("npi", OTHER, valid=True))
    about = case(said(*CARDIOLOGIST, quoted, SPRINGFIELD), answer(body(), record(), counts=ALONE))
    assert outcome(about)[0] is RecordAxis.MATCH
    assert [m.person.key for m in about.ranking.matches] == [f"npi:{NPI}", f"npi:{OTHER}"]
    assert about.ranking.matches[1].probability == 0


def test_a_deactivated_quoted_npi_contradicts_present_practice_only() -> None:
    gone = Candidate("npi_mirror", NPI, (), identifiers=(Identifier("npi", NPI),), status=Status.DEACTIVATED)
    assert outcome(case(said(*DOCTOR, QUOTED), answer(gone)))[0] is RecordAxis.CONTRADICTED
    retired = tuple((k, "retired" if k is ClaimKind.STAGE else v) for k, v in DOCTOR)
    assert outcome(case(said(*retired, QUOTED), answer(gone)))[0] is not RecordAxis.CONTRADICTED


@pytest.mark.parametrize(("more", "word"), [((), "match_deactivated"), ((QUOTED,), "match_deactivated_quoted")])
def test_of_a_number_out_of_service_it_is_said_whether_the_profile_quotes_it(
    more: tuple[tuple[ClaimKind, ClaimValue], ...], word: str
) -> None:
    retired = tuple((k, "retired" if k is ClaimKind.STAGE else v) for k, v in CARDIOLOGIST)
    gone = replace(record(), status=Status.DEACTIVATED)
    verdict = decide(case(said(*retired, *more, SPRINGFIELD), answer(gone, counts=ALONE)), ())
    assert verdict.record is RecordAxis.MATCH
    assert [s.id for s in verdict.why if "deactivated" in s.id] == [f"verdict.{word}"]


def test_the_right_npi_makes_a_match_but_binds_nothing() -> None:
    verdict = decide(case(said(*DOCTOR, QUOTED), answer(record(), record(OTHER))), ())
    assert (verdict.record, verdict.account) == (RecordAxis.MATCH, Level.L0)


def test_another_given_name_under_a_quoted_npi_is_believed_only_where_field_or_place_agree() -> None:
    buddy = answer(record(given_name="Buddy"))
    assert outcome(case(said(*DOCTOR, QUOTED), buddy))[0] is RecordAxis.NONE
    assert outcome(case(said(*CARDIOLOGIST, QUOTED), buddy))[0] is RecordAxis.SEVERAL
