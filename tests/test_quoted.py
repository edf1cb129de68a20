from __future__ import annotations

from dataclasses import replace

import pytest

from credcheck.model import Claim, ClaimKind, Claims, Identifier, Part, PersonName, Profile, Span
from credcheck.quoted import is_of_another_name, is_only_linked, is_told
from tests.verdict.cases import CARDIOLOGIST, QUOTED, answer, case, record, said


@pytest.mark.parametrize(
    ("given", "family", "other"),
    [("Robert", "Testman", True), ("Jane", "Testman", False), ("Robert", "Example", False)],
)
def test_who_differs_in_one_name_alone_is_not_of_another_name(given: str, family: str, other: bool) -> None:
    about = case(said(*CARDIOLOGIST, QUOTED), answer(record(given_name=given, family=family)))
    assert is_of_another_name(about.ranking.matches[0], about.claims.name()) is other


def test_who_is_called_by_the_listed_given_name_alone_is_not_of_another_name() -> None:
    about = case(said(*CARDIOLOGIST, QUOTED), answer(record(given_name="Robert", family="Testman")))
    assert not is_of_another_name(about.ranking.matches[0], PersonName(family="Robert"))
    assert is_of_another_name(about.ranking.matches[0], PersonName(family="Roberta"))


@pytest.mark.parametrize(
    ("bio", "told"),
    [
        ("My colleague Robert Testman has the NPI", True),
        ("Ask Dr. Testman's office", True),
        ("Testman is a nice word", False),
    ],
)
def test_a_listed_person_is_told_of_by_title_or_whole_name_only(bio: str, told: bool) -> None:
    profile = Profile("Jane Example", bio=bio)
    about = case(said(*CARDIOLOGIST, QUOTED), answer(record(given_name="Robert", family="Testman")), profile=profile)
    assert is_told(about, about.ranking.matches[0]) is told


def test_a_number_in_a_link_alone_is_a_claim_only_of_who_claims_a_health_role() -> None:
    linked = Claim(ClaimKind.IDENTIFIER, Identifier("npi", "1234567893"), (Span(Part.LINKS, 0, 3),))
    written = replace(linked, spans=(*linked.spans, Span(Part.BIO, 0, 10)))
    role = Claim(ClaimKind.HEALTH_ROLE, True, ())
    assert is_only_linked(Claims((linked,)), linked)
    assert not is_only_linked(Claims((linked, role)), linked)
    assert not is_only_linked(Claims((written,)), written)
