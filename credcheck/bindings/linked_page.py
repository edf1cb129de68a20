"""The holder's own page and the account link to each other."""

from __future__ import annotations

from typing import ClassVar

from credcheck.bindings._account import Account, account_of, plain, platform_of
from credcheck.bindings._page import commands, read
from credcheck.bindings._reach import addresses, hosts_of, reach
from credcheck.bindings._seat import institution_at
from credcheck.bindings.interface import Proof
from credcheck.errors import RegistryError
from credcheck.model import NO_LEADS, Binding, Claims, Leads, Level, Person, Profile, Sentence
from credcheck.net import Http

MOST_PAGES = 3


class LinkedPage(Proof):
    """A page that the profile links to, other than an institution's, links back to the account.

    Page and account then have one owner. It does not say who that is: anyone can make a site in any name, and link it
    to any number of accounts of their own.
    """

    id: ClassVar[str] = "linked_page"
    title: ClassVar[str] = "Own page that links back"
    level: ClassVar[Level] = Level.L1
    sends: ClassVar[Sentence] = Sentence("linked_page.sends")
    order: ClassVar[int] = 60

    def hosts(self, profile: Profile, leads: Leads) -> tuple[str, ...]:
        """Those of the pages that the profile links to."""
        return hosts_of(_pages(profile)) if account_of(profile) else ()

    async def prove(
        self, profile: Profile, claims: Claims, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        """One binding for each page that links back."""
        account = account_of(profile)
        if account is None:
            return ()
        found = [await _shown(self.http, url, account) for url in _pages(profile)]
        return tuple(binding for bindings in found for binding in bindings)


async def _shown(http: Http, url: str, account: Account) -> list[Binding]:
    """That the page links back, and that it speaks to programs; nothing of a page that does neither or is down."""
    try:
        answer = await reach(http, url)
    except RegistryError:
        return []  # a private page that is down proves nothing and is missed by nobody
    if answer is None:
        return []
    page, limits, found = read(answer.url, answer.text()), Sentence("linked_page.limits"), list[Binding]()
    if any(account.is_at(link.url) for link in page.links):
        said = Sentence("linked_page.both_ways", url=url)
        found.append(Binding(LinkedPage.id, Level.L1, said, limits, "", url, answer.at))
    if commands(page):
        said = Sentence("linked_page.commands", url=url)
        found.append(
            Binding(LinkedPage.id, Level.L0, said, Sentence("linked_page.limits_commands"), "", url, answer.at)
        )
    return found


def _pages(profile: Profile) -> tuple[str, ...]:
    urls = (u for u in addresses(profile) if institution_at(u) is None and not platform_of(plain(u)))
    return tuple(u for u in urls if "orcid.org" not in u and "wikidata.org" not in u)[:MOST_PAGES]
