"""What the NPI registry's API 2.1 answers: refusals with HTTP 200, rows of the present and of older formats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from credcheck.errors import RegistryChanged, RegistryRefused
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
from credcheck.text import is_npi, tight

REGISTRY = "npi_live"
RECORD = "https://npiregistry.cms.hhs.gov/provider-view/"
# What the register writes where it has nothing to say.
_SENTINELS = frozenset({"", "--", "NULL", "NONE", "<UNAVAIL>"})
_KINDS = {"1": NameKind.FORMER, "2": NameKind.PROFESSIONAL}
_DEACTIVATED = "15"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: its rows, or that the NPI asked for is deactivated."""

    rows: tuple[Row, ...] = ()
    deactivated: bool = False


def read_page(body: Any) -> Page:
    """The rows of an answer; RegistryRefused for a refusal in the body, RegistryChanged for an unknown shape."""
    if not isinstance(body, dict):
        raise _changed("answer")
    if "Errors" in body:
        return _refusal(_rows(body, "Errors"))
    if "results" not in body:
        raise _changed("results")
    return Page(_rows(body, "results"))


def npi_of(row: Row) -> str:
    """The NPI of a row."""
    number = _word(row, "number")
    if not re.fullmatch(r"[0-9]{10}", number):
        raise _changed("number")
    return number


def candidate(row: Row) -> Candidate:
    """A row as a candidate; an organisation has no personal names and says so in its remark."""
    basic, npi = _table(row, "basic"), npi_of(row)
    taxonomies = tuple(_taxonomy(t) for t in _rows(row, "taxonomies"))
    organisation = _word(basic, "organization_name") or (_word(basic, "name") if _is_organisation(row) else "")
    status, since = _status(basic)
    return Candidate(
        registry=REGISTRY,
        id=npi,
        names=() if organisation else _names(basic, row),
        url=RECORD + npi,
        credentials=() if organisation else _credentials(basic, row),
        taxonomies=taxonomies,
        places=_places(row),
        institutions=(Institution(organisation, organisation),) if organisation else (),
        identifiers=(Identifier("npi", npi, valid=is_npi(npi)), *_licences(taxonomies)),
        sex=(_word(basic, "sex") or _word(basic, "gender")).upper()[:1],
        status=status,
        status_since=since,
        listed_since=_day(_word(basic, "enumeration_date")) or _epoch(_word(row, "created_epoch")),
        updated=_day(_word(basic, "last_updated")) or _epoch(_word(row, "last_updated_epoch")),
        remark=Sentence("npi_live.organisation", npi=npi, name=organisation) if organisation else None,
    )


def deactivated(npi: str) -> Candidate:
    """An NPI that the register says is out of service; it shows nothing else of it."""
    return Candidate(
        registry=REGISTRY,
        id=npi,
        names=(),
        url=RECORD + npi,
        identifiers=(Identifier("npi", npi, valid=is_npi(npi)),),
        status=Status.DEACTIVATED,
        remark=Sentence("npi_live.deactivated", npi=npi),
    )


def _refusal(errors: tuple[Row, ...]) -> Page:
    numbers = [_word(e, "number") for e in errors]
    if numbers and all(n == _DEACTIVATED for n in numbers):
        return Page(deactivated=True)
    reason = "; ".join(_word(e, "description")[:200] for e in errors[:3])
    raise RegistryRefused(Sentence("npi_live.refused", number=", ".join(numbers[:3]), reason=reason))


def _is_organisation(row: Row) -> bool:
    return _word(row, "enumeration_type").upper() == "NPI-2"


def _names(basic: Row, row: Row) -> tuple[ListedName, ...]:
    listed = [ListedName(_name(basic))]
    listed += [ListedName(_name(o), _KINDS.get(_word(o, "code"), NameKind.OTHER)) for o in _rows(row, "other_names")]
    return tuple(dict.fromkeys(n for n in listed if n.name.text()))


def _name(table: Row) -> PersonName:
    return PersonName(
        given=_word(table, "first_name"),
        middle=_word(table, "middle_name"),
        family=_word(table, "last_name"),
        suffix=_word(table, "name_suffix") or _word(table, "suffix"),
    )


def _credentials(basic: Row, row: Row) -> tuple[str, ...]:
    """The free text of the credential field, one credential each."""
    texts = [_word(table, "credential") for table in (basic, *_rows(row, "other_names"))]
    parts = (part.strip() for text in texts for part in re.split(r"[,;/&]", text))
    found: dict[str, str] = {}
    for part in parts:
        if part.upper() not in _SENTINELS:
            found.setdefault(tight(part), part)
    return tuple(found.values())


def _taxonomy(table: Row) -> Taxonomy:
    return Taxonomy(
        code=_word(table, "code"),
        label=_word(table, "desc"),
        licence=_word(table, "license"),
        state=_word(table, "state"),
        primary=table.get("primary") in (True, "Y", "true", "True"),
    )


def _licences(taxonomies: tuple[Taxonomy, ...]) -> tuple[Identifier, ...]:
    real = (t for t in taxonomies if t.licence and t.state and t.licence.upper() != "PENDING")
    return tuple(dict.fromkeys(Identifier("licence", t.licence, t.state) for t in real))


def _places(row: Row) -> tuple[Place, ...]:
    """Where they practise first, then where they receive mail: a search by state finds both."""
    addresses = _rows(row, "addresses")
    mail = [a for a in addresses if _word(a, "address_purpose").upper() == "MAILING"]
    practice = [a for a in addresses if a not in mail]
    found = (_place(a) for a in (*practice, *_rows(row, "practiceLocations"), *mail))
    return tuple(dict.fromkeys(p for p in found if p.as_written))


def _place(table: Row) -> Place:
    city, state, code = _word(table, "city"), _word(table, "state"), _word(table, "postal_code")
    if re.fullmatch(r"[0-9]{9}", code):
        code = f"{code[:5]}-{code[5:]}"
    written = ", ".join(part for part in (city, f"{state} {code}".strip()) if part)
    return Place(written, city, state, _word(table, "country_code"))


def _status(basic: Row) -> tuple[Status, date | None]:
    letter, off = _word(basic, "status").upper(), _day(_word(basic, "deactivation_date"))
    on = _day(_word(basic, "reactivation_date"))
    if (letter and letter != "A") or (off and not (on and on >= off) and letter != "A"):
        return Status.DEACTIVATED, off
    return (Status.ACTIVE if letter else Status.UNKNOWN), on


def _day(text: str) -> date | None:
    """A day as the register writes it, YYYY-MM-DD or MM/DD/YYYY."""
    for pattern, length in (("%Y-%m-%d", 10), ("%m/%d/%Y", 10)):
        try:
            return datetime.strptime(text[:length], pattern).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def _epoch(text: str) -> date | None:
    """A moment in Unix seconds (older answers) or milliseconds (present ones)."""
    if not re.fullmatch(r"[0-9]{1,14}", text):
        return None
    seconds = int(text) / 1000 if len(text) > 11 else int(text)
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def _table(row: Row, key: str) -> Row:
    value = row.get(key)
    if not isinstance(value, dict):
        raise _changed(key)
    return value


def _rows(row: Row, key: str) -> tuple[Row, ...]:
    value = row.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise _changed(key)
    return tuple(value)


def _word(row: Row, key: str) -> str:
    """A field as text; the register's ways of saying nothing become ""."""
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        raise _changed(key)
    text = " ".join(str(value)[:500].split())
    return "" if text.upper() in _SENTINELS else text


def _changed(field: str) -> RegistryChanged:
    return RegistryChanged(Sentence("npi_live.changed", field=field))


def unique(rows: Iterable[Row], seen: set[str]) -> Iterator[Row]:
    """The rows whose NPI was not seen before; remembers them."""
    for row in rows:
        npi = npi_of(row)
        if npi not in seen:
            seen.add(npi)
            yield row
