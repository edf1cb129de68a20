from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from credcheck.flags.specialty_overstated import SpecialtyOverstated
from credcheck.model import (
    Case,
    Claim,
    ClaimKind,
    Claims,
    Evidence,
    Match,
    Person,
    Profile,
    Relation,
    Sentence,
    Severity,
    Stage,
    Taxonomy,
)
from tests import factory

OTHER = Evidence(
    ClaimKind.SPECIALTY,
    Relation.REFUTES,
    "specialty: other",
    -3.0,
    Sentence("match.specialty.other", source="The NPI registry", claimed="Plastic Surgery", listed="Family Medicine"),
)


def severities(bio: str, match: Match) -> list[Severity]:
    claims = Claims((Claim(ClaimKind.STAGE, Stage.PRACTISING.value),))
    case = Case(Profile("Jane", bio=bio), claims, (), factory.ranking(match), today=date(2026, 11, 22))
    return [f.severity for f in SpecialtyOverstated().check(case)]


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Board-certified plastic surgeon", [Severity.CAUTION]),
        ("Plastic surgeon", [Severity.NOTE]),
        ("Plastic surgeon, not board-certified", [Severity.NOTE]),
    ],
)
def test_another_field_is_a_caution_only_for_a_claimed_certification(bio: str, expected: list[Severity]) -> None:
    assert severities(bio, replace(factory.match(), evidence=(OTHER,))) == expected


@pytest.mark.parametrize(
    ("since", "bio", "expected"),
    [
        (date(2025, 7, 1), "Attending physician", [Severity.CAUTION]),
        (date(2015, 7, 1), "Attending physician", [Severity.NOTE]),
        (date(2025, 7, 1), "Resident physician", []),
        (date(2025, 7, 1), "Doctor attending the marathon", []),
    ],
)
def test_a_record_that_lists_training_only_is_a_caution_while_it_is_young(
    since: date, bio: str, expected: list[Severity]
) -> None:
    training = replace(factory.candidate(), taxonomies=(Taxonomy("390200000X", "Student"),), listed_since=since)
    assert severities(bio, factory.match(Person(f"npi:{factory.NPI}", (training,)))) == expected


def test_nobody_meant_raises_nothing() -> None:
    assert severities("Board-certified plastic surgeon", factory.match(probability=0.3)) == []
