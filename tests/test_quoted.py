from __future__ import annotations

import pytest

from credcheck.model import PersonName, Profile
from credcheck.quoted import is_of_another_name, is_told
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
