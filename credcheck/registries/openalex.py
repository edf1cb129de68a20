"""OpenAlex, asked for the author with an ORCID iD."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from credcheck.model import (
    Candidate,
    Claims,
    Identifier,
    Institution,
    ListedName,
    NameKind,
    Person,
    PersonName,
    Sentence,
)
from credcheck.registries._asking import DAY_S, Gathered, is_researcher, nearest, one_line_name, understood
from credcheck.registries._json import Table, changed, table
from credcheck.registries.interface import Confirmer, NotAsked, Reply
from credcheck.text import is_orcid

API = "https://api.openalex.org/authors/orcid:"
MOST = 5


class OpenAlex(Confirmer):
    """Asks OpenAlex, a catalogue of research, for the institutions and fields of an author with an ORCID iD.

    It needs a free key of your own (credcheck keys set openalex). Programs group the publications by author, so they
    are sometimes mixed up: it supports, and proves nothing.
    """

    id: ClassVar[str] = "openalex"
    title: ClassVar[str] = "OpenAlex"
    home: ClassVar[str] = "https://openalex.org/"
    covers: ClassVar[Sentence] = Sentence("openalex.covers")
    terms: ClassVar[Sentence] = Sentence("openalex.terms")
    asks: ClassVar[tuple[str, ...]] = ("api.openalex.org",)
    key: ClassVar[str] = "openalex"
    order: ClassVar[int] = 70

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Why not to ask: nothing in the profile speaks of research."""
        return None if is_researcher(claims) else Sentence("openalex.no_research")

    async def confirm(self, persons: tuple[Person, ...], claims: Claims) -> Reply:
        """The authors whose ORCID iDs these persons carry."""
        known = [p for p in persons if is_orcid(p.identifier("orcid"))]
        orcids = tuple(dict.fromkeys(p.identifier("orcid") for p in nearest(known, claims, MOST)))
        if not orcids:
            raise NotAsked(Sentence("openalex.no_orcid"))
        key = await self.access.vault.get(self.key)
        if not key:
            raise NotAsked(Sentence("openalex.no_key"))
        found = Gathered()
        await asyncio.gather(*(self._one(found, orcid, key) for orcid in orcids))
        short = Sentence("openalex.many", n=len(known), shown=MOST) if len(known) > MOST else None
        return found.reply(Sentence("openalex.asked", n=len(orcids), orcid=orcids[0]), self.home, short)

    async def _one(self, found: Gathered, orcid: str, key: str) -> None:
        with found.trying():
            answer = await self.access.http.get(
                API + orcid,
                params={"api_key": key},
                headers={"Accept": "application/json"},
                accept=(200, 404),
                keep_s=DAY_S,
                worth=understood(lambda answer: read_author(table(self.title, answer.json()), orcid)),
            )
            body = table(self.title, found.read(answer).json())
            if answer.status == 404:
                body.needed("error")  # a "not found" of OpenAlex's own, not of something in between
                return
            found.keep((read_author(body, orcid),))


def read_author(body: Table, orcid: str) -> Candidate:
    """An author as a candidate; RegistryChanged when it is not the one asked for."""
    if body.needed("orcid").rpartition("/")[2] != orcid:
        raise changed(body.source, "orcid")
    url, works = body.needed("id"), body.whole("works_count") or 0
    last = {row.word("id") for row in body.tables("last_known_institutions")}
    affiliations = [row.table("institution") for row in body.tables("affiliations")[:40]]
    topics = ", ".join(row.word("display_name") for row in body.tables("topics")[:3])
    return Candidate(
        registry=OpenAlex.id,
        id=url.rpartition("/")[2],
        names=_names(body),
        url=url,
        institutions=tuple(
            _institution(row, row.word("id") in last) for row in affiliations if row.word("display_name")
        ),
        identifiers=(Identifier("orcid", orcid, valid=True),),
        updated=body.day("updated_date"),
        remark=Sentence("openalex.works", n=works, topics=topics or "?"),
    )


def _names(body: Table) -> tuple[ListedName, ...]:
    first = one_line_name(body.needed("display_name"))
    others = (one_line_name(text) for text in body.words("display_name_alternatives")[:10])
    listed = [ListedName(first, NameKind.PROFESSIONAL), *(ListedName(o, NameKind.OTHER) for o in others)]
    once: dict[PersonName, ListedName] = {}
    for one in listed:
        once.setdefault(one.name, one)
    return tuple(one for name, one in once.items() if name.family)


def _institution(row: Table, is_last: bool) -> Institution:
    name, ror = row.word("display_name"), row.word("ror").rpartition("/")[2]
    return Institution(name, name, "unclear" if is_last else "former", ror, row.word("country_code"))
