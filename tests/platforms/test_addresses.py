"""Addresses, handles and identifiers of every platform, honest and hostile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from credcheck import discover, platforms
from credcheck.errors import BadInput
from credcheck.model import Profile, ReadingKind
from credcheck.platforms._address import address, ascii_host, tidy
from credcheck.platforms.ambiguous import Ambiguous
from credcheck.platforms.bluesky import Bluesky, is_did, is_handle
from credcheck.platforms.doximity import Doximity
from credcheck.platforms.facebook import Facebook
from credcheck.platforms.healthgrades import Healthgrades
from credcheck.platforms.instagram import Instagram
from credcheck.platforms.interface import Platform
from credcheck.platforms.linkedin import LinkedIn
from credcheck.platforms.linkhub import LinkHub
from credcheck.platforms.mastodon import Mastodon
from credcheck.platforms.nppes import Nppes
from credcheck.platforms.orcid import Orcid
from credcheck.platforms.researchgate import ResearchGate
from credcheck.platforms.scholar import Scholar
from credcheck.platforms.short import Short
from credcheck.platforms.substack import Substack
from credcheck.platforms.threads import Threads
from credcheck.platforms.tiktok import TikTok
from credcheck.platforms.wikidata import Wikidata
from credcheck.platforms.x import X
from credcheck.platforms.youtube import YouTube
from credcheck.wording import render

OWN: list[dict[str, str]] = json.loads((Path(__file__).parent / "data" / "addresses.json").read_text("utf-8"))
PLUGS: list[type[Platform]] = [
    *(Ambiguous, Bluesky, Doximity, Facebook, Healthgrades, Instagram, LinkedIn, LinkHub, Mastodon, Nppes, Orcid),
    *(ResearchGate, Scholar, Short, Substack, Threads, TikTok, Wikidata, X, YouTube),
]


@pytest.mark.parametrize("case", OWN, ids=lambda case: repr(case["input"]))
def test_each_address_is_read_as_a_browser_would_open_it(case: dict[str, str]) -> None:
    reading = platforms.read(case["input"])
    profile = reading.profile
    assert (profile.platform, reading.kind.value) == (case["platform"], case["kind"])
    assert profile.url == case.get("url", profile.url)
    who = ("account_id", profile.account_id) if "account_id" in case else ("handle", profile.handle)
    assert who[1] == case.get(who[0], "")


@pytest.mark.real
def test_all_recorded_vectors_come_out_right(shared: Path) -> None:
    wrong = []
    vectors = json.loads((shared / "platforms" / "urls" / "url_forms.json").read_text("utf-8"))
    for vector in vectors:
        if _got(vector) != _wanted(vector):
            wrong.append((vector["input"], _got(vector), _wanted(vector)))
    assert wrong == []
    assert len(vectors) == 100


def _got(vector: dict[str, Any]) -> tuple[str | None, ...]:
    reading = platforms.read(vector["input"])
    profile = reading.profile
    kind = "handle" if reading.kind is ReadingKind.AMBIGUOUS else reading.kind.value
    who = profile.handle or profile.account_id or None
    host = urlsplit(profile.url).hostname if "host" in vector else None
    return profile.platform, kind, who, profile.url if "canonical" in vector else None, host


def _wanted(vector: dict[str, Any]) -> tuple[str | None, ...]:
    return tuple(vector.get(key) for key in ("platform", "kind", "handle", "canonical", "host"))


@pytest.mark.real
@pytest.mark.parametrize("what", ["handle", "did"])
def test_the_protocols_own_syntax_vectors_agree(what: str, shared: Path) -> None:
    fits = {"handle": is_handle, "did": is_did}[what]
    for word in ("valid", "invalid"):
        path = shared / "platforms" / "bluesky" / "syntax_vectors" / f"{what}_syntax_{word}.txt"
        lines = [line for line in path.read_text("utf-8").split("\n") if line.strip() and not line.startswith("#")]
        assert [line for line in lines if fits(line) is (word == "invalid")] == []


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("jane.example.org", True),
        ("a.co", True),
        ("xn--bcher-kva.example", True),
        ("jane", False),
        ("jane.", False),
        ("-jane.example.org", False),
        ("jane_x.example.org", False),
        ("jane.0", False),
        ("a" * 64 + ".org", False),
        ("jane.example.org ", False),
        ("127.0.0.1", False),
        ("bücher.example", False),
    ],
)
def test_handle_syntax(text: str, fits: bool) -> None:
    assert is_handle(text) is fits


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("did:plc:abc", True),
        ("did:web:example.org", True),
        ("did:plc:", False),
        ("did:PLC:abc", False),
        ("did:plc:a%", False),
    ],
)
def test_did_syntax(text: str, fits: bool) -> None:
    assert is_did(text) is fits


def test_every_platform_is_found_and_says_why_it_is_pasted() -> None:
    assert {type(found) for found in platforms.platforms()} >= set(PLUGS)
    for found in platforms.platforms():
        if found.paste_only is not None and type(found) in PLUGS:
            assert " " in render(found.paste_only)
            assert not render(found.paste_only).startswith("platform.")
    assert platforms.platform("x") is not None
    assert platforms.platform("nowhere") is None
    assert discover.plugs(platforms, Platform)[0] is X  # type: ignore[type-abstract]


def test_a_bare_handle_is_asked_about_and_x_is_proposed_first() -> None:
    reading = platforms.read("@JaneExample")
    assert reading.kind is ReadingKind.AMBIGUOUS
    assert reading.proposals == ("x", "bluesky", "instagram", "threads", "tiktok", "youtube")
    assert reading.remark is not None
    assert "JaneExample" in render(reading.remark)


@pytest.mark.parametrize(
    ("id", "url"),
    [
        ("x", "https://x.com/JaneExample"),
        ("bluesky", "https://bsky.app/profile/janeexample.bsky.social"),
        ("instagram", "https://www.instagram.com/JaneExample/"),
        ("threads", "https://www.threads.com/@JaneExample"),
        ("tiktok", "https://www.tiktok.com/@JaneExample"),
        ("youtube", "https://www.youtube.com/@JaneExample"),
    ],
)
def test_the_chosen_platform_gives_a_bare_handle_its_address(id: str, url: str) -> None:
    chosen = platforms.on(id, platforms.read("@JaneExample").profile)
    assert (chosen.platform, chosen.url) == (id, url)


def test_a_handle_that_cannot_exist_on_the_chosen_platform_is_refused() -> None:
    with pytest.raises(BadInput):
        platforms.on("x", Profile(handle="jane.example"))


def test_invisible_characters_are_left_out_and_said() -> None:
    reading = platforms.read("https://x.com/Jane\u200bExample")
    assert reading.profile.handle == "JaneExample"
    assert reading.remark is not None
    assert reading.remark.id == "platform.remark.hidden"


@pytest.mark.parametrize("text", ["https://x.com@evil.example.com/Jane", "https://x.com\\@evil.example.com/Jane"])
def test_a_user_name_before_the_host_never_passes_for_the_platform(text: str) -> None:
    assert platforms.read(text).profile.platform == ""


def test_a_misleading_address_says_where_it_leads() -> None:
    remark = platforms.read("https://x.com@evil.example.com/Jane").remark
    assert remark is not None
    assert "evil.example.com" in render(remark)


@pytest.mark.parametrize(
    "host", ["", "a..b", "faß.example", "x%2ecom", "a" * 64 + ".com", "127.0.0.1", "localhost", "x。com"]
)
def test_hosts_that_browsers_disagree_on_have_no_ascii_form(host: str) -> None:
    assert ascii_host(host) == ""


def test_tidy_takes_off_what_surrounds_a_copied_address() -> None:
    assert tidy(" «https://x.com/Jane»,  ") == "https://x.com/Jane"
    assert tidy("…") == ""
    assert address("see x.com/Jane") is None


@pytest.mark.parametrize("case", OWN, ids=lambda case: repr(case["input"]))
def test_every_remark_has_its_words(case: dict[str, str]) -> None:
    remark = platforms.read(case["input"]).remark
    if remark is not None:
        assert not render(remark).startswith("platform.")
