"""Bluesky."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.errors import BadInput
from credcheck.model import Profile, Reading, ReadingKind, Sentence
from credcheck.net import Http
from credcheck.platforms import _bluesky
from credcheck.platforms._address import Address, address, tidy
from credcheck.platforms._reading import nothing, other, profile_of, remark_on
from credcheck.platforms._words import words
from credcheck.platforms.interface import Platform

API = "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile"
_CLIENTS = ("deer.social", "blacksky.community", "witchsky.app")
_HANDLE = re.compile(r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?")
_DID = re.compile(r"did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]")
# Names that the protocol's text allows and no public account can have.
_BARRED = ("alt", "arpa", "example", "internal", "invalid", "local", "localhost", "onion")
_OWN = (".bsky.social", ".brid.gy", ".bsky.team")
# After an "@", a name under these is far likelier a Bluesky domain handle than a dotted handle of elsewhere.
_COMMON = words("com org net edu gov int social health doctor clinic hospital app dev science blog info")


class Bluesky(Platform):
    """Bluesky: bsky.app addresses, domain handles and DIDs; profiles are fetched from the public AppView when asked."""

    id: ClassVar[str] = "bluesky"
    title: ClassVar[str] = "Bluesky"
    order: ClassVar[int] = 20
    paste_only: ClassVar[Sentence | None] = None

    def read(self, text: str) -> Reading | None:
        """Profiles and posts on Bluesky, by handle or DID."""
        plain = tidy(text)
        if plain.lower().startswith("at://"):
            return _by_uri(plain[5:])
        if is_did(plain):
            return _actor(plain)
        found = address(plain)
        return (_by_address(found) if found else None) or _by_handle(plain)

    async def fetch(self, profile: Profile, http: Http, key: str = "") -> Profile:
        """The public profile with its labels and verifications; nothing of it is kept between runs."""
        actor = profile.account_id if is_did(profile.account_id) else profile.handle.removeprefix("@").lower()
        if not is_did(actor) and not is_handle(actor):
            raise BadInput(Sentence("platform.bluesky.invalid", handle=actor))
        answer = await http.get(API, params={"actor": actor}, accept=(200, 400), cap_bytes=1_000_000)
        if answer.status == 400:
            raise _bluesky.refusal(answer.json(), actor)
        return _bluesky.profile(answer.json(), profile, answer.at)


def is_handle(text: str) -> bool:
    """Whether the protocol's syntax allows this handle."""
    return len(text) <= 253 and bool(_HANDLE.fullmatch(text))


def is_did(text: str) -> bool:
    """Whether the protocol's syntax allows this DID."""
    return len(text) <= 2048 and bool(_DID.fullmatch(text))


def _by_uri(rest: str) -> Reading:
    actor, _, tail = rest.partition("/")
    collection = tail.partition("/")[0]
    if collection not in ("", "app.bsky.actor.profile", "app.bsky.feed.post"):
        return nothing("bluesky")
    return _actor(actor, ReadingKind.POST if collection.endswith(".post") else ReadingKind.PROFILE)


def _by_address(found: Address) -> Reading | None:
    if found.under("bsky.social"):
        sub = "" if found.on("bsky.social") else found.host
        return _actor(sub) if sub and not found.path else nothing("bluesky")
    if not found.under("bsky.app", "bsky.dev", *_CLIENTS):
        return None
    if found.at(0) != "profile" or not found.at(1) or found.under("go.bsky.app"):
        return nothing("bluesky")
    return _actor(found.at(1), ReadingKind.POST if found.at(2) == "post" else ReadingKind.PROFILE)


def _by_handle(plain: str) -> Reading | None:
    name = plain.removeprefix("@").lower()
    if not is_handle(name):
        return None
    if name.endswith(_OWN) and not name.startswith("www."):
        return _actor(name)
    if plain.startswith("@") and name.rpartition(".")[2] in _COMMON:
        return profile_of(
            "bluesky", name, f"https://bsky.app/profile/{name}", Sentence("platform.remark.domain_handle", handle=name)
        )
    return None


def _actor(actor: str, kind: ReadingKind = ReadingKind.PROFILE) -> Reading:
    if is_did(actor):
        profile = Profile(platform="bluesky", account_id=actor, url=f"https://bsky.app/profile/{actor}")
        return Reading(kind, profile, remark_on(kind, actor))
    name = actor.removeprefix("@").lower()
    if not is_handle(name) or name.rpartition(".")[2] in _BARRED:
        return nothing("bluesky")
    return other("bluesky", kind, name, f"https://bsky.app/profile/{name}")
