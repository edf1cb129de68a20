"""The columns of the NPI registry's bulk file (V1, V2) and how a row becomes a Candidate; for both NPI plugs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from credcheck import lists
from credcheck.errors import BadRegisterFile
from credcheck.mirror import Content, Layout, NameColumns, Offer
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
from credcheck.text import fold

RECORD_URL = "https://npiregistry.cms.hhs.gov/provider-view/{npi}"
SLOTS = range(1, 16)
ROWS = 9_839_369
"""Rows of the whole register in October 2026, to tell an extract from the official file."""
STATES = (
    "AL",
    "AK",
    "AZ",
    "AR",
    "CA",
    "CO",
    "CT",
    "DE",
    "FL",
    "GA",
    "HI",
    "ID",
    "IL",
    "IN",
    "IA",
    "KS",
    "KY",
    "LA",
    "ME",
    "MD",
    "MA",
    "MI",
    "MN",
    "MS",
    "MO",
    "MT",
    "NE",
    "NV",
    "NH",
    "NJ",
    "NM",
    "NY",
    "NC",
    "ND",
    "OH",
    "OK",
    "OR",
    "PA",
    "RI",
    "SC",
    "SD",
    "TN",
    "TX",
    "UT",
    "VT",
    "VA",
    "WA",
    "WV",
    "WI",
    "WY",
    "DC",
    "PR",
    "VI",
    "GU",
    "AS",
    "MP",
    "AA",
    "AE",
    "AP",
    "FM",
    "PW",
    "MH",
)
RENAMED = {"Provider Gender Code": "Provider Sex Code"}
"""V1 column names -> V2."""

NPI, ENTITY, REPLACEMENT = "NPI", "Entity Type Code", "Replacement NPI"
ORGANISATION, OTHER_ORGANISATION = (
    "Provider Organization Name (Legal Business Name)",
    "Provider Other Organization Name",
)
FAMILY, GIVEN, MIDDLE = "Provider Last Name (Legal Name)", "Provider First Name", "Provider Middle Name"
SUFFIX, CREDENTIAL = "Provider Name Suffix Text", "Provider Credential Text"
OTHER_FAMILY, OTHER_GIVEN = "Provider Other Last Name", "Provider Other First Name"
OTHER_MIDDLE, OTHER_SUFFIX = "Provider Other Middle Name", "Provider Other Name Suffix Text"
OTHER_KIND, OTHER_CREDENTIAL = "Provider Other Last Name Type Code", "Provider Other Credential Text"
SEX, ENUMERATED, UPDATED = "Provider Sex Code", "Provider Enumeration Date", "Last Update Date"
FIRST_DAY = date(2005, 5, 23)
"""The day the whole register begins with, in the names of its files."""
DEACTIVATED, REACTIVATED = "NPI Deactivation Date", "NPI Reactivation Date"
_ADDRESS = "Provider Business {kind} Address {part}"
_PARTS = ("City Name", "State Name", "Postal Code", "Country Code (If outside U.S.)")
PRACTICE = tuple(_ADDRESS.format(kind="Practice Location", part=p) for p in _PARTS)
MAILING = tuple(_ADDRESS.format(kind="Mailing", part=p) for p in _PARTS)
TELEPHONE = "Provider Business Practice Location Address Telephone Number"
CODE, LICENCE = "Healthcare Provider Taxonomy Code_{n}", "Provider License Number_{n}"
LICENCE_STATE, PRIMARY = "Provider License Number State Code_{n}", "Healthcare Provider Primary Taxonomy Switch_{n}"

_SLOT_COLUMNS = tuple(tuple(c.format(n=n) for c in (CODE, LICENCE, LICENCE_STATE, PRIMARY)) for n in SLOTS)
_SLOT_CELLS = tuple(cell for columns in _SLOT_COLUMNS for cell in columns)
_COMMON = (
        NPI, ENTITY, FAMILY, GIVEN, MIDDLE, SUFFIX, CREDENTIAL, SEX, *PRACTICE, ENUMERATED, UPDATED,
        *_SLOT_CELLS[:8],
        ORGANISATION, OTHER_ORGANISATION, OTHER_FAMILY, OTHER_GIVEN, OTHER_MIDDLE, OTHER_SUFFIX, OTHER_CREDENTIAL,
        OTHER_KIND, *MAILING, TELEPHONE, REPLACEMENT, DEACTIVATED, REACTIVATED,

    )  # fmt: skip
LAYOUT = Layout(
    id=NPI,
    names=(NameColumns(FAMILY, GIVEN, MIDDLE), NameColumns(OTHER_FAMILY, OTHER_GIVEN, OTHER_MIDDLE)),
    cells=(*_COMMON, *_SLOT_CELLS[8:]),
    organisations=(ORGANISATION, OTHER_ORGANISATION),
    states=(PRACTICE[1], MAILING[1], *(LICENCE_STATE.format(n=n) for n in SLOTS)),
    known_states=STATES,
    codes=tuple(CODE.format(n=n) for n in SLOTS),
    licences=tuple((LICENCE.format(n=n), LICENCE_STATE.format(n=n)) for n in SLOTS),
    sex=SEX,
    rare_from=len(_COMMON),
)  # fmt: skip

_NOTHING = frozenset({"--", "-", "NULL", "NONE", "N/A", "<UNAVAIL>", "$$$$$$$$$"})
_NAME_KINDS = {"1": NameKind.FORMER, "2": NameKind.PROFESSIONAL}


def is_main_file(name: str) -> bool:
    """Whether a member of the distribution holds the providers, by its name."""
    low = name.lower()
    return low.startswith("npidata_pfile") and low.endswith(".csv") and "fileheader" not in low.replace("_", "")


def is_report(name: str) -> bool:
    """Whether a file is the list of deactivated NPIs, by its name."""
    low = name.lower()
    return low.startswith(("nppes deactivated npi", "nppes_deactivated_npi")) and low.endswith(".xlsx")


def since_of(name: str) -> date | None:
    """The first day a file covers, from its name; the whole register begins with the first NPI there was."""
    found = re.search(r"([0-9]{4})([0-9]{2})([0-9]{2})-[0-9]{8}", name)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def withdrawn(rows: Iterable[tuple[str, ...]], file: str) -> dict[str, str]:
    """NPI -> deactivation date (MM/DD/YYYY) of the report; a row that is neither title nor entry refuses the file."""
    found: dict[str, str] = {}
    for at, row in enumerate(rows):
        npi, off = (*row, "", "")[:2]
        if re.fullmatch(r"[12][0-9]{9}", npi.strip()) and (when := _report_day(off)):
            found[npi.strip()] = f"{when:%m/%d/%Y}"
        elif at > 2:
            raise BadRegisterFile(Sentence("mirror.bad_row", file=file, reason=f"row {at + 1}"))
    if not found:
        raise BadRegisterFile(Sentence("mirror.empty", file=file))
    return found


def _report_day(text: str) -> date | None:
    """A date as text, or as the days since 1899-12-30 that spreadsheets count."""
    if re.fullmatch(r"[0-9]{5}", text.strip()):
        return date(1899, 12, 30) + timedelta(days=int(text))
    return day(text)


def report_day(name: str) -> date | None:
    """The day of the report, from its name."""
    found = re.search(r"_([0-9]{6})(?=[_.])", name)
    try:
        return datetime.strptime(found[1], "%m%d%y").date() if found else None
    except ValueError:
        return None


def is_withdrawn(cells: Mapping[str, str], off: str) -> bool:
    """Whether a row already says that it was deactivated, or was reactivated since that day."""
    status, _ = _status(cells)
    on, then = day(cells.get(REACTIVATED)), day(off)
    return status is Status.DEACTIVATED or bool(on and then and on >= then)


def snapshot_of(name: str) -> date | None:
    """The last day a file covers, from its name: npidata_pfile_20050523-20251109.csv."""
    found = re.search(r"[0-9]{8}-([0-9]{4})([0-9]{2})([0-9]{2})", name)
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def real(value: str | None) -> str:
    """A cell's value without the register's words for nothing: --, NULL, <UNAVAIL>, a masked $$$$$$$$$."""
    text = " ".join((value or "").split())
    return "" if text.upper() in _NOTHING or (text and not text.strip("$")) else text


_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+\.zip)""", re.IGNORECASE)
_MONTHLY = re.compile(r"NPPES_Data_Dissemination_([A-Z][a-z]+)_([0-9]{4})(?:_V2)?\.zip")
_WEEKLY = re.compile(r"NPPES_Data_Dissemination_([0-9]{6})_([0-9]{6})_Weekly(?:_V2)?\.zip")
_WITHDRAWN = re.compile(r"NPPES_Deactivated_NPI_Report_([0-9]{6})(?:_V2)?\.zip")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SMALL_BYTES = 400_000_000


def offers(page: str, home: str) -> tuple[Offer, ...]:
    """What the download page lists, by the names of its files; the newer layout first where both are there."""
    found: dict[tuple[object, ...], Offer] = {}
    for href in sorted(_HREF.findall(page), key=lambda h: "_V2" not in h):
        offer = _offer(_beside(home, href), href.rpartition("/")[2])
        if offer is not None and offer.url:
            found.setdefault((offer.content, offer.day, offer.since), offer)
    return tuple(found.values())


def _beside(home: str, href: str) -> str:
    """The address that a link of the page leads to, "" where it leads to another host or is none."""
    try:
        url = urljoin(home, href)
        return url if urlsplit(url).hostname == urlsplit(home).hostname else ""
    except ValueError:  # brackets that hold no IPv6 address
        return ""


def _offer(url: str, name: str) -> Offer | None:
    """A monthly file surely covers what was before its month; the others say their days."""
    try:
        if known := _MONTHLY.fullmatch(name):
            return Offer(url, name, Content.WHOLE, date(int(known[2]), _MONTHS.index(known[1].lower()) + 1, 1))
        if known := _WEEKLY.fullmatch(name):
            since, day = (datetime.strptime(text, "%m%d%y").date() for text in known.groups())
            return Offer(url, name, Content.CHANGES, day, since, _SMALL_BYTES)
        if known := _WITHDRAWN.fullmatch(name):
            return Offer(
                url, name, Content.WITHDRAWN, datetime.strptime(known[1], "%m%d%y").date(), cap_bytes=_SMALL_BYTES
            )
    except ValueError:
        return None
    return None


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


def credentials(text: str) -> tuple[str, ...]:
    """The post-nominals of the free-text credential column: "M.D., PH.D." -> M.D., PH.D."""
    parts = re.split(r"[,;/&]|\band\b", real(text)[:100], flags=re.IGNORECASE)
    return tuple(
        dict.fromkeys(p.strip(" .-") + ("." if p.strip().endswith(".") else "") for p in parts if p.strip(" .-"))
    )


def candidate(registry: str, cells: Mapping[str, str]) -> Candidate:
    """One row of the register as a Candidate, in the register's words."""
    npi = real(cells.get(NPI))
    status, since = _status(cells)
    slots = taxonomies(cells)
    return Candidate(
        registry=registry,
        id=npi,
        names=_names(cells),
        url=RECORD_URL.format(npi=npi),
        credentials=credentials(cells.get(CREDENTIAL, "")),
        taxonomies=slots,
        places=places(cells),
        institutions=_institutions(cells),
        identifiers=_identifiers(slots, npi),
        sex=real(cells.get(SEX)) if real(cells.get(SEX)) in ("M", "F", "X") else "",
        status=status,
        status_since=since,
        listed_since=day(cells.get(ENUMERATED)),
        updated=day(cells.get(UPDATED)),
        remark=_remark(cells, since),
    )


def _names(cells: Mapping[str, str]) -> tuple[ListedName, ...]:
    legal = PersonName(*(real(cells.get(c)) for c in (GIVEN, MIDDLE, FAMILY, SUFFIX)))
    found = [ListedName(legal)] if legal.family or legal.given else []
    other = PersonName(
        given=real(cells.get(OTHER_GIVEN)) or legal.given,
        middle=real(cells.get(OTHER_MIDDLE)),
        family=real(cells.get(OTHER_FAMILY)) or legal.family,
        suffix=real(cells.get(OTHER_SUFFIX)),
    )
    stated = real(cells.get(OTHER_FAMILY)) or real(cells.get(OTHER_GIVEN))
    if found and stated and (other.given, other.family) != (legal.given, legal.family):
        found.append(ListedName(other, _NAME_KINDS.get(real(cells.get(OTHER_KIND)), NameKind.OTHER)))
    return tuple(found)


def taxonomies(cells: Mapping[str, str]) -> tuple[Taxonomy, ...]:
    """The filled specialty slots; labels are our own."""
    found = []
    for code_cell, licence_cell, state_cell, primary_cell in _SLOT_COLUMNS:
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
    found = [place(*(real(cells.get(c)) for c in columns)) for columns in (PRACTICE, MAILING)]
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
    names = (real(cells.get(ORGANISATION)), real(cells.get(OTHER_ORGANISATION)))
    return tuple(Institution(name, name) for name in names if name)


def _identifiers(slots: tuple[Taxonomy, ...], npi: str) -> tuple[Identifier, ...]:
    licences = (Identifier("licence", t.licence, t.state) for t in slots if t.licence and fold(t.licence) != "PENDING")
    return tuple(dict.fromkeys((Identifier("npi", npi, valid=True), *licences)))


def _status(cells: Mapping[str, str]) -> tuple[Status, date | None]:
    """A deactivated row holds only NPI and dates; one reactivated later is active again."""
    off, on = day(cells.get(DEACTIVATED)), day(cells.get(REACTIVATED))
    if off and not (on and on >= off):
        return Status.DEACTIVATED, off
    return Status.ACTIVE, on or day(cells.get(ENUMERATED))


def _remark(cells: Mapping[str, str], since: date | None) -> Sentence | None:
    replaced = real(cells.get(REPLACEMENT))
    if replaced:
        return Sentence("nppes.replaced", npi=replaced)
    off, on = day(cells.get(DEACTIVATED)), day(cells.get(REACTIVATED))
    if off and on and on >= off:
        return Sentence("nppes.reactivated", off=off.isoformat(), on=on.isoformat())
    return Sentence("nppes.deactivated", date=since.isoformat()) if off and since else None


def is_latin(name: PersonName) -> bool:
    """Whether a name can be looked up at all: the registry lists every name in Latin letters."""
    return bool(re.search("[A-Z]", fold(name.family)))
