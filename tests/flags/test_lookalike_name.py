from __future__ import annotations

import pytest

from credcheck.flags.lookalike_name import LookalikeName
from credcheck.model import (
    Binding,
    Case,
    Claims,
    Level,
    Lookalike,
    Profile,
    Sentence,
    Severity,
    Surroundings,
)
from tests import factory

SAME, NEAR = Lookalike("0" * 64, "same"), Lookalike("1" * 64, "near")
COPIED = Lookalike("2" * 64, "near", ("specialty",))


def severities(*looks: Lookalike, bound: bool = False) -> list[Severity]:
    proof = Binding("page", Level.L3, Sentence("x"), Sentence("y"), f"npi:{factory.NPI}")
    ranked = factory.ranking(factory.match())
    about = Surroundings(looks)
    case = Case(Profile("Jane Example"), Claims(), (), ranked, (proof,) if bound else (), about)
    return [flag.severity for flag in LookalikeName().check(case)]


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ((SAME,), [Severity.CAUTION]),
        ((NEAR,), [Severity.NOTE]),
        ((NEAR, COPIED), [Severity.CAUTION]),
        ((SAME, NEAR), [Severity.CAUTION]),
        ((), []),
    ],
)
def test_a_name_that_looks_the_same_is_louder_than_one_letter(
    looks: tuple[Lookalike, ...], expected: list[Severity]
) -> None:
    assert severities(*looks) == expected


def test_an_account_bound_to_its_person_is_left_alone() -> None:
    assert severities(SAME, bound=True) == []
