"""Identifiers and their check digits."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Identifier, Link, Profile


def found(bio: str) -> list[tuple[str, str, bool | None]]:
    """Kind, value and validity of every identifier."""
    claims = extract(Profile(bio=bio)).of(ClaimKind.IDENTIFIER)
    return [(c.value.kind, c.value.value, c.value.valid) for c in claims if isinstance(c.value, Identifier)]


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("NPI 1234567893", [("npi", "1234567893", True)]),
        ("ＮＰＩ １２３４·５６７·８９３", [("npi", "1234567893", True)]),
        ("𝐍𝐏𝐈 𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝟑", [("npi", "1234567893", True)]),
        ("𝗡𝗣𝗜: 𝟭𝟮𝟯𝟰 𝟱𝟲𝟳 𝟴𝟵𝟯", [("npi", "1234567893", True)]),
        ("NPI 1234-567-893, call", [("npi", "1234567893", True)]),
        ("NPI: 1234567890", [("npi", "1234567890", False)]),
        ("call 1234567893", []),
        ("ORCID 0000-0002-1825-0097", [("orcid", "0000-0002-1825-0097", True)]),
        ("0000-0002-1825-0098", [("orcid", "0000-0002-1825-0098", False)]),
        ("CA Lic #A123456", [("licence", "A123456", None)]),
        ("jane@example.org", [("email", "jane@example.org", None)]),
        ("see https://example.org/jane.", [("url", "https://example.org/jane", None)]),
        ("@sampledoc on Instagram", [("handle", "sampledoc", None)]),
        ("Non-medical account @JaneSample", [("handle", "JaneSample", None)]),
        ("Telegram: https://example.org/a", [("url", "https://example.org/a", None)]),
        ("IG: jane.example", [("handle", "jane.example", None)]),
    ],
)
def test_identifiers_are_read_and_checked(bio: str, expected: list[tuple[str, str, bool | None]]) -> None:
    assert found(bio) == expected


def test_a_licence_carries_its_state() -> None:
    value = extract(Profile(bio="TX License: 12345")).of(ClaimKind.IDENTIFIER)[0].value
    assert isinstance(value, Identifier)
    assert value.region == "TX"


def test_links_of_the_profile_are_identifiers_with_spans() -> None:
    profile = Profile(links=(Link("https://orcid.org/0000-0002-1825-0097"), Link("https://example.org")))
    claims = extract(profile).of(ClaimKind.IDENTIFIER)
    assert [c.value.kind for c in claims if isinstance(c.value, Identifier)] == ["orcid", "url", "url"]
    assert profile.quote(claims[2].spans[0]) == "https://example.org"


@pytest.mark.parametrize(
    "bio",
    [
        "NPI 1234567893",
        "My national provider number is 1234567893",
        "National Provider Identifier: 1234567893",
    ],
)
def test_an_npi_is_read_under_its_full_name_too(bio: str) -> None:
    values = [c.value for c in extract(Profile("Jane Example", bio=bio)).of(ClaimKind.IDENTIFIER)]
    assert Identifier("npi", "1234567893", "", True) in values


@pytest.mark.parametrize(
    ("bio", "number", "region"),
    [
        ("GP. GMC 7654321", "7654321", "GB"),
        ("GMC no: 7654321", "7654321", "GB"),
        ("Nurse, NMC PIN 12A3456B", "12A3456B", "GB"),
        ("AHPRA registration number: MED0001234567", "MED0001234567", "AU"),
        ("RPPS 10001234567", "10001234567", "FR"),
        ("BIG-register: 19012345601", "19012345601", "NL"),
        ("HPCSA MP0123456", "MP0123456", "ZA"),
        ("CRM-SP 123456", "123456", "BR"),
        ("CRP 06/123456", "06/123456", "BR"),
        ("Cédula prof. 1234567", "1234567", "MX"),
        ("Colegiada nº 28/12345", "28/12345", "ES"),
        ("KMC reg no 12345", "12345", ""),
    ],
)
def test_numbers_of_national_registers_are_licences_with_their_country(bio: str, number: str, region: str) -> None:
    claims = extract(Profile(name="Jane Example", bio=bio))
    found = [c.value for c in claims.of(ClaimKind.IDENTIFIER) if isinstance(c.value, Identifier)]
    assert [(i.kind, i.value, i.region) for i in found] == [("licence", number, region)]
    assert not region or claims.word(ClaimKind.COUNTRY) == region


def test_ten_digits_are_weighed_as_an_npi_only_where_the_check_digit_holds() -> None:
    weighed, passed = (extract(Profile(bio=f"Physician. Call {n}")).rejected for n in ("1234567893", "1234567890"))
    assert [r.why.id for r in weighed] == ["claims.identifier.unnamed_npi"]
    assert passed == ()


@pytest.mark.parametrize(
    ("bio", "own"),
    [
        ("Nurse. NPI 1234567893", True),
        ("My wife is a nurse too. NPI 1234567893", True),
        ("My colleagues call me Jane | NPI 1234567893", True),
        ("Book with my colleague Sam Sample, NPI 1234567893", False),
        ("Supervising physician: Dr. Sam Sample MD, NPI: 1234567893", False),
        ("My doc: Sam Sample NPI 1234567893", False),
        ("I handle claims for NPI 1234567893", False),
        ("Beware, somebody uses NPI 1234567893", False),
        ("NPI 1234567893 (Dr. Sample's, not mine!)", False),
        ("NPI 1234567893. Opinions not mine alone", True),
    ],
)
def test_a_number_given_as_somebody_else_s_is_not_the_holder_s(bio: str, own: bool) -> None:
    claims = extract(Profile(name="Jane Example", bio=bio))
    assert [c.kind for c in claims.of(ClaimKind.IDENTIFIER)] == [ClaimKind.IDENTIFIER] * own
    rejected = [r.why.id for r in claims.rejected if r.kind is ClaimKind.IDENTIFIER]
    assert rejected == ["claims.identifier.of_another"] * (not own)


def test_a_word_with_a_digit_is_no_licence_number() -> None:
    assert found("Physician since 1998, license no 1ABCDE") == []


@pytest.mark.parametrize(
    "bio", ["GMC Sierra 2019", "CRM software since 2004", "big 2024 plans", "GMC referred 1234567890", "PRC 1949"]
)
def test_what_only_looks_like_a_registers_number_is_none(bio: str) -> None:
    assert found(bio) == []
