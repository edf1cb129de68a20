"""A Wikidata statement that names the account."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from credcheck.bindings._names import NAMESAKES, named
from credcheck.bindings.interface import Proof
from credcheck.errors import RegistryChanged
from credcheck.model import NO_LEADS, Binding, Claims, Leads, Level, Person, Profile, Sentence

HOST = "query.wikidata.org"
API = f"https://{HOST}/sparql"
DAY_S = 86_400.0
# https://www.wikidata.org/wiki/Wikidata:WikiProject_Social_media: the property that holds each platform's account name
_PROPERTIES = MappingProxyType(
    {
        "x": "P2002",
        "bluesky": "P12361",
        "mastodon": "P4033",
        "instagram": "P2003",
        "threads": "P11892",
        "tiktok": "P7085",
        "linkedin": "P6634",
        "youtube": "P11245",
    }
)
_HANDLE = re.compile(r"[\w.@·-]{1,100}")
_NAME = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+){1,5}\.?")


class WikidataStatement(Proof):
    """Wikidata has a statement that this account is a certain person's. Anyone can edit Wikidata.

    It is asked for the account, and for people who are called exactly as the profile says: where there is one and the
    item gives another account on the same platform, that is said too. Namesakes are many, so it is a remark at most.
    """

    id: ClassVar[str] = "wikidata_statement"
    title: ClassVar[str] = "Wikidata statement that names the account"
    level: ClassVar[Level] = Level.L1
    sends: ClassVar[Sentence] = Sentence("wikidata_statement.sends")
    registry: ClassVar[str] = "wikidata"
    order: ClassVar[int] = 80

    def hosts(self, profile: Profile, leads: Leads) -> tuple[str, ...]:
        """Wikidata's, where it has a property for this platform's accounts."""
        return (HOST,) if _question(profile) else ()

    async def prove(
        self, profile: Profile, claims: Claims, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        """One binding for each item that names the account, with the person found here that it is called after."""
        question = _question(profile, claims)
        if not question:
            return ()
        answer = await self.http.get(
            API,
            params={"query": question, "format": "json"},
            headers={"Accept": "application/sparql-results+json"},
            per_s=1.0,
            keep_s=DAY_S,
        )
        items = _items(answer.json())
        mine = {_plain(profile.handle)}
        ours = [item for item in items if mine & set(item.accounts) or not item.accounts]
        found = tuple(b for item in ours for b in _bindings(item.id, item.label, persons))
        return found or _another(items, persons)


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of Wikidata: number, label, and the accounts it gives on the platform, without @ and in small letters."""

    id: str
    label: str
    accounts: tuple[str, ...]


def _question(profile: Profile, claims: Claims | None = None) -> str:
    handle, number = profile.handle.removeprefix("@"), _PROPERTIES.get(profile.platform)
    if number is None or not _HANDLE.fullmatch(handle):
        return ""
    values = " ".join(f'"{value}"' for value in dict.fromkeys([handle, handle.lower()]))
    by_account = f"VALUES ?value {{ {values} }} ?item wdt:{number} ?value ."
    called = _called(claims)
    by_name = (
        f' UNION {{ VALUES ?called {{ "{called}"@en "{called}"@mul }} ?item rdfs:label ?called . }}' if called else ""
    )
    return (
        f"SELECT ?item ?label ?account WHERE {{ {{ {by_account} }}{by_name} ?item wdt:{number} ?account ;"
        " wdt:P31 wd:Q5 ; rdfs:label ?label . FILTER(LANG(?label) IN ('en', 'mul')) } LIMIT 40"
    )


def _called(claims: Claims | None) -> str:
    """The profile's full name where it is plain letters that no query language reads as its own."""
    name = claims.name() if claims is not None else None
    full = f"{name.given} {name.family}" if name and len(name.given) > 1 and name.family else ""
    return full if _NAME.fullmatch(full) else ""


def _plain(handle: str) -> str:
    return handle.removeprefix("@").lower()


def _items(body: Any) -> tuple[_Item, ...]:
    """The items of an answer, each once with all its accounts."""
    found: dict[tuple[str, str], list[str]] = {}
    try:
        for row in body["results"]["bindings"]:
            accounts = found.setdefault((row["item"]["value"].rpartition("/")[2], row["label"]["value"]), [])
            accounts += [_plain(row["account"]["value"])] if "account" in row else []
    except (KeyError, TypeError, AttributeError) as error:
        raise RegistryChanged(Sentence("domain_handle.changed", host="query.wikidata.org")) from error
    return tuple(_Item(i, label, tuple(a)) for (i, label), a in found.items() if re.fullmatch(r"Q[1-9][0-9]{0,14}", i))


def _another(items: tuple[_Item, ...], persons: tuple[Person, ...]) -> tuple[Binding, ...]:
    """That the only item of this name gives another account; nothing where several have it, or nobody was found."""
    if len({item.id for item in items}) != 1 or not 0 < len(named(items[0].label, persons)) <= NAMESAKES:
        return ()
    item = items[0]
    said = Sentence("wikidata_statement.another_account", item=item.id, name=item.label[:200])
    url = f"https://www.wikidata.org/wiki/{item.id}"
    return (Binding(WikidataStatement.id, Level.L0, said, Sentence("wikidata_statement.limits"), "", url),)


def _bindings(item: str, label: str, persons: tuple[Person, ...]) -> tuple[Binding, ...]:
    people = named(label, persons)
    keys = [p.key for p in people] if 0 < len(people) <= NAMESAKES else [""]
    said = Sentence("wikidata_statement.names", item=item, name=label[:200])
    limits = Sentence("wikidata_statement.limits")
    url = f"https://www.wikidata.org/wiki/{item}"
    return tuple(Binding(WikidataStatement.id, Level.L1, said, limits, key, url) for key in keys)
