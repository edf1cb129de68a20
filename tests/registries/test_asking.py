"""What adapters share: what claims say, whom to ask about, and faults that never look like a miss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.ask import answer_of
from credcheck.errors import RegistryDown, RegistryRefused
from credcheck.model import Candidate, Claim, ClaimKind, Credential, CredentialClass, Expected, Outcome, Place, Sentence
from credcheck.registries._asking import (
    Gathered,
    countries,
    full_name,
    is_researcher,
    nearest,
    one_line_name,
    plain,
    quoted,
    quoted_licences,
    us_practice,
)
from tests.fakes import NOW
from tests.registries.asking import NPI, ORCID, claims, country, doctorate, identifier, person

ASKED = Sentence("orcid.asked", what="x")


def test_a_fault_with_nothing_found_is_raised_and_with_something_found_is_told() -> None:
    found = Gathered()
    for error in (RegistryDown(Sentence("net.offline")), RegistryRefused(Sentence("net.refused"))):
        _try(found, error)
    with pytest.raises(RegistryDown):
        found.reply(ASKED, "")
    found.keep([Candidate("orcid", "1", ())])
    assert found.reply(ASKED, "").partial == Sentence("net.offline")


def _try(found: Gathered, error: Exception) -> None:
    with found.trying():
        raise error


def test_what_is_short_without_any_candidate_is_a_failure_and_no_miss() -> None:
    reply = Gathered().reply(ASKED, "", Sentence("orcid.many", n=2, shown=0))
    assert answer_of("orcid", reply, NOW).outcome is Outcome.FAILED
    assert answer_of("orcid", Gathered().reply(ASKED, ""), NOW).outcome is Outcome.NOT_FOUND


def test_only_faults_of_registries_are_noted() -> None:
    found = Gathered()
    with pytest.raises(KeyError):
        _try(found, KeyError())
    assert found.faults == []


def test_identifiers_with_a_wrong_check_digit_are_left_out() -> None:
    wanted = claims("", "", *(identifier("npi", value) for value in (NPI, "1234567890", NPI)))
    assert quoted(wanted, "npi") == (NPI,)
    assert quoted(claims("", "", identifier("orcid", ORCID)), "orcid") == (ORCID,)


def test_a_licence_counts_only_with_its_state() -> None:
    assert quoted_licences(claims("", "", identifier("licence", "A1", "wa"), identifier("licence", "B2"))) == (
        ("WA", "A1"),
    )


@pytest.mark.parametrize(("given_", "family", "full"), [("Jane", "Ex", True), ("J", "Ex", False), ("Jane", "", False)])
def test_a_full_name_has_two_letters_each(given_: str, family: str, full: bool) -> None:
    assert (full_name(claims(given_, family)) is not None) is full


def test_countries_come_from_every_claim_that_names_one() -> None:
    mbbs = Claim(ClaimKind.CREDENTIAL, Credential("MBBS", CredentialClass.LICENCE_DEGREE, "physician", "gb"))
    lyon = Claim(ClaimKind.PLACE, Place("Lyon", country="FR"))
    assert countries(claims("Jane", "Example", mbbs, lyon, country("nl"))) == {"GB", "FR", "NL"}


def test_research_and_us_practice_are_told_from_the_claims() -> None:
    assert not is_researcher(claims())
    assert is_researcher(claims("Jane", "Example", doctorate()))
    no = Claim(ClaimKind.NPI_EXPECTED, Expected.NO.value)
    assert us_practice(claims())
    assert not us_practice(claims("Jane", "Example", no))
    assert us_practice(claims("Jane", "Example", no, identifier("npi", NPI)))


def test_the_nearest_names_come_first() -> None:
    far, near, nameless = person(given="Zed", family="Stranger"), person(given="Jane"), person(given="", family="")
    assert nearest([far, nameless, near], claims(), 2) == (near, far)
    assert len(nearest([far, near], claims("", ""), 5)) == 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Example, Jane Q.", ("Jane", "Q.", "Example")),
        ("Jane Q. Example", ("Jane", "Q.", "Example")),
        ("Example", ("", "", "Example")),
        ("", ("", "", "")),
        (",", ("", "", "")),
    ],
)
def test_a_name_in_one_line_is_taken_apart(text: str, parts: tuple[str, str, str]) -> None:
    name = one_line_name(text)
    assert (name.given, name.middle, name.family) == parts


@given(st.text())
def test_a_plain_text_is_one_short_line_that_can_be_sent(text: str) -> None:
    made = plain(text)
    assert len(made) <= 100
    assert made == " ".join(made.split())
    made.encode("utf-8")
