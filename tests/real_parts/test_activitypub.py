"""WebFinger, an actor and a page that links back, read from a real ActivityPub server over TLS."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from credcheck import platforms
from credcheck.bindings.mastodon_verified import MastodonVerified
from credcheck.errors import BadInput, RegistryDown
from credcheck.model import Claims, Level, Link, Origin, Profile
from credcheck.net import Http, Patience
from tests.real_parts.conftest import HOST, Wire

pytestmark = [pytest.mark.parts, pytest.mark.timeout(120)]
JANE = Profile(platform="mastodon", handle=f"jane@{HOST}", url=f"https://{HOST}/@jane")


@pytest.fixture
async def http(fediverse: dict[str, Any]) -> AsyncIterator[Http]:
    made = Http(transport=Wire({HOST: fediverse["home"]}, fediverse["tls"]), patience=Patience(attempts=1))
    yield made
    await made.aclose()


async def test_an_actor_is_found_by_webfinger_where_the_look_up_is_closed(http: Http) -> None:
    found = await platforms.fetch(JANE, http)
    assert (found.name, found.pronouns, found.origin) == ("Jane Example, MD", "she/her", Origin.FETCHED)
    assert found.bio.splitlines() == ["Cardiologist in Boston.", "Tea & hearts"]
    assert found.account_id == f"https://{HOST}/users/jane"
    assert [link.url for link in found.links] == [f"https://{HOST}/home"]


async def test_a_page_that_links_back_is_found_to_do_so_today(http: Http) -> None:
    ticked = Profile(
        platform="mastodon",
        handle=JANE.handle,
        url=JANE.url,
        links=(Link(f"https://{HOST}/home", "Home", datetime(2024, 1, 1, tzinfo=UTC)),),
    )
    (proof,) = await MastodonVerified(http).prove(ticked, Claims(), ())
    assert (proof.level, proof.against) == (Level.L1, False)


async def test_a_missing_person_is_said_to_be_missing(http: Http) -> None:
    with pytest.raises(BadInput):
        await platforms.fetch(Profile(platform="mastodon", handle=f"nobody@{HOST}"), http)


async def test_a_certificate_that_nobody_trusts_is_refused(fediverse: dict[str, Any]) -> None:
    stranger = Http(transport=Wire({HOST: fediverse["home"]}, ssl.create_default_context()), patience=Patience(1))
    try:
        with pytest.raises(RegistryDown):
            await platforms.fetch(JANE, stranger)
    finally:
        await stranger.aclose()
