"""A newer version is looked for when told to, believed only when signed and of today, and never installed."""

from __future__ import annotations

import json
from datetime import date

import httpx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from credcheck import cli, releases, signing
from credcheck.errors import BadInput, BlockedAddress
from credcheck.net import Http
from credcheck.releases import Release, Source

PRIVATE = signing.new_key()
PUBLIC = signing.public_key(PRIVATE)
TODAY = date(2026, 11, 26)
NEXT = Release("1.2.0", "https://credcheck.example/download", date(2026, 12, 31))


def why(raw: bytes, key: str = PUBLIC, today: date = TODAY) -> str:
    with pytest.raises(BadInput) as refused:
        releases.read(raw, key, today)
    return refused.value.sentence.id


def test_a_signed_list_is_believed() -> None:
    assert releases.read(releases.write(NEXT, PRIVATE), PUBLIC, TODAY) == NEXT


def test_a_list_that_another_key_signed_is_not_believed() -> None:
    assert why(releases.write(NEXT, signing.new_key())) == "releases.not_signed"


def test_a_changed_list_is_not_believed() -> None:
    outer = json.loads(releases.write(NEXT, PRIVATE))
    outer["release"] = outer["release"].replace("credcheck.example", "elsewhere.example")
    assert why(json.dumps(outer).encode()) == "releases.not_signed"


def test_a_signature_under_a_report_is_none_under_a_release() -> None:
    outer = json.loads(releases.write(NEXT, PRIVATE))
    outer["signature"] = signing.sign(PRIVATE, outer["release"])
    assert why(json.dumps(outer).encode()) == "releases.not_signed"


def test_an_old_list_cannot_hide_a_newer_version() -> None:
    assert why(releases.write(NEXT, PRIVATE), today=date(2027, 1, 1)) == "releases.old"


@pytest.mark.parametrize("page", ["http://credcheck.example/", "javascript:alert(1)", ""])
def test_only_a_page_over_https_is_named(page: str) -> None:
    assert why(releases.write(Release("1.0", page, NEXT.until), PRIVATE)) == "releases.unreadable"


@given(st.binary(max_size=300))
def test_junk_is_refused_in_our_words(raw: bytes) -> None:
    assert why(raw) in ("releases.unreadable", "releases.not_signed")


@pytest.mark.parametrize(
    ("version", "here", "newer"),
    [
        ("0.2.0", "0.1.0", True),
        ("0.10", "0.9.9", True),
        ("1", "1.0.0", False),
        ("0.1.0", "0.1.0", False),
        ("0.1", "0.2", False),
    ],
)
def test_versions_are_compared_by_their_numbers(version: str, here: str, newer: bool) -> None:
    assert releases.is_newer(version, here) is newer


async def test_the_list_is_asked_for_over_the_guarded_way_only() -> None:
    http = Http(
        transport=httpx.MockTransport(lambda request: httpx.Response(200, content=releases.write(NEXT, PRIVATE)))
    )
    assert await releases.newest(http, Source("https://credcheck.example/releases.json", PUBLIC), TODAY) == NEXT
    with pytest.raises(BlockedAddress):
        await releases.newest(http, Source("http://127.0.0.1/releases.json", PUBLIC), TODAY)
    await http.aclose()


def test_a_build_of_ones_own_looks_nowhere_and_says_so() -> None:
    ran = CliRunner().invoke(cli.program, ["newer"])
    assert isinstance(ran.exception, BadInput)
    assert ran.exception.sentence.id == "releases.no_source"
