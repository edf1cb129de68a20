"""How a row of the NPI registry becomes a Candidate; for both NPI plugs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from credcheck import lists
from credcheck.model import (
    Candidate,
    Identifier,
    Institution,
    ListedName,
    NameKind,
    PersonName,
    Place,
    Sentence,
    Status,
    Taxonomy,
)
from credcheck.registries import _nppes as column
from credcheck.registries._nppes import STATES
from credcheck.text import fold

RECORD_URL = "https://npiregistry.cms.hhs.gov/provider-view/{npi}"
_NOTHING = frozenset({"--", "-", "NULL", "NONE", "N/A", "<UNAVAIL>", "$$$$$$$$$"})
_NAME_KINDS = {"1": NameKind.FORMER, "2": NameKind.PROFESSIONAL}


def candidate(registry: str, cells: Mapping[str, str]) -> Candidate:
    """One row of the register as a Candidate, in the register's words."""
    npi = real(cells.get(column.NPI))
    status, since = _status(cells)
    slots = taxonomies(cells)
    return Candidate(
        registry=registry,
        id=npi,
        names=listed_names(cells),
        url=RECORD_URL.format(npi=npi),
        credentials=credentials(cells.get(column.CREDENTIAL, "")),
        taxonomies=slots,
        places=places(cells),
        institutions=_institutions(cells),
        identifiers=_identifiers(slots, npi),
        sex=real(cells.get(column.SEX)) if real(cells.get(column.SEX)) in ("M", "F", "X") else "",
        status=status,
        status_since=since,
        listed_since=day(cells.get(column.ENUMERATED)),
        updated=day(cells.get(column.UPDATED)),
        remark=_remark(cells, since),
    )


def listed_names(cells: Mapping[str, str]) -> tuple[ListedName, ...]:
    legal = PersonName(*(real(cells.get(c)) for c in (column.GIVEN, column.MIDDLE, column.FAMILY, column.SUFFIX)))
    found = [ListedName(legal)] if legal.family or legal.given else []
    other = PersonName(
        given=real(cells.get(column.OTHER_GIVEN)) or legal.given,
        middle=real(cells.get(column.OTHER_MIDDLE)),
        family=real(cells.get(column.OTHER_FAMILY)) or legal.family,
        suffix=real(cells.get(column.OTHER_SUFFIX)),
    )
    stated = real(cells.get(column.OTHER_FAMILY)) or real(cells.get(column.OTHER_GIVEN))
    if found and stated and (other.given, other.family) != (legal.given, legal.family):
        found.append(ListedName(other, _NAME_KINDS.get(real(cells.get(column.OTHER_KIND)), NameKind.OTHER)))
    return tuple(found)


def taxonomies(cells: Mapping[str, str]) -> tuple[Taxonomy, ...]:
    """The filled specialty slots; labels are our own."""
    found = []
    for code_cell, licence_cell, state_cell, primary_cell in column.SLOT_COLUMNS:
        code = real(cells.get(code_cell))
        if code:
            licence, state = real(cells.get(licence_cell)), real(cells.get(state_cell))
            primary = real(cells.get(primary_cell)) == "Y"
            found.append(Taxonomy(code, label_of(code), licence, state.upper(), primary))
    return tuple(found)


def label_of(code: str) -> str:
    """Our label of a NUCC code, or the code itself."""
    entry = lists.taxonomy().get(code)
    return entry.label if entry else code


def places(cells: Mapping[str, str]) -> tuple[Place, ...]:
    """Practice address, then mailing address where it differs."""
    found = [place(*(real(cells.get(c)) for c in columns)) for columns in (column.PRACTICE, column.MAILING)]
    return tuple(dict.fromkeys(p for p in found if p != Place()))


def place(city: str, state: str, postal: str, country: str) -> Place:
    """An address of the register as a Place; its country is the US unless it says otherwise."""
    if not (city or state or postal):
        return Place()
    code = country.upper() if re.fullmatch(r"[A-Za-z]{2}", country) else "US"
    region = state.upper() if state.upper() in STATES or code != "US" else state
    written = ", ".join(p for p in (city, region) if p)
    return Place(written, city, region, code)


def _institutions(cells: Mapping[str, str]) -> tuple[Institution, ...]:
    names = (real(cells.get(column.ORGANISATION)), real(cells.get(column.OTHER_ORGANISATION)))
    return tuple(Institution(name, name) for name in names if name)


def _identifiers(slots: tuple[Taxonomy, ...], npi: str) -> tuple[Identifier, ...]:
    licences = (Identifier("licence", t.licence, t.state) for t in slots if t.licence and fold(t.licence) != "PENDING")
    return tuple(dict.fromkeys((Identifier("npi", npi, valid=True), *licences)))


def _status(cells: Mapping[str, str]) -> tuple[Status, date | None]:
    """A deactivated row holds only NPI and dates; one reactivated later is active again."""
    off, on = day(cells.get(column.DEACTIVATED)), day(cells.get(column.REACTIVATED))
    if off and not (on and on >= off):
        return Status.DEACTIVATED, off
    return Status.ACTIVE, on or day(cells.get(column.ENUMERATED))


def is_withdrawn(cells: Mapping[str, str], off: str) -> bool:
    """Whether a row already says that it was deactivated, or was reactivated since that day."""
    status, _ = _status(cells)
    on, then = day(cells.get(column.REACTIVATED)), day(off)
    return status is Status.DEACTIVATED or bool(on and then and on >= then)


def _remark(cells: Mapping[str, str], since: date | None) -> Sentence | None:
    replaced = real(cells.get(column.REPLACEMENT))
    if replaced:
        return Sentence("nppes.replaced", npi=replaced)
    off, on = day(cells.get(column.DEACTIVATED)), day(cells.get(column.REACTIVATED))
    if off and on and on >= off:
        return Sentence("nppes.reactivated", off=off.isoformat(), on=on.isoformat())
    return Sentence("nppes.deactivated", date=since.isoformat()) if off and since else None


def credentials(text: str) -> tuple[str, ...]:
    """The post-nominals of the free-text credential column: "M.D., PH.D." -> M.D., PH.D."""
    parts = re.split(r"[,;/&]|\band\b", real(text)[:100], flags=re.IGNORECASE)
    return tuple(
        dict.fromkeys(p.strip(" .-") + ("." if p.strip().endswith(".") else "") for p in parts if p.strip(" .-"))
    )


@lru_cache(maxsize=100_000)
def real(value: str | None) -> str:
    """A cell's value without the register's words for nothing: --, NULL, <UNAVAIL>, a masked $$$$$$$$$."""
    text = " ".join((value or "").split())
    return "" if text.upper() in _NOTHING or (text and not text.strip("$")) else text


@lru_cache(maxsize=20_000)
def day(value: str | None) -> date | None:
    """A date as the file writes it (MM/DD/YYYY) or the API (YYYY-MM-DD)."""
    text = real(value)[:10]
    for form in ("%m/%d/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
