"""lookalike_account, identity_twice, copied_bio, renamed: what other cached accounts share."""

from __future__ import annotations

from datetime import date

import pytest

from credcheck.flags.copied_bio import CopiedBio
from credcheck.flags.identity_twice import IdentityTwice
from credcheck.flags.interface import Rule
from credcheck.flags.lookalike_account import LookalikeAccount
from credcheck.flags.renamed import Renamed
from credcheck.model import Case, Claims, Neighbour, Profile, Severity, Surroundings

TODAY = date(2026, 11, 22)


def severities(
    rule: Rule, *same: str, platform: str = "x", linked: bool = False, bound: bool = False
) -> list[Severity]:
    other = Neighbour("0" * 64, platform, "npi:1234567893" if "person" in same else "", same, bound, linked)
    me = Profile("Jane Example", "janeexample", "A long description of an invented person", platform="x")
    return [f.severity for f in rule.check(Case(me, Claims(), surroundings=Surroundings((), (other,)), today=TODAY))]


@pytest.mark.parametrize(
    ("rule", "same", "here", "elsewhere"),
    [
        (LookalikeAccount(), ("handle", "name"), [Severity.CAUTION], []),
        (LookalikeAccount(), ("near_handle", "name"), [Severity.CAUTION], []),
        (LookalikeAccount(), ("near_handle",), [Severity.NOTE], []),
        (LookalikeAccount(), ("name",), [], []),
        (IdentityTwice(), ("person",), [Severity.CAUTION], [Severity.NOTE]),
        (IdentityTwice(), ("name",), [], []),
        (CopiedBio(), ("bio",), [Severity.CAUTION], [Severity.CAUTION]),
        (CopiedBio(), ("bio", "name"), [Severity.CAUTION], [Severity.NOTE]),
        (CopiedBio(), ("name",), [], []),
    ],
)
def test_the_same_platform_is_louder_than_another_and_linked_accounts_are_left_alone(
    rule: Rule, same: tuple[str, ...], here: list[Severity], elsewhere: list[Severity]
) -> None:
    assert severities(rule, *same) == here
    assert severities(rule, *same, platform="bluesky") == elsewhere
    assert severities(rule, *same, linked=True) == []


@pytest.mark.parametrize(
    ("joined", "bound", "severity"),
    [
        (date(2026, 9, 1), True, Severity.CAUTION),
        (date(2026, 9, 1), False, Severity.NOTE),
        (date(2020, 9, 1), True, Severity.NOTE),
        (None, True, Severity.NOTE),
    ],
)
def test_a_new_account_beside_a_bound_one_of_another_platform_is_a_caution(
    joined: date | None, bound: bool, severity: Severity
) -> None:
    other = Neighbour("0" * 64, "bluesky", "npi:1234567893", ("person",), bound)
    me = Profile("Jane Example", "janeexample", platform="x", joined=joined)
    found = IdentityTwice().check(Case(me, Claims(), surroundings=Surroundings((), (other,)), today=TODAY))
    assert [f.severity for f in found] == [severity]


@pytest.mark.parametrize(("seen", "raised"), [(date(2026, 9, 1), 1), (date(2025, 9, 1), 0), (None, 0)])
def test_only_a_recent_other_name_is_remarked(seen: date | None, raised: int) -> None:
    case = Case(Profile("Jane"), Claims(), surroundings=Surroundings(renamed=seen), today=TODAY)
    assert [f.severity for f in Renamed().check(case)] == [Severity.NOTE] * raised


def test_an_account_that_moved_says_where_to() -> None:
    (flag,) = Renamed().check(Case(Profile("Jane", moved_to="jane@new.example"), Claims()))
    assert dict(flag.sentence.params)["to"] == "jane@new.example"
