from __future__ import annotations

import pytest

from credcheck import claims, imitation, lists
from credcheck.flags.lookalike_domain import LookalikeDomain
from credcheck.lists import InstitutionEntry
from credcheck.model import Case, Link, Profile, Severity

CLINIC = InstitutionEntry("r", "Exampleclinic Hospital", (), ("exampleclinic.example",), "healthcare", "", "", "US")


@pytest.fixture(autouse=True)
def _institutions(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"exampleclinic.example": CLINIC}
    monkeypatch.setattr(lists, "institution_domains", lambda: known)


@pytest.mark.parametrize(
    ("host", "how"),
    [
        ("jane.exampleclinic.example", None),
        ("jane.exampleclin1c.example", "letters"),
        ("exarnpleclinic.example", "letters"),
        ("xn--examplelinic-fhk.example", "letters"),
        ("exampleclinic.example.evil.example", "inside"),
        ("jane.example-clinic.health", "ending"),
        ("exampleclinics.example", "letter"),
        ("janesample.example", None),
        ("", None),
    ],
)
def test_a_domain_that_imitates_an_institutions_is_told_from_its_own(host: str, how: str | None) -> None:
    found = imitation.of(host)
    assert (found.how if found else None) == how


def severities(bio: str = "", link: str = "", handle: str = "", platform: str = "bluesky") -> list[Severity]:
    profile = Profile("Jane", handle, bio, platform=platform, links=(Link(link),) if link else ())
    return [f.severity for f in LookalikeDomain().check(Case(profile, claims.extract(profile)))]


def test_letters_that_imitate_are_a_caution_and_chance_is_a_note() -> None:
    assert severities(handle="jane.exampleclin1c.example") == [Severity.CAUTION]
    assert severities(link="https://exampleclinics.example/jane") == [Severity.NOTE]
    assert severities(handle="jane.exampleclinic.example") == []


def test_a_profile_that_says_the_institutions_own_name_is_a_caution() -> None:
    link = "https://exampleclinic.test/staff/jane"
    assert severities("Surgeon @ Exampleclinic", link) == [Severity.CAUTION]
    assert severities("Surgeon", link) == [Severity.NOTE]
    assert severities(handle="jane.bsky.social") == []


def test_what_is_longer_than_any_domain_is_none() -> None:
    link = Link("https://" + "www." * 8000 + "exampleclin1c.example")
    assert LookalikeDomain().check(Case(Profile(links=(link,)), claims.extract(Profile(links=(link,))))) == ()
