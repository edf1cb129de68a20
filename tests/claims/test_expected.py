"""Is the NPI register the place to ask?"""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Profile


@pytest.mark.parametrize(
    ("name", "bio", "location", "expected"),
    [
        ("Jane Example, MD", "Cardiologist", "Boston, MA", "yes"),
        ("Jane Example, RN", "", "Ohio", "yes"),
        ("Jane Example, MD", "PGY-2", "Boston, MA", "yes"),
        ("Jane Example", "MS2", "Boston, MA", "no"),
        ("Jane Example, MD", "Former ER doc, now a novelist", "Boston, MA", "yes"),
        ("Jane Example", "Former ER doc, now a novelist", "Boston, MA", "no"),
        ("Jane Example", "Virologist", "Boston, MA", "no"),
        ("Jane Example", "Consultant cardiologist", "Leeds, UK", "no"),
        ("Jane Example", "Gynecologist", "", "unknown"),
        ("Jane Example", "Writer", "Boston, MA", "no"),
        ("Jane Example", "Médecin qui soigne les gens dans la rue et pour les autres", "", "no"),
        ("Jane Example", "Médico de familia, con mi gente y para la gente", "", "unknown"),
        ("Jane Example", "Paramedic", "Boston, MA", "unknown"),
        ("Jane Example", "EMT-B", "Boston, MA", "unknown"),
        ("Jane Example", "Physical therapist", "Boston, MA", "yes"),
        ("Jane Example, DPT", "Runner", "Boston, MA", "yes"),
    ],
)
def test_the_register_is_expected_to_list_us_clinicians(name: str, bio: str, location: str, expected: str) -> None:
    claims = extract(Profile(name=name, bio=bio, location=location))
    assert claims.word(ClaimKind.NPI_EXPECTED) == expected
    claim = claims.first(ClaimKind.NPI_EXPECTED)
    assert claim is not None
    assert claim.why is not None


@pytest.mark.parametrize(
    ("bio", "location", "quotes"),
    [
        ("Cardiologist", "Boston, MA", ["Cardiologist", "Boston, MA"]),
        ("Cardiologist", "Leeds, UK", ["Leeds, UK"]),
        ("Virologist", "Boston, MA", ["Virologist"]),
        ("I like tea", "Boston, MA", []),
    ],
)
def test_the_answer_shows_the_words_it_follows_from(bio: str, location: str, quotes: list[str]) -> None:
    profile = Profile(name="Jane Example", bio=bio, location=location)
    claim = extract(profile).first(ClaimKind.NPI_EXPECTED)
    assert claim is not None
    assert [profile.quote(s) for s in claim.spans] == quotes
