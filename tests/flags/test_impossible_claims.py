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
        ("Jane Example", "Medical student. Board-certified", ["student_certified"]),
        ("Jane Example", "Medical student. Board-certified procrastinator", []),
        ("Jane Example", "Medical student. Fond of attending physician-led rounds", []),
        ("Jane Example, MD", "Premed @ state. MCAT soon", ["premed_degree"]),
        ("Jane Example", "Premed @ state. MD or bust. MCAT in May", []),
        ("Jane Example, DO", "Osteopathic physician. DO, Harvard fellowship 2016", []),
        ("Jane Example, DO", "Internist. DO, Johns Hopkins Hospital", []),
        ("Jane Example, DO (Harvard-trained)", "Internist. DO (Harvard-trained)", []),
        ("Jane Example", "Physician, born 2001. Treating patients since 2008, doctor since 2008", ["young"]),
        ("Jane Example, MD", "b. 1980. Wanted to be a doctor since 1985", []),
    ],
)
def test_only_pairs_of_the_list_are_remarked(name: str, bio: str, expected: list[str]) -> None:
    assert raised(name, bio) == expected


def test_every_pair_names_its_source() -> None:
    for row in lists.rows("impossible"):
        assert row["source"]
        assert row["url"].startswith("https://")
