"""Wikidata, asked for the person with an exact account name or ORCID iD."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from credcheck.model import (
    Candidate,
    ClaimKind,
    Claims,
    Identifier,
    Institution,
    Link,
    ListedName,
    NameKind,
    Sentence,
)
from credcheck.registries._asking import DAY_S, Gathered, one_line_name, quoted, understood
from credcheck.registries._json import Table, changed, table
from credcheck.registries.interface import Finder, Reply
from credcheck.text import is_orcid

API = "https://query.wikidata.org/sparql"
ORCID_PROPERTY = "P496"
# Platform -> Wikidata's property for its account names, and how an address names the account.
ACCOUNTS = {
    "x": ("P2002", re.compile(r"https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/@?([A-Za-z0-9_]{1,20})/?(?:[?#].*)?")),
    "instagram": ("P2003", re.compile(r"https?://(?:www\.)?instagram\.com/([A-Za-z0-9_.]{1,30})/?(?:[?#].*)?")),
    "tiktok": ("P7085", re.compile(r"https?://(?:www\.)?tiktok\.com/@([A-Za-z0-9_.]{2,24})/?(?:[?#].*)?")),
    "bluesky": (
        "P12361",
        re.compile(r"https?://bsky\.app/profile/([a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){1,6})/?"),
    ),
    "youtube": ("P11245", re.compile(r"https?://(?:www\.)?youtube\.com/@([A-Za-z0-9_.-]{3,30})/?(?:[?#].*)?")),
    "linkedin": ("P6634", re.compile(r"https?://(?:[a-z]{2,3}\.)?linkedin\.com/in/([A-Za-z0-9-]{3,100})/?(?:[?#].*)?")),
}
_MASTODON = "P4033"
_HANDLE = re.compile(r"@?([A-Za-z0-9_.-]{1,100})")
_FEDIVERSE = re.compile(r"@?([A-Za-z0-9_.-]{1,30})@([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6})", re.IGNORECASE)
_ROWS = 200

Key = tuple[str, str]
"""A property of Wikidata and a value without any sign that SPARQL could read as its own."""


class Wikidata(Finder):
    """Asks Wikidata for the person who has exactly this account, or this ORCID iD.

    It knows few clinicians, the famous ones. Anybody may edit it, so it shows a way to look further and proves nothing
    by itself.
    """

    id: ClassVar[str] = "wikidata"
    title: ClassVar[str] = "Wikidata"
    home: ClassVar[str] = "https://www.wikidata.org/"
    covers: ClassVar[Sentence] = Sentence("wikidata.covers")
    terms: ClassVar[Sentence] = Sentence("wikidata.terms")
    asks: ClassVar[tuple[str, ...]] = ("query.wikidata.org",)
    order: ClassVar[int] = 80

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Why not to ask: neither an account that Wikidata has a property for nor an ORCID iD."""
        return None if keys(claims) else Sentence("wikidata.no_account")

    async def find(self, claims: Claims) -> Reply:
        """The persons who carry one of these accounts or iDs."""
        found, wanted = Gathered(), keys(claims)
        answer = await self.access.http.get(
            API,
            params={"query": query(wanted), "format": "json"},
            headers={"Accept": "application/sparql-results+json"},
            per_s=1.0,
            keep_s=DAY_S,
            worth=understood(lambda answer: read_rows(table(self.title, answer.json()))),
        )
        rows = read_rows(table(self.title, found.read(answer).json()))
        found.keep(_candidate(item, [r for r in rows if _item(r) == item]) for item in _items(rows))
        asked = Sentence("wikidata.asked", what=", ".join(value for _, value in wanted))
        return found.reply(asked, self.home, Sentence("wikidata.cap", n=_ROWS) if len(rows) >= _ROWS else None)


def keys(claims: Claims) -> tuple[Key, ...]:
    """What can be asked for exactly: accounts of known platforms, and ORCID iDs; six at most."""
    values = (c.value for c in claims.of(ClaimKind.IDENTIFIER))
    identifiers = [v for v in values if isinstance(v, Identifier)]
    found = [(ORCID_PROPERTY, orcid) for orcid in quoted(claims, "orcid")]
    found += [key for v in identifiers if v.kind == "url" for key in _of_address(v.value)]
    found += [key for v in identifiers if v.kind == "handle" for key in _of_handle(v.value, v.region)]
    return tuple(dict.fromkeys(found))[:6]


def _of_address(url: str) -> Iterable[Key]:
    for number, pattern in ACCOUNTS.values():
        match = pattern.fullmatch(url[:200])
        if match:
            yield number, match[1]
    host, _, user = url[:200].removeprefix("https://").partition("/@")
    if user and "youtube" not in host and "tiktok" not in host:
        yield from _of_handle(f"{user.rstrip('/')}@{host}", "mastodon")


def _of_handle(handle: str, platform: str) -> Iterable[Key]:
    match = _FEDIVERSE.fullmatch(handle[:200])
    if match:
        yield _MASTODON, f"{match[1]}@{match[2].lower()}"
    elif platform in ACCOUNTS and (match := _HANDLE.fullmatch(handle[:200])):
        yield ACCOUNTS[platform][0], match[1]


def query(wanted: tuple[Key, ...]) -> str:
    """The question in SPARQL; account names are compared as written and in lower case."""
    values = " ".join(
        f'(wdt:{number} "{v}")' for number, value in wanted for v in dict.fromkeys([value, value.lower()])
    )
    optional = "".join(
        f" OPTIONAL {{ ?item wdt:{number} ?{name}Item . ?{name}Item rdfs:label ?{name}"
        f" . FILTER(LANG(?{name}) = 'en') }}"
        for number, name in (("P106", "occupation"), ("P108", "employer"))
    )
    return (
        f"SELECT ?item ?label ?orcid ?occupation ?employer WHERE {{ VALUES (?property ?value) {{ {values} }}"
        f" ?item ?property ?value ; wdt:P31 wd:Q5 ; rdfs:label ?label . FILTER(LANG(?label) IN ('en', 'mul'))"
        f" OPTIONAL {{ ?item wdt:P496 ?orcid }}{optional} }} LIMIT {_ROWS}"
    )


def read_rows(body: Table) -> tuple[Table, ...]:
    """The rows of an answer; RegistryChanged when the results are not where they were."""
    if "bindings" not in body.table("results").cells:
        raise changed(body.source, "bindings")
    return body.tables("results", "bindings")


def _items(rows: tuple[Table, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_item(row) for row in rows))


def _item(row: Table) -> str:
    item = row.needed("item", "value").rpartition("/")[2]
    if not re.fullmatch(r"Q[1-9][0-9]{0,14}", item):
        raise changed(row.source, "item")
    return item


def _candidate(item: str, rows: list[Table]) -> Candidate:
    names = dict.fromkeys(one_line_name(row.needed("label", "value")) for row in rows)
    orcids = [o for o in _values(rows, "orcid") if is_orcid(o)]
    occupations = ", ".join(_values(rows, "occupation")[:5])
    page = f"https://www.wikidata.org/wiki/{item}"
    return Candidate(
        registry=Wikidata.id,
        id=item,
        names=tuple(ListedName(name, NameKind.OTHER) for name in names),
        url=page,
        institutions=tuple(Institution(name, name) for name in _values(rows, "employer")[:20]),
        identifiers=tuple(Identifier("orcid", orcid, valid=True) for orcid in orcids[:3]),
        links=(Link(page),),
        remark=Sentence("wikidata.says", item=item, what=occupations or "?"),
    )


def _values(rows: list[Table], name: str) -> list[str]:
    return list(dict.fromkeys(text for row in rows if (text := row.word(name, "value"))))
