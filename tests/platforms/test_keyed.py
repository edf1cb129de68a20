"""X and YouTube by the user's own key, ORCID without one: what is read, and what each refusal means."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from credcheck import platforms
from credcheck.errors import BadInput, CredCheckError, RegistryBusy, RegistryChanged, RegistryRefused
from credcheck.model import Label, Link, Origin, Profile, Verification
from credcheck.net import Http, Patience
from credcheck.vault import Vault

USER: dict[str, Any] = {
    "id": "900001",
    "name": "Jane Example, MD",
    "username": "janeexample",
    "description": "Cardiologist https://t.co/abc",
    "location": "Boston, MA",
    "created_at": "2014-03-01T10:00:00.000Z",
    "url": "https://t.co/site",
    "entities": {
        "url": {"urls": [{"url": "https://t.co/site", "expanded_url": "https://clinic.example/jane"}]},
        "description": {"urls": [{"url": "https://t.co/abc", "expanded_url": "https://hearts.example"}]},
    },
    "public_metrics": {"followers_count": 12, "following_count": 3, "tweet_count": 45},
    "verified_type": "blue",
    "is_identity_verified": True,
    "affiliation": {"description": "Example Clinic", "user_id": ["7"], "url": "https://x.com/exampleclinic"},
    "profile_image_url": "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png",
}
X = Profile(platform="x", handle="janeexample")
TUBE = Profile(platform="youtube", handle="@janeexample")


class Keys(Vault):
    """A vault that holds one invented key, or none."""

    def __init__(self, key: str = "secret") -> None:
        super().__init__()
        self._key = key

    async def get(self, name: str) -> str | None:
        return self._key or None


async def fetched(wanted: Profile, answer: httpx.Response, key: str = "secret") -> tuple[Profile, list[httpx.Request]]:
    asked: list[httpx.Request] = []

    def reply(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    http = Http(transport=httpx.MockTransport(reply), patience=Patience(attempts=1))
    try:
        return await platforms.fetch(wanted, http, Keys(key)), asked
    finally:
        await http.aclose()


async def refused(wanted: Profile, answer: httpx.Response) -> CredCheckError:
    with pytest.raises(CredCheckError) as error:
        await fetched(wanted, answer)
    return error.value


async def test_a_profile_on_x_is_read_with_its_badges_and_whole_links() -> None:
    found, asked = await fetched(X, httpx.Response(200, json={"data": USER}))
    assert (found.name, found.bio, found.location) == (
        "Jane Example, MD",
        "Cardiologist https://hearts.example",
        "Boston, MA",
    )
    assert found.links == (Link("https://clinic.example/jane"), Link("https://hearts.example"))
    assert (found.followers, found.posts, found.has_avatar, str(found.joined)) == (12, 45, False, "2014-03-01")
    assert found.verifications == (
        Verification("X", "paid", True),
        Verification("X", "identity", True),
        Verification("Example Clinic", "affiliation", True),
    )
    assert found.origin is Origin.FETCHED
    assert asked[0].headers["authorization"] == "Bearer secret"
    assert asked[0].url.path == "/2/users/by/username/janeexample"


async def test_without_a_token_nothing_is_sent_to_x() -> None:
    with pytest.raises(BadInput) as error:
        await fetched(X, httpx.Response(200, json={"data": USER}), key="")
    assert error.value.sentence.id == "platform.paste.x"


async def test_a_parody_account_on_x_says_so_itself_and_a_mark_is_no_affiliation() -> None:
    user = USER | {"parody": True, "affiliation": {"description": "Automated"}, "verified_type": "none"}
    found, _ = await fetched(X, httpx.Response(200, json={"data": user | {"is_identity_verified": False}}))
    assert found.labels == (Label("x.com", "parody", self_set=True),)
    assert found.verifications == ()


def problem(**body: Any) -> bytes:
    return json.dumps(body).encode()


MISSING = {"errors": [{"title": "Not Found Error", "detail": "Could not find user with username: [x]."}]}
SUSPENDED = {"errors": [{"title": "Forbidden", "detail": "User has been suspended: [x]."}]}
LIMIT = {"x-rate-limit-remaining": "0", "x-rate-limit-reset": "99999999999"}


@pytest.mark.parametrize(
    ("answer", "kind", "id"),
    [
        (httpx.Response(200, json=MISSING), BadInput, "missing"),
        (httpx.Response(200, json=SUSPENDED), BadInput, "suspended"),
        (httpx.Response(400, content=problem(title="Invalid Request")), BadInput, "missing"),
        (httpx.Response(401, content=problem(title="Unauthorized")), RegistryRefused, "token"),
        (httpx.Response(402, content=problem(title="CreditsDepleted")), RegistryRefused, "credits"),
        (httpx.Response(403, content=problem(reason="client-not-enrolled")), RegistryRefused, "enrolment"),
        (httpx.Response(403, content=problem(title="Forbidden")), RegistryRefused, "token"),
        (httpx.Response(429, text="Rate limit exceeded\n", headers=LIMIT), RegistryBusy, "busy"),
        (httpx.Response(429, text="{}", headers={"x-rate-limit-remaining": "299"}), RegistryRefused, "credits"),
        (httpx.Response(429, text='{"title":"UsageCapExceeded"}'), RegistryRefused, "credits"),
    ],
)
async def test_each_refusal_of_x_says_what_to_do(answer: httpx.Response, kind: type[CredCheckError], id: str) -> None:
    error = await refused(X, answer)
    assert type(error) is kind
    assert error.sentence.id == f"platform.x.{id}"


async def test_a_profile_of_x_in_an_unknown_form_is_our_bug() -> None:
    assert isinstance(await refused(X, httpx.Response(200, json={"errors": []})), RegistryChanged)


CHANNEL = {
    "id": "UC" + "a" * 22,
    "snippet": {
        "title": "Jane Example, MD",
        "description": "Hearts explained. https://clinic.example/jane",
        "customUrl": "@janeexample",
        "publishedAt": "2019-05-05T00:00:00Z",
        "country": "US",
    },
    "statistics": {"subscriberCount": "1200", "videoCount": "34"},
}


async def test_a_channel_is_read_by_its_handle() -> None:
    found, asked = await fetched(TUBE, httpx.Response(200, json={"items": [CHANNEL]}))
    assert (found.name, found.followers, found.posts, found.location) == ("Jane Example, MD", 1200, 34, "US")
    assert found.links == (Link("https://clinic.example/jane"),)
    assert asked[0].url.params["forHandle"] == "@janeexample"


@pytest.mark.parametrize(
    ("answer", "kind", "id"),
    [
        (httpx.Response(200, json={"pageInfo": {}}), BadInput, "missing"),
        (httpx.Response(403, text='{"reason":"quotaExceeded"}'), RegistryBusy, "quota"),
        (httpx.Response(400, text='{"reason":"keyInvalid"}'), RegistryRefused, "key"),
    ],
)
async def test_each_refusal_of_youtube_says_what_to_do(
    answer: httpx.Response, kind: type[CredCheckError], id: str
) -> None:
    error = await refused(TUBE, answer)
    assert (type(error), error.sentence.id) == (kind, f"platform.youtube.{id}")


PERSON = {
    "name": {"given-names": {"value": "Jane"}, "family-name": {"value": "Example"}, "credit-name": None},
    "biography": {"content": "Cardiologist and reader"},
    "keywords": {"keyword": [{"content": "hearts"}]},
    "researcher-urls": {"researcher-url": [{"url-name": "X", "url": {"value": "https://x.com/janeexample"}}]},
}
RESEARCHER = Profile(platform="orcid", handle="0000-0002-1825-0097", account_id="0000-0002-1825-0097")


async def test_an_orcid_record_is_read_without_a_key() -> None:
    found, _ = await fetched(RESEARCHER, httpx.Response(200, json=PERSON), key="")
    assert (found.name, found.bio) == ("Jane Example", "Cardiologist and reader\nhearts")
    assert found.links == (Link("https://x.com/janeexample", "X"),)
    assert (await refused(RESEARCHER, httpx.Response(404, json={}))).sentence.id == "platform.orcid.missing"
    assert (await refused(RESEARCHER, httpx.Response(409, json={}))).sentence.id == "platform.orcid.locked"
