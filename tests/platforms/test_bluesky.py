"""Bluesky profiles from recorded and invented answers, through the real Http over a mock transport."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from credcheck import platforms
from credcheck.errors import BadInput, CredCheckError, NotPublic, RegistryBusy, RegistryChanged, RegistryDown
from credcheck.model import Origin, Profile, Verification
from credcheck.net import Http, Patience
from credcheck.platforms import _bluesky
from credcheck.wording import render

DID = "did:plc:aaaabbbbccccddddeeeeffff"
OFFICIAL = "did:plc:ar7c4by46qjdydhdevvrndac"
ASKED = Profile(platform="bluesky", handle="janeexample.bsky.social", text="@janeexample.bsky.social")
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def _body(**changes: Any) -> dict[str, Any]:
    body = json.loads((Path(__file__).parent / "data" / "bluesky_profile.json").read_text("utf-8"))
    return {**body, **changes}


def _http(status: int, body: Any, seen: list[httpx.Request] | None = None) -> Http:
    def answer(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request)
        return httpx.Response(status, json=body) if not isinstance(body, str) else httpx.Response(status, text=body)

    return Http(transport=httpx.MockTransport(answer), patience=Patience(attempts=1))


async def _fetch(status: int, body: Any, profile: Profile = ASKED, seen: list[httpx.Request] | None = None) -> Profile:
    http = _http(status, body, seen)
    try:
        return await platforms.fetch(profile, http)
    finally:
        await http.aclose()


async def test_a_public_profile_is_read_whole() -> None:
    found = await _fetch(200, _body())
    assert (found.name, found.handle, found.account_id) == ("Jane Example, MD", "janeexample.bsky.social", DID)
    assert found.bio == "Cardiologist.\nViews own."
    assert (found.followers, found.following, found.posts) == (1200, 34, 56)
    assert (found.joined, found.pronouns, found.has_avatar) == (date(2023, 7, 1), "she/her", True)
    assert [link.url for link in found.links] == ["https://janeexample.com"]
    assert found.url == "https://bsky.app/profile/janeexample.bsky.social"
    assert (found.origin, found.text) == (Origin.FETCHED, "@janeexample.bsky.social")
    assert found.read_at is not None


async def test_only_the_public_appview_is_asked_and_by_did_where_it_is_known() -> None:
    seen: list[httpx.Request] = []
    await _fetch(200, _body(), Profile(platform="bluesky", account_id=DID), seen)
    assert str(seen[0].url.copy_with(query=None)) == "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile"
    assert seen[0].url.params["actor"] == DID


async def test_withdrawn_and_expired_labels_do_not_count() -> None:
    labels = [
        {"src": OFFICIAL, "val": "impersonation", "cts": "2026-01-01T00:00:00Z"},
        {"src": OFFICIAL, "val": "spam", "neg": True, "cts": "2026-01-01T00:00:00Z"},
        {"src": OFFICIAL, "val": "scam", "exp": "2020-01-01T00:00:00Z", "cts": "2019-01-01T00:00:00Z"},
        {"src": DID, "val": "bot", "cts": "2026-01-01T00:00:00Z"},
    ]
    found = await _fetch(200, _body(labels=labels))
    assert [(label.value, label.self_set) for label in found.labels] == [("impersonation", False), ("bot", True)]


async def test_an_account_that_asks_not_to_be_shown_is_not_shown() -> None:
    with pytest.raises(NotPublic):
        await _fetch(200, _body(labels=[{"src": DID, "val": "!no-unauthenticated", "cts": "2026-01-01T00:00:00Z"}]))


async def test_a_withdrawn_wish_not_to_be_shown_no_longer_binds() -> None:
    label = {"src": DID, "val": "!no-unauthenticated", "neg": True, "cts": "2026-01-01T00:00:00Z"}
    assert (await _fetch(200, _body(labels=[label]))).name == "Jane Example, MD"


@pytest.mark.parametrize(("status", "holds"), [("valid", True), ("invalid", False), ("none", False)])
async def test_a_verification_holds_only_while_the_platform_says_so(status: str, holds: bool) -> None:
    entry = {
        "issuer": OFFICIAL,
        "issuerHandle": "verifier.example.org",
        "isValid": True,
        "createdAt": "2025-04-21T00:00:00Z",
    }
    found = await _fetch(200, _body(verification={"verifications": [entry], "verifiedStatus": status}))
    created = datetime(2025, 4, 21, tzinfo=UTC)
    assert found.verifications == (Verification("verifier.example.org", "bluesky", holds, created),)


async def test_no_verification_and_no_avatar_are_said() -> None:
    body = _body()
    del body["avatar"]
    found = await _fetch(200, body)
    assert (found.verifications, found.has_avatar) == ((), False)


@pytest.mark.parametrize(
    ("body", "id"),
    [
        ({"error": "InvalidRequest", "message": "Profile not found"}, "platform.bluesky.missing"),
        ({"error": "InvalidRequest", "message": "Unable to resolve handle"}, "platform.bluesky.missing"),
        (
            {"error": "InvalidRequest", "message": "Error: actor must be a valid did or a handle"},
            "platform.bluesky.invalid",
        ),
        ({"error": "AccountTakedown", "message": "Account has been suspended"}, "platform.bluesky.suspended"),
        ({"error": "AccountDeactivated", "message": "Account is deactivated"}, "platform.bluesky.deactivated"),
    ],
)
async def test_each_refusal_has_its_own_sentence(body: Mapping[str, str], id: str) -> None:
    with pytest.raises(BadInput) as caught:
        await _fetch(400, body)
    assert caught.value.sentence.id == id
    assert "janeexample.bsky.social" in render(caught.value.sentence)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, {"error": "Surprise"}, RegistryChanged),
        (200, [], RegistryChanged),
        (200, {"handle": "janeexample.bsky.social"}, RegistryChanged),
        (429, {"error": "RateLimitExceeded"}, RegistryBusy),
        (502, {}, RegistryDown),
        (200, "<html>maintenance</html>", RegistryDown),
    ],
)
async def test_a_failed_answer_is_never_a_profile(status: int, body: Any, error: type[CredCheckError]) -> None:
    with pytest.raises(error):
        await _fetch(status, body)


async def test_a_handle_that_cannot_be_is_not_asked_for() -> None:
    with pytest.raises(BadInput):
        await _fetch(200, _body(), Profile(platform="bluesky", handle="jane"))


async def test_paste_only_platforms_are_not_fetched_and_say_why() -> None:
    for profile in (Profile(platform="x", handle="JaneExample"), Profile(platform="linkedin"), Profile()):
        assert not platforms.can_fetch(profile)
        with pytest.raises(BadInput) as caught:
            await _fetch(200, _body(), profile)
        assert not render(caught.value.sentence).startswith("platform.")


async def test_a_bridged_copy_is_fetched_from_bluesky() -> None:
    bridged = platforms.read("@janeexample.bsky.social@bsky.brid.gy").profile
    assert (await _fetch(200, _body(), bridged)).platform == "bluesky"


@pytest.mark.parametrize("wrong", [None, 5, "x", [1], {"a": 1}])
def test_no_field_of_another_shape_breaks_the_reading(wrong: Any) -> None:
    for key in _body():
        if key != "did":
            assert _bluesky.profile(_body(**{key: wrong}), ASKED, NOW).account_id == DID


@pytest.mark.real
def test_all_recorded_profiles_parse(shared: Path) -> None:
    folder = shared / "platforms" / "bluesky"
    count = 0
    for path in sorted(folder.glob("*getProfile*.json")):
        body = json.loads(path.read_text("utf-8"))
        body = body.get("body", body)
        for row in body.get("profiles", [body]):
            try:
                found = _bluesky.profile(row, Profile(platform="bluesky"), NOW)
            except NotPublic:
                assert "!no-unauthenticated" in json.dumps(row["labels"])
            else:
                assert (found.account_id, found.handle) == (row["did"], row["handle"])
                assert found.joined is not None
            count += 1
    assert count > 50


@pytest.mark.real
async def test_all_recorded_refusals_are_known(shared: Path) -> None:
    for entry in json.loads((shared / "platforms" / "bluesky" / "error_bodies.json").read_text("utf-8")):
        with pytest.raises((BadInput, RegistryBusy)):
            await _fetch(entry["status"], entry["body"])
