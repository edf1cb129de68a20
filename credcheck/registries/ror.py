"""The Research Organization Registry, asked for institutions that the shipped list does not know."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from typing import ClassVar

from credcheck.model import Claim, Claims, Institution, Sentence
from credcheck.net import Fetched
from credcheck.registries._asking import DAY_S, Gathered, countries, institutions, plain, understood
from credcheck.registries._json import Table, changed, table
from credcheck.registries.interface import Finder, Reply
from credcheck.text import tight

API = "https://api.ror.org/v2/organizations"
IN_A_ROW, PER_S = 25, 1 / 12
"""So that no five minutes ever hold more than the 50 questions that may be asked without a key."""
MOST = 3
SHORTEST = 6
"""Shorter names and acronyms are shared by too many to be looked up."""


class Ror(Finder):
    """Asks ROR for the place, country and id of institutions that the profile names and the shipped list does not know.

    Only the institution's name is sent. A name that several institutions bear, in a country that the profile does not
    name, stays unknown.
    """

    id: ClassVar[str] = "ror"
    title: ClassVar[str] = "ROR (institutions)"
    home: ClassVar[str] = "https://ror.org/"
    covers: ClassVar[Sentence] = Sentence("ror.covers")
    terms: ClassVar[Sentence] = Sentence("ror.terms")
    asks: ClassVar[tuple[str, ...]] = ("api.ror.org",)
    order: ClassVar[int] = 40

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Why not to ask: every institution is known already, or there is none."""
        return None if unknown(claims) else Sentence("ror.nothing")

    async def find(self, claims: Claims) -> Reply:
        """The institutions of the claimed names; no person is looked up here."""
        found, names = Gathered(), unknown(claims)
        each = await asyncio.gather(*(self._one(found, name, claims) for name in names))
        known = tuple(dict.fromkeys(one for one in each if one is not None))
        if found.first is not None and not known:
            raise found.first
        reply = Gathered(digests=found.digests, faults=found.faults).reply(
            Sentence("ror.asked", names="; ".join(names)), self.home
        )
        return replace(reply, institutions=known)

    async def _one(self, found: Gathered, name: str, claims: Claims) -> Institution | None:
        rows: tuple[Table, ...] = ()
        with found.trying():
            answer = await self.access.http.get(
                API,
                params={"query": _sent(name), "filter": "status:active"},
                headers={"Accept": "application/json"},
                keep_s=30 * DAY_S,
                worth=understood(lambda got: _rows(self.title, got)),
                per_s=PER_S,
                in_a_row=IN_A_ROW,
            )
            rows = _rows(self.title, found.read(answer))
        return chosen(rows, name, countries(claims))


def unknown(claims: Claims) -> tuple[str, ...]:
    """The institutions that the claims name and nobody has placed yet; names too short to be one's own are left out."""
    names = (one.as_written for one in institutions(claims) if not one.ror)
    return tuple(
        dict.fromkeys(name for name in names if len(tight(name)) >= SHORTEST and len(_sent(name).split()) > 1)
    )[:MOST]


def chosen(rows: tuple[Table, ...], name: str, named: frozenset[str]) -> Institution | None:
    """The one institution that bears exactly this name; of several, the one in a country that the profile names."""
    same = [row for row in rows if tight(name) in _names(row)]
    if len(same) > 1:
        same = [row for row in same if _place(row).word("country_code") in named]
    return _institution(same[0], name) if len(same) == 1 else None


def settled(claims: Claims, known: tuple[Institution, ...]) -> Claims:
    """The claims with what a registry knows of their institutions; how they were written and related stays."""
    by_name = {one.as_written: one for one in known}

    def settle(claim: Claim) -> Claim:
        said = claim.value
        if not isinstance(said, Institution) or said.ror or said.as_written not in by_name:
            return claim
        found = by_name[said.as_written]
        return replace(claim, value=replace(found, relation=said.relation))

    return replace(claims, all=tuple(settle(claim) for claim in claims.all)) if known else claims


def _rows(source: str, answer: Fetched) -> tuple[Table, ...]:
    """The institutions of an answer; each must have an id and a name."""
    body = table(source, answer.json())
    if not body.has("items"):
        raise changed(source, "items")
    rows = body.tables("items")
    for row in rows:
        row.needed("id")
        if not _names(row):
            raise changed(source, "names")
    return tuple(row for row in rows if row.word("status") in ("active", ""))


def _names(row: Table) -> frozenset[str]:
    """Every name but the acronyms."""
    return frozenset(
        tight(name.word("value")) for name in row.tables("names") if set(name.words("types")) - {"acronym"}
    ) - {""}


def _place(row: Table) -> Table:
    first, *_ = row.tables("locations") or (Table(row.source, {}),)
    return first.table("geonames_details")


def _institution(row: Table, name: str) -> Institution:
    place = _place(row)
    shown = next((n.word("value") for n in row.tables("names") if "ror_display" in n.words("types")), name)
    country, region = place.word("country_code"), place.word("country_subdivision_name")
    if country == "US":
        region = place.word("country_subdivision_code") or region
    ror = row.needed("id").rpartition("/")[2]
    return Institution(name, shown, "unclear", ror, country, region, place.word("name"))


def _sent(name: str) -> str:
    """The name without the signs that the search could read as its own."""
    return " ".join(re.sub(r"[^\w '&.-]", " ", plain(name)).split())
