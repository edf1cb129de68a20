"""ORCID's public API 3.0: search by name, and the records of the nearest hits."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from credcheck.errors import RegistryRefused
from credcheck.model import (
    Candidate,
    Claims,
    Identifier,
    Institution,
    Link,
    ListedName,
    NameKind,
    PersonName,
    Place,
    Sentence,
    Status,
)
from credcheck.net import Fetched
from credcheck.registries._asking import (
    DAY_S,
    Gathered,
    full_name,
    institutions,
    is_researcher,
    likeness,
    one_line_name,
    plain,
    quoted,
    understood,
)
from credcheck.registries._json import Table, changed, table
from credcheck.registries.interface import Finder, Reply
from credcheck.text import fold, is_orcid

API = "https://pub.orcid.org/v3.0"
RECORD = "https://orcid.org/"
ROWS = 100
RECORDS = 5
"""So many records are read whole; the other hits stay with what the search tells of them."""
SHOWN = 50
# Anonymous clients may read 12 times a second.
PER_S = 8.0
# The record lists every work of a lifetime.
LARGEST = 24_000_000
_SOLR = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/])')


class Orcid(Finder):
    """Asks ORCID, where researchers of all countries keep a record of themselves.

    Anybody can open a record and write anything into it. An employer that the employer itself has entered counts for
    more, and is marked so. The links that a record shows can name the account that you are checking.
    """

    id: ClassVar[str] = "orcid"
    title: ClassVar[str] = "ORCID"
    home: ClassVar[str] = "https://orcid.org/"
    covers: ClassVar[Sentence] = Sentence("orcid.covers")
    terms: ClassVar[Sentence] = Sentence("orcid.terms")
    asks: ClassVar[tuple[str, ...]] = ("pub.orcid.org",)
    order: ClassVar[int] = 40

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Why not to ask: no iD and no full name, or nothing that speaks of research."""
        if quoted(claims, "orcid"):
            return None
        if full_name(claims) is None:
            return Sentence("orcid.no_name")
        return None if is_researcher(claims) else Sentence("orcid.no_research")

    async def find(self, claims: Claims) -> Reply:
        """The records of the quoted iDs, and those of the claimed name."""
        found, name, ids = Gathered(), full_name(claims), quoted(claims, "orcid")
        total, hits = 0, tuple[Candidate, ...]()
        if name is not None:
            with found.trying():
                total, hits = await self._search(found, name)
        hits = _sorted(hits, name or PersonName(), claims)[:SHOWN]
        near = tuple(hit.id for hit in hits if hit.id not in ids)[: max(0, RECORDS - len(ids))]
        await asyncio.gather(*(self._record(found, orcid) for orcid in (*ids, *near)))
        found.keep(hits)
        short = Sentence("orcid.many", n=total, shown=len(hits)) if total > len(hits) else None
        return found.reply(_asked(name, ids), self.home, short)

    async def _search(self, found: Gathered, name: PersonName) -> tuple[int, tuple[Candidate, ...]]:
        answer = await self._get(f"{API}/expanded-search/", read_search, q=_query(name), rows=ROWS)
        return read_search(table(self.title, found.read(answer).json()))

    async def _record(self, found: Gathered, orcid: str) -> None:
        with found.trying():
            answer = found.read(await self._get(f"{API}/{orcid}/record", read_record))
            body = table(self.title, answer.json())
            if answer.status == 200:
                found.keep((read_record(body),))
                return
            body.needed("error-code")  # a "not found" of ORCID's own, not of something in between
            if answer.status == 409:
                raise RegistryRefused(Sentence("orcid.locked", orcid=orcid))

    async def _get(self, url: str, read: Callable[[Table], object], **params: str | int) -> Fetched:
        return await self.access.http.get(
            url,
            params=params,
            headers={"Accept": "application/json"},
            accept=(200,) if params else (200, 404, 409),
            worth=understood(lambda answer: read(table(self.title, answer.json()))),
            per_s=PER_S,
            cap_bytes=LARGEST,
            keep_s=DAY_S,
        )


def read_search(body: Table) -> tuple[int, tuple[Candidate, ...]]:
    """How many records the search found in all, and those on this page."""
    total = body.whole("num-found")
    if total is None:
        raise changed(body.source, "num-found")
    return total, tuple(_hit(row) for row in body.tables("expanded-result"))


def read_record(body: Table) -> Candidate:
    """A whole record as a candidate."""
    orcid = _orcid(body, "orcid-identifier", "path")
    person, activities = body.table("person"), body.table("activities-summary")
    jobs = tuple(_affiliations(activities.table("employments"), "employment-summary"))
    schools = tuple(_affiliations(activities.table("educations"), "education-summary"))
    vouched = tuple((i, by) for i, by in jobs if by)
    places = tuple(dict.fromkeys(Place(i.city or i.country, i.city, i.region, i.country) for i, _ in jobs if i.country))
    deactivated = body.word("history", "deactivation-date", "value")
    return Candidate(
        registry=Orcid.id,
        id=orcid,
        names=_names(person),
        url=RECORD + orcid,
        places=places + _countries(person, places),
        institutions=tuple(dict.fromkeys(i for i, _ in (*vouched, *jobs, *schools))),
        identifiers=(Identifier("orcid", orcid, valid=is_orcid(orcid)),),
        links=_links(person),
        status=Status.DEACTIVATED if deactivated else Status.ACTIVE,
        school=next((i.as_written for i, _ in schools), ""),
        remark=_remark(vouched, jobs),
    )


def _hit(row: Table) -> Candidate:
    orcid = _orcid(row, "orcid-id")
    given, family = row.word("given-names"), row.word("family-names")
    names = [ListedName(PersonName(given=given, family=family))] if given or family else []
    names += _others((row.word("credit-name"), *row.words("other-name")))
    return Candidate(
        registry=Orcid.id,
        id=orcid,
        names=tuple(dict.fromkeys(names)),
        url=RECORD + orcid,
        institutions=tuple(
            dict.fromkeys(Institution(name, name, self_asserted=True) for name in row.words("institution-name"))
        ),
        identifiers=(Identifier("orcid", orcid, valid=is_orcid(orcid)),),
        remark=Sentence("orcid.search_only"),
    )


def _orcid(body: Table, *path: str) -> str:
    orcid = body.needed(*path)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]", orcid):
        raise changed(body.source, path[-1])
    return orcid


def _names(person: Table) -> tuple[ListedName, ...]:
    given, family = person.word("name", "given-names", "value"), person.word("name", "family-name", "value")
    names = [ListedName(PersonName(given=given, family=family))] if given or family else []
    others = tuple(o.word("content") for o in person.tables("other-names", "other-name"))
    return tuple(dict.fromkeys([*names, *_others((person.word("name", "credit-name", "value"), *others))]))


def _others(texts: tuple[str, ...]) -> list[ListedName]:
    """Names that stand in one line."""
    names = (one_line_name(text) for text in texts[:20])
    return [ListedName(name, NameKind.OTHER) for name in names if name.family]


def _affiliations(section: Table, kind: str) -> list[tuple[Institution, str]]:
    """Each employer or school, and the organisation that entered it, "" when the person did."""
    found: list[tuple[Institution, str]] = []
    for group in section.tables("affiliation-group")[:60]:
        found += [_affiliation(summary.table(kind), kind) for summary in group.tables("summaries")[:5]]
    return found


def _affiliation(row: Table, kind: str) -> tuple[Institution, str]:
    relation = "training" if kind.startswith("education") else "former" if row.table("end-date").cells else "current"
    name, source = row.needed("organization", "name"), row.table("source")
    place = row.table("organization", "address")
    listed = row.table("organization", "disambiguated-organization")
    number = listed.word("disambiguated-organization-identifier")
    institution = Institution(
        name,
        name,
        relation,
        number.rpartition("/")[2] if listed.word("disambiguation-source").upper() == "ROR" else "",
        place.word("country"),
        place.word("region"),
        place.word("city"),
    )
    # An entry that a person made through another site carries that site as source and the person as its origin.
    own = source.word("source-orcid", "path") or source.word("assertion-origin-orcid", "path")
    by = "" if own else source.word("source-name", "value")
    return replace(institution, self_asserted=not by), by


def _countries(person: Table, known: tuple[Place, ...]) -> tuple[Place, ...]:
    codes = (a.word("country", "value") for a in person.tables("addresses", "address")[:10])
    return tuple(Place(c, country=c) for c in dict.fromkeys(codes) if c and c not in {p.country for p in known})


def _links(person: Table) -> tuple[Link, ...]:
    """The addresses the person put on the record; only such links can name an account."""
    rows = person.tables("researcher-urls", "researcher-url")[:50]
    return tuple(Link(url, row.word("url-name")) for row in rows if (url := row.word("url", "value")))


def _remark(vouched: tuple[tuple[Institution, str], ...], jobs: tuple[tuple[Institution, str], ...]) -> Sentence:
    if vouched:
        institution, by = vouched[0]
        return Sentence("orcid.asserted", organisation=institution.name, by=by)
    return Sentence("orcid.self_asserted") if jobs else Sentence("orcid.no_employer")


def _sorted(hits: tuple[Candidate, ...], name: PersonName, claims: Claims) -> tuple[Candidate, ...]:
    """Those with a claimed institution first, then those whose names are nearest."""
    claimed = {fold(i.name or i.as_written) for i in institutions(claims)}

    def rank(one: Candidate) -> tuple[bool, float]:
        near = max((likeness(name, listed.name) for listed in one.names), default=0.0)
        return not claimed & {fold(i.name) for i in one.institutions}, -near

    return tuple(sorted(hits, key=rank))


def _query(name: PersonName) -> str:
    """The search for a name in any of the fields that hold one; what Solr reads as its own signs is escaped."""
    given, family = _phrase(name.given), _phrase(name.family)
    both = _phrase(f"{name.given} {name.family}")
    fields = ("credit-name", "other-names", "given-and-family-names")
    return " OR ".join([f"(family-name:{family} AND given-names:{given})", *(f"{f}:{both}" for f in fields)])


def _phrase(text: str) -> str:
    return '"' + _SOLR.sub(r"\\\1", plain(text)) + '"'


def _asked(name: PersonName | None, ids: tuple[str, ...]) -> Sentence:
    text = f"{name.given} {name.family}" if name else ""
    return Sentence("orcid.asked", what=" / ".join(part for part in (text, ", ".join(ids)) if part))
