"""The country a profile points to."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Profile


@pytest.mark.parametrize(
    ("profile", "country"),
    [
        (Profile(location="Toronto"), "CA"),
        (Profile(bio="Nurse @NHSuk"), "GB"),
        (Profile(bio="Physician. Trump 2024"), "US"),
        (Profile(name="Jane Example FRACP"), "AU"),
        (Profile(name="Jane Example 🇮🇪"), "IE"),
        (Profile(bio="Physician from Vancouver living in Portugal"), "PT"),
        (Profile(bio="I like tea"), ""),
        (Profile(bio="Pediatra. La fiebre y los mocos de los niños con paciencia"), ""),
        (Profile(bio="Pediatra en Madrid. La fiebre y los mocos"), "ES"),
        (Profile(bio="Infirmière qui aime la mer et les chats"), ""),
        (Profile(bio="Infirmière à Lyon, qui aime la mer et les chats"), "FR"),
        (Profile(bio="Celle qui aime la mer et les chats"), "FR"),
        (Profile(bio="Leur histoire, et tout ce qu'on nous cache"), "FR"),
        (Profile(bio="Enfermeira, mãe e muito feliz com minha vida"), "BR"),
        (Profile(bio="Sono sempre in ritardo, ma con il sorriso"), "IT"),
        (Profile(bio="Do what makes your heart sing"), ""),
    ],
    ids=str,
)
def test_places_institutions_flags_and_words_point_to_a_country(profile: Profile, country: str) -> None:
    assert extract(profile).word(ClaimKind.COUNTRY) == country


@pytest.mark.parametrize(("bio", "country"), [("bjp and tory", "IN"), ("tory and bjp", "GB")])
def test_of_two_hints_of_one_weight_the_first_one_counts_whatever_the_run(bio: str, country: str) -> None:
    assert extract(Profile(name="Jane Example", bio=bio)).word(ClaimKind.COUNTRY) == country


def test_an_arrow_in_the_location_says_where_somebody_went() -> None:
    assert extract(Profile(name="Jane Example", location="Khartoum → Nairobi")).word(ClaimKind.COUNTRY) == "KE"
