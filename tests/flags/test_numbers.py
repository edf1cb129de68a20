"""npi_organisation, npi_unlisted, orcid_borrowed, excluded_namesake: what registers say of numbers and names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from credcheck.flags.excluded_namesake import ExcludedNamesake
from credcheck.flags.npi_organisation import NpiOrganisation
from credcheck.flags.npi_unlisted import NpiUnlisted
from credcheck.flags.orcid_borrowed import OrcidBorrowed
from credcheck.model import (
    Answer,
    Candidate,
    Case,
    Claim,
    ClaimKind,
    Claims,
    Identifier,
    Institution,
    ListedName,
    Outcome,
    PersonName,
    Profile,
    Severity,
)
from tests import factory

TODAY = date(2026, 11, 22)
NOTE, CAUTION = [Severity.NOTE], [Severity.CAUTION]


def claims(kind: str = "npi", value: str = factory.NPI, given: str = "Jane", family: str = "Example") -> Claims:
    name = Claim(ClaimKind.NAME, PersonName(given, "", family))
    return Claims((name, Claim(ClaimKind.IDENTIFIER, Identifier(kind, value, valid=True))))


@pytest.mark.parametrize(
    ("bio", "raised"),
    [("Look up my NPI", CAUTION), ("Family doctor at Sample Clinic", NOTE), ("The group NPI is ours", NOTE)],
)
def test_an_organisations_number_is_a_caution_unless_the_profile_says_whose_it_is(
    bio: str, raised: list[Severity]
) -> None:
    record = Candidate(
        "npi_mirror", factory.NPI, (), institutions=(Institution("SAMPLE CLINIC PC", "SAMPLE CLINIC PC"),)
    )
    answer = factory.answer(Outcome.FOUND, record)
    case = Case(Profile("Jane", bio=bio), claims(), (answer,))
    assert [f.severity for f in NpiOrganisation().check(case)] == raised
    family = replace(case, profile=Profile("Jane", bio="Look up my NPI"), claims=claims(family="Sample"))
    assert [f.severity for f in NpiOrganisation().check(family)] == NOTE
    nobody = replace(case, profile=Profile("Example Group", bio="Billing NPI"), claims=Claims(claims().all[1:]))
    assert [f.severity for f in NpiOrganisation().check(nobody)] == NOTE
    person = replace(case, answers=(factory.answer(Outcome.FOUND, factory.candidate()),))
    assert NpiOrganisation().check(person) == ()


@pytest.mark.parametrize(
    ("outcome", "age_days", "share", "raised"),
    [
        (Outcome.NOT_FOUND, 10, 1.0, CAUTION),
        (Outcome.NOT_FOUND, 200, 1.0, NOTE),
        (Outcome.NOT_FOUND, 10, 0.07, []),
        (Outcome.FAILED, 10, 1.0, []),
        (Outcome.NOT_ASKED, 10, 1.0, []),
    ],
)
def test_only_a_whole_register_that_was_asked_can_miss_a_number(
    outcome: Outcome, age_days: int, share: float, raised: list[Severity]
) -> None:
    answer = Answer("npi_mirror", outcome, snapshot=TODAY - timedelta(age_days), share=share)
    case = Case(Profile("Jane"), claims(), (answer,), today=TODAY)
    assert [f.severity for f in NpiUnlisted().check(case)] == raised


def test_a_listed_number_is_not_missed() -> None:
    answer = Answer("npi_live", Outcome.FOUND, candidates=(factory.candidate(),))
    assert NpiUnlisted().check(Case(Profile("Jane"), claims(), (answer,), today=TODAY)) == ()


@pytest.mark.parametrize(
    ("given", "family", "raised"),
    [
        ("Walter", "Sample", CAUTION),
        ("Walter", "Example", CAUTION),
        ("Jane", "Sample", []),
        ("J.", "Example", []),
        ("Janet", "Example", []),
        ("", "Example", []),
    ],
)
def test_only_another_given_name_makes_an_orcid_somebody_elses(given: str, family: str, raised: list[Severity]) -> None:
    record = Candidate("orcid", factory.ORCID, (ListedName(PersonName(given, "", family)),))
    case = Case(
        Profile("Jane"), claims("orcid", factory.ORCID), (Answer("orcid", Outcome.FOUND, candidates=(record,)),)
    )
    assert [f.severity for f in OrcidBorrowed().check(case)] == raised


@pytest.mark.parametrize(("aside", "raised"), [(True, NOTE), (False, [])])
def test_an_entry_of_the_name_alone_is_a_note(aside: bool, raised: list[Severity]) -> None:
    entry = Candidate("leie", "EXAMPLE:WA", (ListedName(PersonName("Jane", "", "Example")),), aside=aside)
    case = Case(Profile("Jane"), Claims(), (Answer("leie", Outcome.FOUND, candidates=(entry,)),))
    assert [f.severity for f in ExcludedNamesake().check(case)] == raised
