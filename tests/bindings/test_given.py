"""What the user gives: pages and codes that could prove something, and those that could not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from credcheck.bindings import make_challenge, page_at, pages_seen
from credcheck.errors import BadInput
from credcheck.model import Binding, Channel, Level, Profile, Sentence

ACCOUNT = Profile(handle="@janeexample", platform="x")
NOW = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        (" mayoclinic.org/staff/jane ", "https://mayoclinic.org/staff/jane"),
        ("http://www.mayoclinic.org/a", "https://www.mayoclinic.org/a"),
        ("HTTPS://mayoclinic.org/a", "https://mayoclinic.org/a"),
    ],
)
def test_an_institutions_page_is_completed_to_https(typed: str, whole: str) -> None:
    assert page_at(typed) == whole


@pytest.mark.parametrize(
    "typed", ["", "janeexample.example", "https://mayoclinic.org.example/a", "ftp://mayoclinic.org"]
)
def test_a_page_that_could_prove_nothing_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(BadInput) as error:
        page_at(typed)
    assert error.value.sentence.id == "institution_page.unknown"


def test_only_institutions_pages_that_were_looked_at_are_looked_at_again() -> None:
    said = Sentence("institution_page.silent", institution="Mayo Clinic", url="u")
    page = Binding("institution_page", Level.L0, said, said, "", "https://mayoclinic.org/a")
    other = Binding("linked_page", Level.L1, said, said, "", "https://jane.example")
    failed = Binding("institution_page", Level.L0, said, said, failed=True)
    assert pages_seen((page, other, failed, page)) == ("https://mayoclinic.org/a",)


@pytest.mark.parametrize(
    ("profile", "channel", "address", "why"),
    [
        (Profile(name="Jane"), Channel.REGISTRY, "1 Example Way", "challenge.no_account"),
        (ACCOUNT, Channel.REGISTRY, "  ", "challenge.no_address"),
        (ACCOUNT, Channel.INSTITUTION, "jane@mail.example", "challenge.no_institution"),
    ],
)
def test_a_code_that_could_prove_nothing_is_not_made(
    profile: Profile, channel: Channel, address: str, why: str
) -> None:
    with pytest.raises(BadInput) as error:
        make_challenge(profile, "npi:1234567893", channel, address, NOW)
    assert error.value.sentence.id == why


def test_a_code_belongs_to_account_person_and_address() -> None:
    made = make_challenge(ACCOUNT, "npi:1234567893", Channel.INSTITUTION, " jane@mayoclinic.org ", NOW)
    assert (made.account, made.person, made.address) == ("x:janeexample", "npi:1234567893", "jane@mayoclinic.org")
    assert made.code.startswith("credcheck-")
