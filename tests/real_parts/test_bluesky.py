"""Profiles, labels, a handle change, a suspended and a missing account, read from a real Bluesky network."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from credcheck import platforms
from credcheck.bindings.domain_handle import DomainHandle
from credcheck.errors import BadInput, NotPublic
from credcheck.flags import raise_flags
from credcheck.model import Case, Claims, Level, Origin, Profile, Severity
from credcheck.net import Http
from tests.real_parts.conftest import Network

pytestmark = [pytest.mark.parts, pytest.mark.timeout(300)]


@pytest.fixture
async def http(network: Network) -> AsyncIterator[Http]:
    made = Http(transport=network.wire())
    yield made
    await made.aclose()


def at(handle: str, did: str = "") -> Profile:
    return Profile(platform="bluesky", handle=handle, account_id=did)


async def test_a_profile_is_read_as_the_network_shows_it(network: Network, http: Http) -> None:
    found = await platforms.fetch(at("jane.test"), http)
    assert (found.name, found.handle) == ("Jane Example, MD", "jane.test")
    assert found.bio == "Cardiologist in Boston. NPI 1234567893"
    assert found.account_id == network.told["dids"]["jane"]
    assert (found.origin, found.followers, found.labels) == (Origin.FETCHED, 0, ())
    again = await platforms.fetch(at("", found.account_id), http)
    assert again.handle == "jane.test"


async def test_a_label_that_the_holder_set_is_told_from_a_moderators(network: Network, http: Http) -> None:
    found = await platforms.fetch(at("robo-sample.test"), http)
    assert [(label.value, label.self_set) for label in found.labels] == [("bot", True)]


async def test_whoever_asks_not_to_be_shown_to_strangers_is_not_shown(network: Network, http: Http) -> None:
    with pytest.raises(NotPublic):
        await platforms.fetch(at("shy.test"), http)


async def test_a_missing_account_is_said_to_be_missing(network: Network, http: Http) -> None:
    with pytest.raises(BadInput) as error:
        await platforms.fetch(at("nobody.test"), http)
    assert error.value.sentence.id == "platform.bluesky.missing"


async def test_a_suspended_account_is_said_to_be_suspended(network: Network, http: Http) -> None:
    assert (await platforms.fetch(at("gone.test"), http)).name == "Gone Sample, MD"
    network.do("takedown")
    with pytest.raises(BadInput) as error:
        await platforms.fetch(at("gone.test"), http)
    assert error.value.sentence.id == "platform.bluesky.suspended"


async def test_a_handle_is_followed_through_its_change_and_checked_both_ways(network: Network, http: Http) -> None:
    before = await platforms.fetch(at("jane.test"), http)
    (proof,) = await DomainHandle(http).prove(before, Claims(), ())
    assert (proof.level, proof.sentence.id) == (Level.L1, "domain_handle.private")
    network.do("rename")
    after = await platforms.fetch(at("", before.account_id), http)
    assert after.handle == "jane-sample.test"
    (old,) = await DomainHandle(http).prove(before, Claims(), ())
    assert old.level is Level.L0
    (new,) = await DomainHandle(http).prove(after, Claims(), ())
    assert new.sentence.id == "domain_handle.private"


async def test_a_moderators_label_reaches_the_flags(network: Network, http: Http) -> None:
    network.do("label")
    found = await platforms.fetch(at("", network.told["dids"]["jane"]), http)
    assert [(e.value, e.source, e.self_set) for e in found.labels] == [
        ("impersonation", network.told["labeler"], False)
    ]
    raised = {f.rule: f.severity for f in raise_flags(Case(found, Claims()))}
    assert raised["platform_label"] is Severity.ALARM
