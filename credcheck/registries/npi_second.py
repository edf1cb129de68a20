"""The copy of the NPI registry at the National Library of Medicine (Clinical Tables), asked when the first fails."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from credcheck.model import (
    Candidate,
    Claims,
    Identifier,
    ListedName,
    PersonName,
    Place,
    Sentence,
    Taxonomy,
)
from credcheck.registries._asking import DAY_S, Gathered, full_name, likeness, plain, quoted, understood
from credcheck.registries._json import Table, changed, day, table, tables
from credcheck.registries.interface import Finder, Reply
from credcheck.text import fold, is_npi, tight

API = "https://clinicaltables.nlm.nih.gov/api/npi_idv/v3/search"
RECORD = "https://npiregistry.cms.hhs.gov/provider-view/"
FIELDS = (
    "NPI", "name.last", "name.first", "name.middle", "name.suffix", "name.credential", "gender", "provider_type",
    "addr_practice.city", "addr_practice.state", "addr_practice.zip", "addr_practice.country",
    "misc.enumeration_date", "misc.last_update_date",
)  # fmt: skip
ROWS = 500
SHOWN = 200


class NpiSecond(Finder):
    """Asks the National Library of Medicine's copy of the NPI registry when the registry itself cannot be reached.

    It is a second hand: some days old, without deactivated numbers, former names and nicknames.
    """

    id: ClassVar[str] = "npi_second"
    title: ClassVar[str] = "NPI registry (second opinion)"
    home: ClassVar[str] = "https://clinicaltables.nlm.nih.gov/apidoc/npi_idv/v3/doc.html"
    covers: ClassVar[Sentence] = Sentence("npi_second.covers")
    terms: ClassVar[Sentence] = Sentence("npi_second.terms")
    backup_for: ClassVar[str] = "npi_live"
    order: ClassVar[int] = 30

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Why not to ask: neither a valid NPI nor a full name is claimed."""
        return None if quoted(claims, "npi") or full_name(claims) else Sentence("npi_second.no_name")

    async def find(self, claims: Claims) -> Reply:
        """The records with the quoted NPIs and those of the claimed name."""
        found, name, npis = Gathered(), full_name(claims), quoted(claims, "npi")
        short: Sentence | None = None
        for npi in npis:
            with found.trying():
                _, people = await self._search(found, npi, "NPI")
                found.keep(one for one in people if one.id == npi)
        if name is not None:
            with found.trying():
                words = plain(f"{name.given} {name.family}")
                total, people = await self._search(found, words, "name.full")
                found.keep(_nearest(people, name))
                short = Sentence("npi_second.cap", n=total, shown=ROWS) if total > len(people) else None
        return found.reply(_asked(name, npis), self.home, short)

    async def _search(self, found: Gathered, terms: str, field: str) -> tuple[int, tuple[Candidate, ...]]:
        answer = await self.access.http.get(
            API,
            params={"terms": terms, "sf": field, "df": ",".join(FIELDS), "ef": "licenses", "maxList": ROWS},
            headers={"Accept": "application/json"},
            keep_s=DAY_S,
            worth=understood(lambda answer: read_rows(self.title, answer.json())),
        )
        return read_rows(self.title, found.read(answer).json())


def read_rows(source: str, body: Any) -> tuple[int, tuple[Candidate, ...]]:
    """How many records there are in all, and those on the page: [total, numbers, more, rows]."""
    if not isinstance(body, list) or len(body) < 4 or not isinstance(body[3], list):
        raise changed(source, "answer")
    total = Table(source, {"total": body[0]}).whole("total")
    more = table(source, body[2] or {}, "more")
    licences = more.cells.get("licenses") or [[]] * len(body[3])
    if total is None or not isinstance(licences, list) or len(licences) != len(body[3]):
        raise changed(source, "total" if total is None else "licenses")
    return total, tuple(_candidate(source, row, own) for row, own in zip(body[3], licences, strict=True))


def _candidate(source: str, cells: Any, licences: Any) -> Candidate:
    if not isinstance(cells, list) or len(cells) != len(FIELDS):
        raise changed(source, "rows")
    row, npi = Table(source, dict(zip(FIELDS, cells, strict=True))), str(cells[0])
    if not re.fullmatch(r"[0-9]{10}", npi):
        raise changed(source, "NPI")
    taxonomies = _taxonomies(tables(source, licences or [], "licenses"), row.word("provider_type"))
    held = (Identifier("licence", t.licence, t.state) for t in taxonomies if t.licence and t.state)
    return Candidate(
        registry=NpiSecond.id,
        id=npi,
        names=_names(row),
        url=RECORD + npi,
        credentials=tuple(c for part in re.split(r"[,;/&]", row.word("name.credential")) if (c := part.strip())),
        taxonomies=taxonomies,
        places=_places(row),
        identifiers=(Identifier("npi", npi, valid=is_npi(npi)), *dict.fromkeys(held)),
        sex=row.word("gender").upper()[:1],
        listed_since=day(row.word("misc.enumeration_date")),
        updated=day(row.word("misc.last_update_date")),
        remark=Sentence("npi_second.from", npi=npi),
    )


def _names(row: Table) -> tuple[ListedName, ...]:
    name = PersonName(
        row.word("name.first"), row.word("name.middle"), row.word("name.last"), row.word("name.suffix").strip(".")
    )
    return (ListedName(name),) if name.text() else ()


def _places(row: Table) -> tuple[Place, ...]:
    city, state, code = (row.word(f"addr_practice.{part}") for part in ("city", "state", "zip"))
    written = ", ".join(part for part in (city, f"{state} {code}".strip()) if part)
    return (Place(written, city, state, row.word("addr_practice.country")[:2].upper()),) if written else ()


def _taxonomies(licences: tuple[Table, ...], kind: str) -> tuple[Taxonomy, ...]:
    """Each specialty with its licence; the provider type alone where the copy gives none."""
    found = [
        Taxonomy(
            one.word("taxonomy", "code"),
            one.word("taxonomy", "specialization") or one.word("taxonomy", "classification"),
            one.word("lic_number"),
            one.word("lic_state")[:2].upper(),
            one.word("is_primary_taxonomy") == "Y",
        )
        for one in licences[:15]
    ]
    return tuple(dict.fromkeys(found)) or ((Taxonomy("", kind),) if kind else ())


def _nearest(people: Iterable[Candidate], name: PersonName) -> list[Candidate]:
    """Those whose surname fits: the search also finds the words in first and middle names."""
    fitting = [one for one in people if any(_surname_fits(n.name.family, name.family) for n in one.names)]
    return sorted(fitting, key=lambda one: -likeness(name, one.names[0].name))[:SHOWN]


def _surname_fits(listed: str, claimed: str) -> bool:
    shared = set(fold(listed).split()) & set(fold(claimed).split())
    return tight(listed) == tight(claimed) or any(len(word) > 2 for word in shared)


def _asked(name: PersonName | None, npis: tuple[str, ...]) -> Sentence:
    text = f"{name.given} {name.family}" if name else ""
    return Sentence("npi_second.asked", what=" / ".join(part for part in (", ".join(npis), text) if part))
