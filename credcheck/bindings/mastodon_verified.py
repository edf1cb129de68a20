"""A link that a Mastodon server verified, looked at again now."""

from __future__ import annotations

from typing import ClassVar

from credcheck.bindings._account import Account, account_of
from credcheck.bindings._page import read
from credcheck.bindings._reach import hosts_of, reach
from credcheck.bindings._seat import institution_at
from credcheck.bindings.interface import Proof
from credcheck.model import NO_LEADS, Binding, Claims, Leads, Level, Link, Person, Profile, Sentence
from credcheck.net import Http

MOST = 4


class MastodonVerified(Proof):
    """The Mastodon server once saw that a linked page names the account (rel=me); the page is read again now.

    The tick shows what was true on the day it was set. It is worth what its page is worth: whoever writes the page is
    whoever the account belongs to. An institution's page is judged by the proof of that name.
    """

    id: ClassVar[str] = "mastodon_verified"
    title: ClassVar[str] = "Verified link on Mastodon"
    level: ClassVar[Level] = Level.L1
    sends: ClassVar[Sentence] = Sentence("mastodon_verified.sends")
    order: ClassVar[int] = 50

    def hosts(self, profile: Profile, leads: Leads) -> tuple[str, ...]:
        """Those of the links that the profile shows as verified."""
        return hosts_of(link.url for link in _ticked(profile)) if account_of(profile) else ()

    async def prove(
        self, profile: Profile, claims: Claims, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        """One binding for each verified link: whether it holds today."""
        account = account_of(profile)
        return tuple([await _again(self.http, link, account) for link in _ticked(profile)]) if account else ()


async def _again(http: Http, link: Link, account: Account) -> Binding:
    answer = await reach(http, link.url)
    day = link.verified_at.date().isoformat() if link.verified_at else ""
    links = read(answer.url, answer.text()).links if answer is not None else ()
    holds = any(found.me and account.is_at(found.url) for found in links)
    word = "holds" if holds else "broken"
    whose = "institution" if institution_at(link.url) is not None else "private"
    limits = Sentence(f"mastodon_verified.limits_{whose}")
    said = Sentence(f"mastodon_verified.{word}", url=link.url, day=day)
    at = answer.at if answer is not None else None
    level = Level.L1 if holds else Level.L0
    return Binding(MastodonVerified.id, level, said, limits, "", link.url, at, against=not holds)


def _ticked(profile: Profile) -> tuple[Link, ...]:
    ticked = profile.platform in ("", "mastodon")
    return tuple(link for link in profile.links if ticked and link.verified_at is not None)[:MOST]
