"""Two accounts that link to each other."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.bindings._account import Account, account_of, plain, platform_of
from credcheck.bindings._page import read
from credcheck.bindings._reach import addresses, hosts_of, reach
from credcheck.bindings.interface import Proof
from credcheck.errors import RegistryError
from credcheck.model import NO_LEADS, Binding, Claims, Leads, Level, Person, Profile, Sentence
from credcheck.net import Http

MOST = 3
_BLUESKY = "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile"


class CrossLinks(Proof):
    """Another account of the holder, on Bluesky or a Mastodon server, names this one, and this one names it.

    Both then have one owner, who may be anybody: an owner can open as many accounts as they like.
    """

    id: ClassVar[str] = "cross_links"
    title: ClassVar[str] = "Accounts that link to each other"
    level: ClassVar[Level] = Level.L1
    sends: ClassVar[Sentence] = Sentence("cross_links.sends")
    order: ClassVar[int] = 70

    def hosts(self, profile: Profile, leads: Leads) -> tuple[str, ...]:
        """Those where the accounts lie that the profile links to and that can be read."""
        return hosts_of(_read_at(url) for url in _accounts(profile)) if account_of(profile) else ()

    async def prove(
        self, profile: Profile, claims: Claims, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        """One binding for each account that names this one."""
        account = account_of(profile)
        found = [await _named_back(self.http, url, account) for url in _accounts(profile)] if account else []
        return tuple(binding for binding in found if binding is not None)


async def _named_back(http: Http, url: str, account: Account) -> Binding | None:
    try:
        told = await _shown(http, url, account)
    except RegistryError:
        return None  # an account that cannot be read proves nothing and is missed by nobody
    if not told:
        return None
    said = Sentence("cross_links.both_ways", url=url)
    return Binding(CrossLinks.id, Level.L1, said, Sentence("cross_links.limits"), "", url)


async def _shown(http: Http, url: str, account: Account) -> bool:
    """Whether the other account's description or links name this one."""
    other = plain(url)
    if other.startswith("bsky.app/profile/"):
        actor = other.removeprefix("bsky.app/profile/")
        answer = await http.get(_BLUESKY, params={"actor": actor}, accept=(200, 400), cap_bytes=262_144)
        body = answer.json() if answer.status == 200 else {}
        text = str(body.get("description") or "") if isinstance(body, dict) else ""
        return any(account.is_at(u) for u in re.findall(r"[\w./:@-]{5,300}", text)) or account.named_in(text)
    page = await reach(http, url)
    return page is not None and any(account.is_at(link.url) for link in read(page.url, page.text()).links)


def _read_at(url: str) -> str:
    """Where the account behind an address is read: Bluesky's own pages are not."""
    return _BLUESKY if plain(url).startswith("bsky.app/profile/") else url


def _accounts(profile: Profile) -> tuple[str, ...]:
    readable = (u for u in addresses(profile) if platform_of(plain(u)) in ("bluesky", "mastodon"))
    return tuple(u for u in readable if platform_of(plain(u)) != profile.platform)[:MOST]
