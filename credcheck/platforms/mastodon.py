"""Mastodon and every other server that speaks ActivityPub."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.errors import BadInput, RegistryRefused
from credcheck.model import Profile, Reading, ReadingKind, Sentence
from credcheck.net import Fetched, Http
from credcheck.platforms import _activitypub
from credcheck.platforms._address import ascii_host, is_host, tidy
from credcheck.platforms._fediverse import BRIDGE, read_address
from credcheck.platforms._fediverse import bridged as _bridged
from credcheck.platforms._fediverse import profile as _profile
from credcheck.platforms._words import words
from credcheck.platforms.interface import Platform

_ACCT = re.compile(r"(?:acct:)?@?([A-Za-z0-9_.-]{1,253})@([^\s@/]{3,253})", re.IGNORECASE)
_USER = re.compile(r"[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*", re.IGNORECASE)
_MAIL = words(
    """gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com
    mac.com aol.com proton.me protonmail.com gmx.com gmx.de gmx.net web.de mail.com mail.ru yandex.ru qq.com
    163.com fastmail.com zoho.com hey.com comcast.net verizon.net att.net t-online.de orange.fr free.fr
    libero.it naver.com doctors.org.uk nhs.net"""
)
# Servers that are not Mastodon answer its address with any of these; then WebFinger is asked.
_ANSWERS = (200, 400, 401, 403, 404, 405, 406, 410, 422)
_CAP = 1_000_000
_ACCEPT = 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"'


class Mastodon(Platform):
    """Mastodon and other ActivityPub servers: profiles are fetched from the account's own server when asked."""

    id: ClassVar[str] = "mastodon"
    title: ClassVar[str] = "Mastodon"
    order: ClassVar[int] = 200
    paste_only: ClassVar[Sentence | None] = None

    def read(self, text: str) -> Reading | None:
        """Profiles and posts on any server that speaks ActivityPub."""
        plain = tidy(text)
        match = _ACCT.fullmatch(plain)
        return _by_acct(plain, match[1], ascii_host(match[2])) if match else read_address(plain)

    async def fetch(self, profile: Profile, http: Http, key: str = "") -> Profile:
        """The public profile: Mastodon's own look-up first, WebFinger and the actor document where that is closed."""
        user, host = _home(profile)
        url = f"https://{host}/api/v1/accounts/lookup"
        answer = await http.get(url, params={"acct": user}, accept=_ANSWERS, guarded=True, cap_bytes=_CAP)
        if answer.status == 200 and _is_json(answer):
            return _activitypub.account(answer.json(), profile, host, answer.at)
        if answer.status == 410 or (answer.status == 404 and _is_json(answer)):
            raise _gone(profile, answer.status)
        return await self._by_actor(profile, user, host, http)

    async def _by_actor(self, profile: Profile, user: str, host: str, http: Http) -> Profile:
        url, who = f"https://{host}/.well-known/webfinger", {"resource": f"acct:{user}@{host}"}
        finger = await http.get(url, params=who, accept=_ANSWERS, guarded=True, cap_bytes=_CAP)
        href = _activitypub.actor_address(_open(finger, profile, host), host)
        document = await http.get(href, headers={"Accept": _ACCEPT}, accept=_ANSWERS, guarded=True, cap_bytes=_CAP)
        return _activitypub.actor(_open(document, profile, host), profile, host, document.at)


def _open(answer: Fetched, profile: Profile, host: str) -> object:
    """The JSON of an answer, or the error that says who would not show it."""
    if answer.status in (401, 403):
        raise RegistryRefused(Sentence("platform.mastodon.closed", host=host))
    if answer.status != 200:
        raise _gone(profile, answer.status)
    return answer.json()


def _gone(profile: Profile, status: int) -> BadInput:
    word = "gone" if status == 410 else "missing"
    return BadInput(Sentence(f"platform.mastodon.{word}", handle=profile.handle))


def _is_json(answer: Fetched) -> bool:
    found = next((value for key, value in answer.headers.items() if key.lower() == "content-type"), "")
    return "json" in found.lower()


def _home(profile: Profile) -> tuple[str, str]:
    user, _, host = profile.handle.removeprefix("@").rpartition("@")
    if not is_host(host) or not _USER.fullmatch(user):
        raise BadInput(Sentence("platform.mastodon.no_home", handle=profile.handle))
    return user, host


def _by_acct(plain: str, user: str, host: str) -> Reading | None:
    if not host:
        return None
    if host == BRIDGE:
        return _bridged(user)
    if not _USER.fullmatch(user):
        return None
    if host in _MAIL:
        return Reading(ReadingKind.NOT_A_PROFILE, Profile(), Sentence("platform.remark.email"))
    told = plain.startswith("@") or plain.lower().startswith("acct:")
    return _profile(user, host, None if told else Sentence("platform.remark.email_like", host=host))
