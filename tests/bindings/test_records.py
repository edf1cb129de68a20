"""orcid_record, wikidata_statement, platform_verification, x_affiliation, challenge."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from credcheck.bindings import challenged
from credcheck.bindings.challenge import ShownCode
from credcheck.bindings.orcid_record import OrcidRecord
from credcheck.bindings.platform_verification import PlatformVerification
from credcheck.bindings.wikidata_statement import API, WikidataStatement
from credcheck.bindings.x_affiliation import XAffiliation
from credcheck.model import (
    Candidate,
    Challenge,
    Channel,
    Leads,
    Level,
    Link,
    ListedName,
    Person,
    PersonName,
    Sentence,
    Verification,
)
from tests.bindings.pages import account, person, prove

AT = datetime(2026, 11, 20, tzinfo=UTC)
CODE = "credcheck-7F3K-Q9WD"


def researcher(link: str, asserted: bool) -> Person:
    remark = Sentence("orcid.asserted", organisation="Example", by="Example") if asserted else None
    name = ListedName(PersonName("Jane", "", "Example"))
    record = Candidate("orcid", "0000-0002-1825-0097", (name,), links=(Link(link),), remark=remark)
    return replace(person(), candidates=(*person().candidates, record))


@pytest.mark.parametrize(
    ("link", "asserted", "word", "level", "against"),
    [
        ("https://twitter.com/janeexample", True, "asserted", Level.L2, False),
        ("https://x.com/janeexample", False, "own_words", Level.L1, False),
        ("https://x.com/otherjane", True, "another_account", Level.L0, True),
    ],
)
async def test_a_record_counts_as_a_link_only_with_an_employer_of_its_own_hand(
    link: str, asserted: bool, word: str, level: Level, against: bool
) -> None:
    (found,) = await prove(OrcidRecord, account(), {}, researcher(link, asserted))
    assert (found.sentence.id, found.level, found.against) == (f"orcid_record.{word}", level, against)
    assert found.person == ("npi:1234567893" if level else "")


async def test_a_record_that_lists_other_platforms_says_nothing() -> None:
    assert await prove(OrcidRecord, account(), {}, researcher("https://bsky.app/profile/jane", True)) == ()


def item(label: str) -> httpx.Response:
    row = {"item": {"value": "http://www.wikidata.org/entity/Q990000303"}, "label": {"value": label}}
    return httpx.Response(200, json={"results": {"bindings": [row]}})


class Everything(dict[str, httpx.Response]):
    """Answers every question to one host alike."""

    def get(self, key: str, default: httpx.Response | None = None) -> httpx.Response | None:  # type: ignore[override]
        return self["any"] if key.startswith(API) else default


@pytest.mark.parametrize(("label", "whom"), [("Jane Example", "npi:1234567893"), ("Sam Sample", "")])
async def test_wikidata_is_weak_and_names_whom_it_names(label: str, whom: str) -> None:
    (found,) = await prove(WikidataStatement, account(), Everything(any=item(label)))
    assert (found.level, found.person) == (Level.L1, whom)
    none = Everything(any=httpx.Response(200, json={"results": {"bindings": []}}))
    assert await prove(WikidataStatement, account(), none) == ()


def accounts(*rows: tuple[str, str, str]) -> Everything:
    found = [
        {
            "item": {"value": f"http://www.wikidata.org/entity/{item}"},
            "label": {"value": label},
            "account": {"value": name},
        }
        for item, label, name in rows
    ]
    return Everything(any=httpx.Response(200, json={"results": {"bindings": found}}))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("Q1", "Jane Example", "otherjane")], ["another_account"]),
        ([("Q1", "Jane Example", "otherjane"), ("Q2", "Jane Example", "thirdjane")], []),
        ([("Q1", "Sam Sample", "otherjane")], []),
        ([("Q1", "Jane Example", "otherjane"), ("Q1", "Jane Example", "JaneExample")], ["names"]),
        ([("Q1", "Jane Example", "otherjane"), ("Q2", "Jane Example", "janeexample")], ["names"]),
    ],
)
async def test_another_account_is_said_only_of_the_one_item_of_that_name(
    rows: list[tuple[str, str, str]], words: list[str]
) -> None:
    found = await prove(WikidataStatement, account(), accounts(*rows))
    assert [b.sentence.id.partition(".")[2] for b in found] == words
    assert not any(b.against for b in found)


@pytest.mark.parametrize(
    ("bio", "issuers"),
    [
        ("Verified by the World Council of Examples. Internist", ["World Council of Examples"]),
        ("Verified by Example Media", ["Example Media"]),
        ("results verified by us", []),
        ("Verified by Jane", []),
    ],
)
async def test_a_verification_that_only_the_profile_tells_of_is_said_to_be_unknown(
    bio: str, issuers: list[str]
) -> None:
    found = await prove(PlatformVerification, account(bio=bio))
    assert [dict(b.sentence.params)["issuer"] for b in found] == issuers
    assert all((b.sentence.id, b.level) == ("platform_verification.unknown_issuer", Level.L0) for b in found)


@pytest.mark.parametrize(
    ("shown", "word", "level"),
    [
        (Verification("press.example", "trusted", True, AT), "issuer", Level.L1),
        (Verification("press.example", "trusted", False, AT), "broken", Level.L0),
        (Verification("X", "paid", True), "paid", Level.L1),
        (Verification("X", "identity", True), "identity", Level.L1),
        (Verification("nobody.example", "untrusted", True), "unknown_issuer", Level.L1),
    ],
)
async def test_a_badge_names_its_issuer_and_binds_nobody(shown: Verification, word: str, level: Level) -> None:
    (found,) = await prove(PlatformVerification, account(verifications=(shown,)))
    assert (found.sentence.id, found.level, found.person) == (f"platform_verification.{word}", level, "")


@pytest.mark.parametrize(("issuer", "word"), [("Mayo Clinic", "listed"), ("World Academy of Examples", "unknown")])
async def test_an_affiliation_badge_says_whether_the_name_is_known(issuer: str, word: str) -> None:
    shown = account(verifications=(Verification(issuer, "affiliation", True),))
    (found,) = await prove(XAffiliation, shown)
    assert (found.sentence.id, found.level, found.person) == (f"x_affiliation.{word}", Level.L1, "")
    assert await prove(PlatformVerification, shown) == ()


@pytest.mark.parametrize(
    ("channel", "bio", "whom", "word", "level"),
    [
        (Channel.REGISTRY, f"Cardiologist {CODE}", "npi:1234567893", "registry", Level.L4),
        (Channel.INSTITUTION, f"({CODE.lower()})", "npi:1234567893", "institution", Level.L4),
        (Channel.ACCOUNT, CODE, "npi:1234567893", "own_account", Level.L0),
        (Channel.REGISTRY, CODE, "npi:1987654328", "nobody", Level.L0),
        (Channel.REGISTRY, "Cardiologist", "npi:1234567893", "unanswered", Level.L0),
        (Channel.REGISTRY, CODE + "X", "npi:1234567893", "unanswered", Level.L0),
    ],
)
async def test_a_code_is_worth_the_way_it_went(channel: Channel, bio: str, whom: str, word: str, level: Level) -> None:
    shown = account(bio=bio)
    sent = Challenge(CODE, challenged(shown), whom, channel, "1 Example Way", AT)
    (found,) = await prove(ShownCode, shown, leads=Leads((), (sent,)))
    assert (found.sentence.id, found.level) == (f"challenge.{word}", level)
    assert found.person == (whom if level else "")


async def test_a_code_that_is_not_shown_yet_is_in_no_report() -> None:
    """Whoever is handed the report could show it, and would be taken for the person it was sent to."""
    shown = account(bio="Cardiologist")
    sent = Challenge(CODE, challenged(shown), "npi:1234567893", Channel.REGISTRY, "1 Example Way", AT)
    (found,) = await prove(ShownCode, shown, leads=Leads((), (sent,)))
    assert CODE not in str(found)
    assert "1 Example Way" not in str(found)


async def test_a_code_made_for_another_account_is_not_looked_at() -> None:
    sent = Challenge(CODE, "x:somebodyelse", "npi:1234567893", Channel.REGISTRY, "1 Example Way", AT)
    assert await prove(ShownCode, account(bio=CODE), leads=Leads((), (sent,))) == ()
