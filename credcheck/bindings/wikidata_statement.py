"""A Wikidata statement that names the account."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Any, ClassVar

from credcheck.bindings._names import NAMESAKES, named
from credcheck.bindings.interface import Proof
from credcheck.errors import RegistryChanged
from credcheck.model import NO_LEADS, Binding, Claims, Leads, Level, Person, Profile, Sentence

API = "https://query.wikidata.org/sparql"
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


class WikidataStatement(Proof):
    """Wikidata has a statement that this account is a certain person's. Anyone can edit Wikidata."""

    id: ClassVar[str] = "wikidata_statement"
    title: ClassVar[str] = "Wikidata statement that names the account"
    level: ClassVar[Level] = Level.L1
    order: ClassVar[int] = 80

    def looks_at(self, profile: Profile, leads: Leads) -> bool:
        """Whether Wikidata has a property for this platform's accounts."""
        return bool(_question(profile))

    async def prove(
        self, profile: Profile, claims: Claims, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        """One binding for each item that names the account, with the person found here that it is called after."""
        question = _question(profile)
        if not question:
            return ()
        answer = await self.http.get(
            API,
            params={"query": question, "format": "json"},
            headers={"Accept": "application/sparql-results+json"},
            per_s=1.0,
            keep_s=DAY_S,
        )
        return tuple(b for item, label in _items(answer.json()).items() for b in _bindings(item, label, persons))


def _question(profile: Profile) -> str:
    handle, number = profile.handle.removeprefix("@"), _PROPERTIES.get(profile.platform)
    if number is None or not _HANDLE.fullmatch(handle):
        return ""
    values = " ".join(f'"{value}"' for value in dict.fromkeys([handle, handle.lower()]))
    return (
        f"SELECT ?item ?label WHERE {{ VALUES ?value {{ {values} }} ?item wdt:{number} ?value ; wdt:P31 wd:Q5 ;"
        " rdfs:label ?label . FILTER(LANG(?label) IN ('en', 'mul')) } LIMIT 20"
    )


def _items(body: Any) -> dict[str, str]:
    """Item numbers and their labels."""
    try:
        rows = [(row["item"]["value"].rpartition("/")[2], row["label"]["value"]) for row in body["results"]["bindings"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise RegistryChanged(Sentence("domain_handle.changed", host="query.wikidata.org")) from error
    return {item: label for item, label in rows if re.fullmatch(r"Q[1-9][0-9]{0,14}", item)}


def _bindings(item: str, label: str, persons: tuple[Person, ...]) -> tuple[Binding, ...]:
    people = named(label, persons)
    keys = [p.key for p in people] if 0 < len(people) <= NAMESAKES else [""]
    said = Sentence("wikidata_statement.names", item=item, name=label[:200])
    limits = Sentence("wikidata_statement.limits")
    url = f"https://www.wikidata.org/wiki/{item}"
    return tuple(Binding(WikidataStatement.id, Level.L1, said, limits, key, url) for key in keys)
