"""Mastodon and ActivityPub profiles from recorded and invented answers, through the real Http over a mock transport."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from credcheck import platforms
from credcheck.errors import (
    BadInput,
    BlockedAddress,
    CredCheckError,
    RegistryBusy,
    RegistryChanged,
    RegistryDown,
    RegistryRefused,
)
from credcheck.model import Link, Origin, Profile
from credcheck.net import Http, Patience
from credcheck.platforms import _activitypub
from credcheck.wording import render

DATA = Path(__file__).parent / "data"
ASKED = Profile(platform="mastodon", handle="jane@social.example.org", url="https://social.example.org/@jane")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
LOOKUP, FINGER, ACTOR = "/api/v1/accounts/lookup", "/.well-known/webfinger", "/users/jane"
Answers = dict[str, tuple[int, Any]]


def _load(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / name).read_text("utf-8"))
    return found


def _server(answers: Answers, seen: list[httpx.Request]) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        status, body = answers[request.url.path]
        if isinstance(body, str):
            return httpx.Response(status, html=body)
        return httpx.Response(status, json=body)

    return answer


async def _fetch(answers: Answers, profile: Profile = ASKED, seen: list[httpx.Request] | None = None) -> Profile:
    asked: list[httpx.Request] = [] if seen is None else seen
    http = Http(transport=httpx.MockTransport(_server(answers, asked)), patience=Patience(attempts=1))
    try:
        return await platforms.fetch(profile, http)
    finally:
        await http.aclose()


async def test_an_account_is_read_whole() -> None:
    seen: list[httpx.Request] = []
    found = await _fetch({LOOKUP: (200, _load("mastodon_account.json"))}, seen=seen)
    assert (seen[0].url.host, seen[0].url.params["acct"]) == ("social.example.org", "jane")
    assert (found.name, found.handle, found.account_id) == ("Jane Example :heart:", "jane@social.example.org", "12345")
    assert found.bio == "Cardiologist & mother.\nViews own.\n\nSee https://janeexample.com/about\nNPI: 1234567893"
    assert (found.pronouns, found.location) == ("she/her", "Boston, MA")
    assert (found.followers, found.following, found.posts) == (678, 345, 1200)
    assert (found.joined, found.has_avatar, found.origin) == (date(2022, 11, 5), False, Origin.FETCHED)
    verified = datetime(2026, 4, 11, 12, 8, 0, 687000, tzinfo=UTC)
    assert found.links == (
        Link("https://hospital.example.org/jane", "Web", verified),
        Link("https://janeexample.com/", "Blog"),
    )
    assert [(label.source, label.value, label.self_set) for label in found.labels] == [
        ("social.example.org", "bot", True)
    ]
    assert found.moved_to == "jane@new.example.net"


async def test_suspended_and_limited_accounts_say_so() -> None:
    body = {**_load("mastodon_account.json"), "bot": False, "suspended": True, "limited": True, "moved": None}
    found = await _fetch({LOOKUP: (200, body)})
    assert [label.value for label in found.labels] == ["suspended", "limited"]
    assert found.moved_to == ""


async def test_a_closed_look_up_falls_back_to_webfinger_and_actor() -> None:
    seen: list[httpx.Request] = []
    closed = (401, {"error": "This method requires an authenticated user"})
    answers = {LOOKUP: closed, FINGER: (200, _load("webfinger.json")), ACTOR: (200, _load("actor.json"))}
    found = await _fetch(answers, seen=seen)
    assert [request.url.path for request in seen] == [LOOKUP, FINGER, ACTOR]
    assert seen[1].url.params["resource"] == "acct:jane@social.example.org"
    assert seen[2].headers["accept"].startswith("application/activity+json")
    assert (found.name, found.bio) == ("Jane Example", "Cardiologist.\nProfession: Physician")
    assert (found.url, found.joined) == ("https://social.example.org/@jane", date(2022, 11, 5))
    assert found.links == (Link("https://janeexample.com", "Web"),)
    assert (found.followers, found.has_avatar, found.labels) == (None, True, ())


@pytest.mark.parametrize(
    "lookup", [(404, "<html>no such page</html>"), (200, "<html>an app</html>"), (405, {"error": "x"})]
)
async def test_servers_of_other_software_are_asked_by_webfinger(lookup: tuple[int, Any]) -> None:
    answers = {LOOKUP: lookup, FINGER: (200, _load("webfinger.json")), ACTOR: (200, _load("actor.json"))}
    assert (await _fetch(answers)).name == "Jane Example"


CLOSED = (401, {"error": "This method requires an authenticated user"})


@pytest.mark.parametrize(
    ("answers", "error", "id"),
    [
        ({LOOKUP: (404, {"error": "Record not found"})}, BadInput, "platform.mastodon.missing"),
        ({LOOKUP: (410, "")}, BadInput, "platform.mastodon.gone"),
        ({LOOKUP: CLOSED, FINGER: (404, "")}, BadInput, "platform.mastodon.missing"),
        ({LOOKUP: CLOSED, FINGER: (403, "")}, RegistryRefused, "platform.mastodon.closed"),
        ({LOOKUP: CLOSED, FINGER: (200, {"links": []})}, RegistryChanged, "platform.mastodon.no_actor"),
    ],
)
async def test_each_refusal_has_its_own_sentence(answers: Answers, error: type[CredCheckError], id: str) -> None:
    with pytest.raises(error) as caught:
        await _fetch(answers)
    assert caught.value.sentence.id == id
    assert not render(caught.value.sentence).startswith("platform.")


@pytest.mark.parametrize(
    ("status", "error", "id"),
    [(401, RegistryRefused, "platform.mastodon.closed"), (410, BadInput, "platform.mastodon.gone")],
)
async def test_an_actor_that_wants_signatures_cannot_be_read(status: int, error: type[CredCheckError], id: str) -> None:
    answers = {LOOKUP: CLOSED, FINGER: (200, _load("webfinger.json")), ACTOR: (status, {})}
    with pytest.raises(error) as caught:
        await _fetch(answers)
    assert caught.value.sentence.id == id


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (429, {"error": "Too many requests"}, RegistryBusy),
        (503, {"error": "Remote data could not be fetched"}, RegistryDown),
        (200, [], RegistryChanged),
        (200, {"id": "1"}, RegistryChanged),
    ],
)
async def test_a_failed_answer_is_never_a_profile(status: int, body: Any, error: type[CredCheckError]) -> None:
    with pytest.raises(error):
        await _fetch({LOOKUP: (status, body)})


@pytest.mark.parametrize(
    "handle", ["jane", "jane@localhost", "jane@127.0.0.1", "ja ne@social.example.org", "jane@a/b.org"]
)
async def test_a_handle_without_a_public_home_is_not_asked_for(handle: str) -> None:
    with pytest.raises(BadInput):
        await _fetch({}, Profile(platform="mastodon", handle=handle))


@pytest.mark.parametrize(
    "href", ["https://127.0.0.1/actor", "https://localhost/actor", "http://social.example.org/actor"]
)
async def test_an_actor_address_inside_the_users_network_is_not_opened(href: str) -> None:
    finger = {"links": [{"rel": "self", "type": "application/activity+json", "href": href}]}
    with pytest.raises((BlockedAddress, RegistryChanged)):
        await _fetch({LOOKUP: CLOSED, FINGER: (200, finger)})


@pytest.mark.parametrize("wrong", [None, 5, "x", [1], {"a": 1}, [{"name": 1, "value": None}]])
def test_no_field_of_another_shape_breaks_the_reading(wrong: Any) -> None:
    for name, read in (("mastodon_account.json", _activitypub.account), ("actor.json", _activitypub.actor)):
        body = _load(name)
        for key in body:
            if key not in ("id", "username", "type"):
                assert read({**body, key: wrong}, ASKED, "social.example.org", NOW).platform == "mastodon"


@pytest.mark.real
def test_all_recorded_accounts_and_actors_parse(shared: Path) -> None:
    accounts = actors = 0
    for path in sorted((shared / "platforms" / "mastodon").glob("*.json")):
        for row in _objects(json.loads(path.read_text("utf-8"))):
            if "username" in row and "display_name" in row:
                found = _activitypub.account(row, ASKED, "social.example.org", NOW)
                assert (found.name, found.account_id) == (row["display_name"], row["id"])
                assert len(found.links) == sum("href=" in field["value"] for field in row.get("fields", []))
                accounts += 1
            elif row.get("type") in ("Person", "Organization") and "inbox" not in row.get("object", {}):
                found = _activitypub.actor(row, ASKED, "social.example.org", NOW)
                assert found.name == row.get("name", "")
                actors += 1
    assert (accounts >= 5, actors >= 5) == (True, True)


@pytest.mark.real
async def test_all_recorded_errors_are_known(shared: Path) -> None:
    for entry in json.loads((shared / "platforms" / "mastodon" / "error_bodies.json").read_text("utf-8")):
        with pytest.raises(CredCheckError):
            await _fetch({LOOKUP: (entry["status"], entry["body"]), FINGER: (404, "")})


def _objects(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [found for entry in value for found in _objects(entry)]
    if not isinstance(value, dict):
        return []
    return [value, *(found for entry in (value.get("body"), value.get("moved")) for found in _objects(entry))]
