from __future__ import annotations

import pytest

from credcheck.flags.avatar_reused import AvatarReused
from credcheck.model import Case, Claims, Neighbour, Profile, Severity, Surroundings


def other(*same: str, bound: bool = False, linked: bool = False) -> Neighbour:
    return Neighbour("0" * 64, "x", "", ("avatar", *same), bound, linked)


@pytest.mark.parametrize(
    ("others", "raised"),
    [
        ([other()], [Severity.NOTE]),
        ([other(bound=True)], [Severity.CAUTION]),
        ([other(), other(), other()], [Severity.CAUTION]),
        ([other("name"), other("name"), other("name")], [Severity.NOTE]),
        ([other(linked=True, bound=True)], []),
        ([], []),
    ],
)
def test_a_bound_accounts_picture_or_one_on_many_names_is_a_caution(
    others: list[Neighbour], raised: list[Severity]
) -> None:
    case = Case(Profile("Jane"), Claims(), surroundings=Surroundings((), tuple(others)))
    assert [f.severity for f in AvatarReused().check(case)] == raised
