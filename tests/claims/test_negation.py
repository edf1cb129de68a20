"""Denials and their scope."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Profile


@pytest.mark.parametrize(
    ("bio", "negated"),
    [
        ("I am not a doctor", True),
        ("Not that kind of doctor", True),
        ("Virologist (PhD, not the useful kind of doctor)", True),
        ("Not your usual kind of doctor. Cardiologist", False),
        ("Dr. of memes", True),
        ("Parody", True),
        ("Armchair epidemiologist", True),
        ("I am NOT an MD!", True),
        ("Not your doctor. Cardiologist", False),
        ("Tweets are not medical advice. Nurse", False),
        ("Not just a nurse", False),
        ("Kein Virologe. Nur Internist", False),
        ("Not a virologist, just an internist", False),
        ("Doctor", False),
        ("Truck driver. No medical knowledge, lots of opinions", True),
        ("Not medically trained", True),
        ("Nurse. No medical background in my family", False),
    ],
)
def test_a_denial_denies_only_what_it_is_about(bio: str, negated: bool) -> None:
    assert extract(Profile(name="Jane Example", bio=bio)).is_true(ClaimKind.NEGATED) is negated


def test_a_nurse_by_name_only_who_denies_any_training_claims_no_health_role() -> None:
    claims = extract(Profile(name="Nurse Sample Strap", bio="Truck driver. No medical training."))
    assert not claims.is_true(ClaimKind.HEALTH_ROLE)
    assert [c.value for c in claims.of(ClaimKind.PROFESSION)] == ["other"]
    assert extract(Profile(name="Nurse Jane", bio="No medical advice.")).is_true(ClaimKind.HEALTH_ROLE)


def test_who_denies_another_degree_than_the_one_behind_the_name_denies_no_profession() -> None:
    for name, negated in (("Jane Do, MD", False), ("Jane Do", True), ("Jane Do, DO", True)):
        claims = extract(Profile(name=name, bio="Surname Do, not a DO."))
        assert claims.is_true(ClaimKind.NEGATED) is negated
