"""YouTube."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar
from urllib.parse import quote

from credcheck.errors import BadInput, RegistryBusy, RegistryChanged, RegistryRefused
from credcheck.model import Link, Origin, Profile, Reading, ReadingKind, Sentence
from credcheck.net import Fetched, Http
from credcheck.platforms import _shape
from credcheck.platforms._address import address
from credcheck.platforms._reading import account, nothing, other, profile_of
from credcheck.platforms._words import words
from credcheck.platforms.interface import Platform

_HOME = "https://www.youtube.com"
API = "https://www.googleapis.com/youtube/v3/channels"
_HANDLE = re.compile(r"@[\w.·-]{1,40}")
_CHANNEL = re.compile(r"UC[A-Za-z0-9_-]{22}")
_NAME = re.compile(r"[\w.-]{1,60}")
_RESERVED = words(
    "watch shorts playlist results feed embed live hashtag post redirect t about premium gaming music kids account "
    "signin channel_switcher clip source trending attribution_link oembed v e creators upload ads intl"
)


class YouTube(Platform):
    """YouTube: channel addresses in all their forms; the channel's description is pasted.

    With a key of your own for its Data API (`credcheck keys set youtube`) it can be fetched when you ask. The labels of
    health sources that YouTube shows are not in that API.
    """

    id: ClassVar[str] = "youtube"
    title: ClassVar[str] = "YouTube"
    order: ClassVar[int] = 43
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.youtube")
    key: ClassVar[str] = "youtube"

    def read(self, text: str) -> Reading | None:
        """Channels on YouTube by handle, id, custom address or old user name."""
        found = address(text)
        if found is None or not found.under("youtube.com", "youtu.be", "youtube-nocookie.com"):
            return None
        first, second = found.at(0), found.at(1)
        if _HANDLE.fullmatch(first):
            return profile_of(self.id, first, f"{_HOME}/@{quote(first[1:], safe='-_.')}")
        if first == "channel" and _CHANNEL.fullmatch(second):
            return account(self.id, second, f"{_HOME}/channel/{second}")
        if first in ("c", "user") and _NAME.fullmatch(second):
            kind = ReadingKind.CUSTOM_URL if first == "c" else ReadingKind.LEGACY_USERNAME
            return other(self.id, kind, second, f"{_HOME}/{first}/{quote(second)}")
        if found.under("youtube.com") and len(found.path) == 1 and first not in _RESERVED and _NAME.fullmatch(first):
            return other(self.id, ReadingKind.CUSTOM_URL, first, f"{_HOME}/{quote(first)}")
        return nothing(self.id)

    async def fetch(self, profile: Profile, http: Http, key: str = "") -> Profile:
        """The channel's name, description and counts, by the user's own key."""
        params: dict[str, str | int] = {"part": "snippet,statistics", "key": key, **_which(profile)}
        answer = await http.get(API, params=params, accept=(200, 400, 403, 404), cap_bytes=1_000_000)
        if answer.status != 200:
            raise _refusal(answer)
        return _of_channel(answer, profile)


def _which(profile: Profile) -> dict[str, str | int]:
    if _CHANNEL.fullmatch(profile.account_id):
        return {"id": profile.account_id}
    if not profile.handle:
        raise BadInput(Sentence("platform.youtube.missing", handle="?"))
    return {"forHandle": "@" + profile.handle.removeprefix("@")}


def _refusal(answer: Fetched) -> RegistryRefused | RegistryBusy | RegistryChanged:
    """YouTube says why in a list of reasons."""
    body = answer.text()
    if "quotaExceeded" in body or "rateLimitExceeded" in body:
        return RegistryBusy(Sentence("platform.youtube.quota"))
    if "keyInvalid" in body or "API key" in body or answer.status == 403:
        return RegistryRefused(Sentence("platform.youtube.key"))
    return RegistryChanged(Sentence("platform.changed", platform="YouTube"))


def _of_channel(answer: Fetched, before: Profile) -> Profile:
    rows = _shape.rows(_shape.table(answer.json(), "YouTube"), "items")
    if not rows:
        raise BadInput(Sentence("platform.youtube.missing", handle=before.handle or before.account_id))
    snippet, counts = rows[0].get("snippet"), rows[0].get("statistics")
    if not isinstance(snippet, dict):
        raise RegistryChanged(Sentence("platform.changed", platform="YouTube"))
    created, bio = _shape.moment(snippet, "publishedAt"), _shape.text(snippet, "description", _shape.BIO)
    return replace(
        before,
        platform="youtube",
        name=_shape.text(snippet, "title"),
        handle=_shape.text(snippet, "customUrl") or before.handle,
        bio=bio,
        location=_shape.text(snippet, "country"),
        account_id=_shape.text(rows[0], "id"),
        links=tuple(Link(url.rstrip(".,;)")) for url in re.findall(r"https?://[^\s<>\"']{4,300}", bio)[:20]),
        joined=created.date() if created else None,
        followers=_number(counts, "subscriberCount"),
        posts=_number(counts, "videoCount"),
        origin=Origin.FETCHED,
        read_at=answer.at,
    )


def _number(counts: object, key: str) -> int | None:
    """A count, which YouTube writes as text."""
    value = counts.get(key) if isinstance(counts, dict) else None
    return int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 13 else None
