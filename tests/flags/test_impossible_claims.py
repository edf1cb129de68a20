from __future__ import annotations

import pytest

from credcheck import claims, lists
from credcheck.flags.impossible_claims import ImpossibleClaims
from credcheck.model import Case, Profile


def raised(name: str, bio: str) -> list[str]:
    profile = Profile(name, "example", bio)
    flags = ImpossibleClaims().check(Case(profile, claims.extract(profile)))
    return [flag.sentence.id.rpartition(".")[2] for flag in flags]


@pytest.mark.parametrize(
    ("name", "bio", "expected"),
    [
        ("Jane Example", "Medical student at Example University. Board-certified dermatologist", ["student_certified"]),
        ("Jane Example, RN, FACS", "Registered nurse in Springfield", ["surgeons_fellow"]),
        ("Jane Example", "Physician, MBBS (Harvard)", ["degree_us"]),
        ("Jane Example, DO", "Osteopathic physician. DO, Oxford", ["degree_osteopathic"]),
        ("Jane Example, MD, FACS", "Surgeon in Springfield", []),
        ("Jane Example", "Medical student. Not board-certified in anything yet", []),
        ("Jane Example, MBBS", "Physician from Mumbai, now at Harvard", []),
        ("Jane Example, RN", "Nurse. Nursing student again", []),
    ],
)
def test_only_pairs_of_the_list_are_remarked(name: str, bio: str, expected: list[str]) -> None:
    assert raised(name, bio) == expected


def test_every_pair_names_its_source() -> None:
    for row in lists.rows("impossible"):
        assert row["source"]
        assert row["url"].startswith("https://")
