"""Medicare's Doctors & Clinicians file, asked by NPI over the open-data API of the Centers for Medicare & Medicaid."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from typing import ClassVar, TypeVar

from credcheck.model import (
    Candidate,
    Claims,
    Identifier,
    Institution,
    ListedName,
    Person,
    PersonName,
    Place,
    Sentence,
    Status,
    Taxonomy,
)
from credcheck.registries._asking import DAY_S, Gathered, nearest, understood, us_practice
from credcheck.registries._json import Table, changed, table
from credcheck.registries.interface import Confirmer, NotAsked, Reply
from credcheck.text import is_npi

T = TypeVar("T")

API = "https://data.cms.gov/provider-data/api/1/datastore/query"
CLINICIANS, AFFILIATIONS, HOSPITALS = "mj5m-pzi6", "27ea-46a8", "xubh-q36u"
MOST = 10
"""So many persons are asked about, ..."""
CLOSEST = 3
"""... and of so many the hospitals too."""
MOST_HOSPITALS = 5
ROWS = 500
# What the file writes where the medical school is not on its list.
_NO_SCHOOL = frozenset({"", "OTHER"})


class CmsClinicians(Confirmer):
    """Asks Medicare's list of practising clinicians for medical school, year, group, hospitals and places of work.

    It lists who has billed Medicare in the last months. Paediatricians, residents, nurses and practices that take
    cash are rightly missing.
    """

    id: ClassVar[str] = "cms_clinicians"
    title: ClassVar[str] = "Medicare clinicians"
    home: ClassVar[str] = "https://data.cms.gov/provider-data/dataset/mj5m-pzi6"
    covers: ClassVar[Sentence] = Sentence("cms_clinicians.covers")
    terms: ClassVar[Sentence] = Sentence("cms_clinicians.terms")
    order: ClassVar[int] = 60

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Why not to ask: the profile does not speak of practice in the United States."""
        return None if us_practice(claims) else Sentence("cms_clinicians.not_us")

    async def confirm(self, persons: tuple[Person, ...], claims: Claims) -> Reply:
        """What the file lists for each person's NPI."""
        known = [p for p in persons if is_npi(p.identifier("npi"))]
        npis = tuple(dict.fromkeys(p.identifier("npi") for p in nearest(known, claims, MOST)))
        if not npis:
            raise NotAsked(Sentence("cms_clinicians.no_npi"))
        found = Gathered()
        await asyncio.gather(*(self._one(found, npi, place < CLOSEST) for place, npi in enumerate(npis)))
        short = Sentence("cms_clinicians.many", n=len(known), shown=MOST) if len(known) > MOST else None
        return found.reply(Sentence("cms_clinicians.asked", n=len(npis), npi=npis[0]), self.home, short)

    async def _one(self, found: Gathered, npi: str, is_close: bool) -> None:
        rows: tuple[Table, ...] = ()
        with found.trying():
            rows = await self._rows(found, CLINICIANS, "npi", npi)
        if not rows:
            return
        hospitals: tuple[Institution, ...] = ()
        if is_close:
            with found.trying():
                hospitals = await self._hospitals(found, npi)
        found.keep((candidate(npi, rows, hospitals),))

    async def _hospitals(self, found: Gathered, npi: str) -> tuple[Institution, ...]:
        """The hospitals that Medicare's file of affiliations names by number, looked up in the list of hospitals."""
        affiliations = await self._rows(found, AFFILIATIONS, "npi", npi)
        numbers = _once(
            number
            for row in affiliations
            if row.word("facility_type") == "Hospital"
            and (number := row.word("facility_affiliations_certification_number"))
        )
        listed = [await self._rows(found, HOSPITALS, "facility_id", number) for number in numbers[:MOST_HOSPITALS]]
        return _once(_hospital(row) for rows in listed for row in rows[:1])

    async def _rows(self, found: Gathered, dataset: str, column: str, value: str) -> tuple[Table, ...]:
        answer = await self.access.http.get(
            f"{API}/{dataset}/0",
            params={
                "conditions[0][property]": column,
                "conditions[0][value]": value,
                "conditions[0][operator]": "=",
                "limit": ROWS,
            },
            headers={"Accept": "application/json"},
            keep_s=DAY_S,
            worth=understood(lambda answer: read_rows(table(self.title, answer.json()), column, value)),
        )
        return read_rows(table(self.title, found.read(answer).json()), column, value)


def read_rows(body: Table, column: str, value: str) -> tuple[Table, ...]:
    """The rows with one value in a column; every row of the answer must have it."""
    if not body.has("results"):
        raise changed(body.source, "results")
    rows = body.tables("results")
    if any(row.needed(column) != value for row in rows):
        raise changed(body.source, column)
    return rows


def candidate(npi: str, rows: tuple[Table, ...], hospitals: tuple[Institution, ...] = ()) -> Candidate:
    """All rows of one clinician, one for each enrolment, group and address, as one candidate."""
    first = rows[0]
    return Candidate(
        registry=CmsClinicians.id,
        id=npi,
        names=_once(ListedName(_name(row)) for row in rows),
        url=f"{API}/{CLINICIANS}/0?conditions[0][property]=npi&conditions[0][value]={npi}&conditions[0][operator]==",
        credentials=_once(c for row in rows if (c := row.word("cred"))),
        taxonomies=_once(t for row in rows for t in _specialties(row)),
        places=_once(p for row in rows if (p := _place(row)).as_written),
        institutions=_once((*(Institution(n, n, "current") for row in rows for n in _groups(row)), *hospitals)),
        identifiers=(Identifier("npi", npi, valid=is_npi(npi)),),
        sex=first.word("gndr").upper()[:1],
        status=Status.ACTIVE,
        school=next((s for row in rows if (s := row.word("med_sch")).upper() not in _NO_SCHOOL), ""),
        school_year=next((y for row in rows if (y := _year(row.word("grd_yr")))), None),
    )


def _name(row: Table) -> PersonName:
    return PersonName(
        given=_either(row, "provider_first_name", "frst_nm"),
        middle=_either(row, "provider_middle_name", "mid_nm"),
        family=_either(row, "provider_last_name", "lst_nm"),
        suffix=row.word("suff"),
    )


def _specialties(row: Table) -> Iterable[Taxonomy]:
    """Specialties as Medicare words them; it has codes of its own."""
    cells = ("pri_spec", "sec_spec_1", "sec_spec_2", "sec_spec_3", "sec_spec_4")
    return (Taxonomy("", label, primary=cell == "pri_spec") for cell in cells if (label := row.word(cell)))


def _groups(row: Table) -> Iterable[str]:
    """The group practice, and in older files the hospitals."""
    hospitals = (row.word(f"hosp_afl_lbn_{n}") for n in range(1, 6))
    return (name for name in (_either(row, "facility_name", "org_nm"), *hospitals) if name)


def _hospital(row: Table) -> Institution:
    name = row.needed("facility_name")
    return Institution(name, name, "current", "", "US", row.word("state"), row.word("citytown"))


def _place(row: Table) -> Place:
    city, state, code = _either(row, "citytown", "cty"), _either(row, "state", "st"), _either(row, "zip_code", "zip")
    if re.fullmatch(r"[0-9]{9}", code):
        code = f"{code[:5]}-{code[5:]}"
    written = ", ".join(part for part in (city, f"{state} {code}".strip()) if part)
    return Place(written, city, state, "US")


def _year(text: str) -> int | None:
    return int(text) if re.fullmatch(r"(?:19|20)[0-9]{2}", text) else None


def _either(row: Table, key: str, older: str) -> str:
    return row.word(key) or row.word(older)


def _once(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
