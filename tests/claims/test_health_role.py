"""Is a health role claimed?"""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Profile


@pytest.mark.parametrize(
    ("name", "bio", "claimed"),
    [
        ("Jane Example, MD", "", True),
        ("Jane Example", "Retired nurse", True),
        ("Jane Example", "Virologist", True),
        ("Jane Example", "Medical student", True),
        ("Jane Example", "Professor of political science", False),
        ("Jane Example", "Husband of a nurse", False),
        ("Dr Jane Example", "Not a doctor", False),
        ("Jane Example", "Real estate broker", False),
        ("Jane Example", "Nurse. Not a doctor", True),
        ("Nurse Jane", "I am not a doctor", True),
        ("Jane Example", "Physical scientist. Climate, cosmology, nutrition", False),
        ("Jane Example", "Professor of Haemostasis and Thrombosis", True),
        ("Jane Example", "Profesora de epidemiología", True),
        ("Jane Example", "Medical statistician", True),
        ("Jane Example", "Postdoc at the Example Sclerosis Center", True),
        ("Jane Example", "Postdoc in medieval history", False),
        ("Jane Example", "Physicist", False),
        ("Jane Example", "Profesora de historia", False),
    ],
)
def test_health_roles_are_told_from_others(name: str, bio: str, claimed: bool) -> None:
    assert extract(Profile(name=name, bio=bio)).is_true(ClaimKind.HEALTH_ROLE) is claimed
