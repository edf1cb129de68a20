from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from credcheck.flags.young_account import YoungAccount
from credcheck.model import Case, Claims, Person, Profile, Severity
from tests import factory

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("joined", "bio", "raised"),
    [
        (date(2026, 10, 1), "Surgeon with 25 years of experience", 1),
        (date(2026, 10, 1), "Surgeon with 5 years of experience", 0),
        (date(2026, 10, 1), "Surgeon, 45 years old", 0),
        (date(2015, 10, 1), "Surgeon with 25 years of experience", 0),
        (None, "Surgeon with 25 years of experience", 0),
    ],
)
def test_only_a_new_account_with_a_long_career_is_remarked(joined: date | None, bio: str, raised: int) -> None:
    case = Case(Profile("Jane", bio=bio, joined=joined), Claims(), today=TODAY)
    assert [f.severity for f in YoungAccount().check(case)] == [Severity.NOTE] * raised


def test_the_register_can_tell_the_length_of_the_career() -> None:
    case = Case(Profile("Jane", joined=date(2026, 9, 1)), Claims(), (), factory.ranking(factory.match()), today=TODAY)
    (flag,) = YoungAccount().check(case)
    assert dict(flag.sentence.params)["years"] == 22


def test_a_short_listed_career_raises_nothing() -> None:
    new = replace(factory.candidate(), listed_since=date(2022, 5, 1), school_year=0)
    found = factory.ranking(factory.match(Person("npi:1234567893", (new,))))
    case = Case(Profile("Jane", joined=date(2026, 9, 1)), Claims(), (), found, today=TODAY)
    assert YoungAccount().check(case) == ()
