"""Places of practice and residence."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Place, Profile


def found(location: str, bio: str = "") -> list[tuple[str, str, str]]:
    """City, region and country of every place read."""
    claims = extract(Profile(name="Jane Example", bio=bio, location=location))
    return [
        (c.value.city, c.value.region, c.value.country)
        for c in claims.of(ClaimKind.PLACE)
        if isinstance(c.value, Place)
    ]


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("Boston, MA", [("Boston", "MA", "US")]),
        ("Boston ✈️ Philly", [("Boston", "MA", "US"), ("Philadelphia", "PA", "US")]),
        ("London, ON", [("London", "Ontario", "CA")]),
        ("London, England", [("London", "England", "GB")]),
        ("London", [("London", "England", "GB")]),
        ("Adelaide, SA", [("Adelaide", "South Australia", "AU")]),
        ("Washington, DC", [("Washington", "DC", "US")]),
        ("New Orleans, LA", [("New Orleans", "LA", "US")]),
        ("Sampleton, MA", [("Sampleton", "MA", "US")]),
        ("NC", [("", "NC", "US")]),
        ("Texas, USA", [("", "TX", "US")]),
        ("🇮🇪", [("", "", "IE")]),
        ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", [("", "Scotland", "GB")]),
        ("Trinidad and Tobago", [("", "", "TT")]),
        ("Berlin, Deutschland", [("Berlin", "Berlin", "DE")]),
        ("Somewhere over the rainbow", []),
        ("Hill Valley 1985", []),
        ("LA", [("Los Angeles", "CA", "US")]),
        ("Baton Rouge, LA", [("Baton Rouge", "LA", "US")]),
        ("Kochi", [("Kochi", "Kerala", "IN")]),
        ("Valledupar, Colombia", [("Valledupar", "Cesar", "CO")]),
        ("東京", [("Tokyo", "Tokyo", "JP")]),
        ("🇪🇦", [("", "", "ES")]),
    ],
)
def test_the_location_field_is_read(location: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(location) == expected


@pytest.mark.parametrize(
    ("bio", "countries"),
    [
        ("Physician based in Leeds", ["GB"]),
        ("Beirut, Lebanon", ["LB"]),
        ("Trained in Boston", []),
        ("Ohio native", []),
        ("Author from Los Angeles", ["US"]),
        ("Nurse at Sampleton Hospital Melbourne", ["AU"]),
        ("Liberal. Page. Brooks.", []),
        ("I ❤️ Peru", []),
        ("Canada 150 Award", []),
        ("A dept at University of Samplers", []),
        ("Iraq War veteran", []),
    ],
)
def test_a_bio_gives_places_of_the_holder_only(bio: str, countries: list[str]) -> None:
    assert [p[2] for p in found("", bio)] == countries
