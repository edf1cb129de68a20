"""The French register of health professionals (RPPS, Annuaire Santé): FHIR with a key, the open table without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import ClassVar

from credcheck.model import (
    Candidate,
    Claims,
    Identifier,
    Institution,
    ListedName,
    PersonName,
    Place,
    Sentence,
    Status,
    Taxonomy,
)
from credcheck.registries._asking import DAY_S, Gathered, countries, full_name, likeness, plain, understood
from credcheck.registries._json import Table, changed, table
from credcheck.registries.interface import Finder, Reply
from credcheck.text import fold, tight

FHIR = "https://gateway.api.esante.gouv.fr/fhir/v2/Practitioner"
OPEN = "https://tabular-api.data.gouv.fr/api/resources/fffda7e9-0ea2-4c35-bba0-4496f3af935d/data/"
ROWS = 50
SHOWN = 50
_NUMBER = "https://rpps.esante.gouv.fr"
# The open table's own column names.
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "number": "Identifiant PP",
        "family": "Nom d'exercice",
        "given": "Prénom d'exercice",
        "profession": "Libellé profession",
        "skill": "Libellé savoir-faire",
        "site": "Raison sociale site",
        "town": "Libellé commune (coord. structure)",
    }
)


class FranceRpps(Finder):
    """Asks the French register of health professionals, which lists who may practise in France and where.

    With a free key of your own (credcheck keys set esante) it asks the register's present state; without one, the
    open table made from it.
    """

    id: ClassVar[str] = "france_rpps"
    title: ClassVar[str] = "France: Annuaire Santé (RPPS)"
    home: ClassVar[str] = "https://annuaire.sante.fr/"
    covers: ClassVar[Sentence] = Sentence("france_rpps.covers")
    terms: ClassVar[Sentence] = Sentence("france_rpps.terms")
    asks: ClassVar[tuple[str, ...]] = ("gateway.api.esante.gouv.fr", "tabular-api.data.gouv.fr")
    key: ClassVar[str] = "esante"
    order: ClassVar[int] = 45

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Why not to ask: the profile does not speak of France, or gives no full name."""
        if "FR" not in countries(claims):
            return Sentence("france_rpps.not_france")
        return None if full_name(claims) else Sentence("france_rpps.no_name")

    async def find(self, claims: Claims) -> Reply:
        """The records of the claimed name."""
        found, name = Gathered(), full_name(claims) or PersonName()
        key = await self.access.vault.get(self.key)
        total, people = await (self._fhir(found, name, key) if key else self._open(found, name))
        fitting = [one for one in people if any(_fits(n.name, name) for n in one.names)]
        found.keep(sorted(fitting, key=lambda one: -likeness(name, one.names[0].name))[:SHOWN])
        short = Sentence("france_rpps.many", n=total, shown=ROWS) if total > ROWS else None
        who = name.text()
        asked = Sentence("france_rpps.asked_fhir", name=who) if key else Sentence("france_rpps.asked_open", name=who)
        return found.reply(asked, self.home, short)

    async def _fhir(self, found: Gathered, name: PersonName, key: str) -> tuple[int, tuple[Candidate, ...]]:
        answer = await self.access.http.get(
            FHIR,
            params={
                "family": _sent(name.family),
                "given": _sent(name.given),
                "_count": ROWS,
                "_revinclude": "PractitionerRole:practitioner",
            },
            headers={"Accept": "application/fhir+json", "ESANTE-API-KEY": key},
            keep_s=DAY_S,
            worth=understood(lambda answer: read_bundle(table(self.title, answer.json()))),
        )
        return read_bundle(table(self.title, found.read(answer).json()))

    async def _open(self, found: Gathered, name: PersonName) -> tuple[int, tuple[Candidate, ...]]:
        answer = await self.access.http.get(
            OPEN,
            params={
                f"{COLUMNS['family']}__contains": _sent(name.family),
                f"{COLUMNS['given']}__contains": _sent(name.given),
                "page_size": ROWS,
            },
            headers={"Accept": "application/json"},
            keep_s=DAY_S,
            worth=understood(lambda answer: read_table(table(self.title, answer.json()))),
            per_s=2.0,
        )
        return read_table(table(self.title, found.read(answer).json()))


def read_table(body: Table) -> tuple[int, tuple[Candidate, ...]]:
    """How many rows the open table has in all, and the people on this page: one row for each place of work."""
    total = body.whole("meta", "total")
    if total is None or not body.has("data"):
        raise changed(body.source, "data" if total is not None else "total")
    people: dict[str, list[Table]] = {}
    for row in body.tables("data"):
        people.setdefault(row.needed(COLUMNS["number"]), []).append(row)
    return total, tuple(_of_rows(number, rows) for number, rows in people.items())


def read_bundle(body: Table) -> tuple[int, tuple[Candidate, ...]]:
    """How many practitioners a FHIR answer counts, and those in it with their roles."""
    total = body.whole("total")
    if body.word("resourceType") != "Bundle" or total is None:
        raise changed(body.source, "resourceType" if total is not None else "total")
    resources = [entry.table("resource") for entry in body.tables("entry")]
    roles = [one for one in resources if one.word("resourceType") == "PractitionerRole"]
    people = [one for one in resources if one.word("resourceType") == "Practitioner"]
    if total and not people:
        raise changed(body.source, "entry")
    return total, tuple(_of_resource(one, roles) for one in people)


def _of_rows(number: str, rows: list[Table]) -> Candidate:
    names = dict.fromkeys(PersonName(row.word(COLUMNS["given"]), "", row.needed(COLUMNS["family"])) for row in rows)
    labels = dict.fromkeys(
        label for row in rows for key in ("profession", "skill") if (label := row.word(COLUMNS[key]))
    )
    towns = dict.fromkeys(town for row in rows if (town := row.word(COLUMNS["town"])))
    sites = dict.fromkeys(site for row in rows if (site := row.word(COLUMNS["site"])))
    return _candidate(number, names, labels, towns, sites, Status.ACTIVE)


def _of_resource(one: Table, roles: list[Table]) -> Candidate:
    numbers = [i.needed("value") for i in one.tables("identifier") if i.word("system") == _NUMBER]
    names = dict.fromkeys(
        PersonName(" ".join(name.words("given")[:1]), "", name.word("family")) for name in one.tables("name")
    )
    mine = [role for role in roles if role.word("practitioner", "reference").endswith(f"Practitioner/{one.word('id')}")]
    codes = [q.table("code") for q in one.tables("qualification")]
    codes += [code for role in mine for key in ("code", "specialty") for code in role.tables(key)]
    labels = dict.fromkeys(c.word("display") for code in codes for c in code.tables("coding") if c.word("display"))
    active = {True: Status.ACTIVE, False: Status.EXPIRED, None: Status.UNKNOWN}[one.true("active")]
    return _candidate((numbers or [one.needed("id")])[0], names, labels, {}, {}, active)


def _candidate(
    number: str,
    names: Iterable[PersonName],
    labels: Iterable[str],
    towns: Iterable[str],
    sites: Iterable[str],
    status: Status,
) -> Candidate:
    return Candidate(
        registry=FranceRpps.id,
        id=number,
        names=tuple(ListedName(name) for name in names if name.text()),
        url=FranceRpps.home,
        taxonomies=tuple(Taxonomy("", label, number, "FR") for label in labels),
        places=tuple(Place(town, town, country="FR") for town in towns) or (Place("France", country="FR"),),
        institutions=tuple(Institution(site, site, "current", country="FR") for site in sites),
        identifiers=(Identifier("licence", number, "FR"),),
        status=status,
        remark=Sentence("france_rpps.listed", number=number, what=", ".join(list(labels)[:4]) or "?"),
    )


def _sent(text: str) -> str:
    """A name without the signs that either service could read as its own."""
    return " ".join(re.sub(r"[^\w '\-]|_", " ", plain(text)).split())


def _fits(listed: PersonName, claimed: PersonName) -> bool:
    """Whether surname and given name are there as whole words: the services look for letters anywhere."""
    surname = tight(listed.family) == tight(claimed.family) or set(fold(claimed.family).split()) <= set(
        fold(listed.family).split()
    )
    return surname and fold(claimed.given).split()[:1] == fold(listed.given).split()[:1]
