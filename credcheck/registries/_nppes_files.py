"""The NPI registry's files: what each is by its name, which the download page offers, who is on the withdrawn list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from credcheck.errors import BadRegisterFile
from credcheck.mirror import Content, Offer
from credcheck.model import Sentence
from credcheck.registries._nppes_records import day

_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+\.zip)""", re.IGNORECASE)
_MONTHLY = re.compile(r"NPPES_Data_Dissemination_([A-Z][a-z]+)_([0-9]{4})(?:_V2)?\.zip")
_WEEKLY = re.compile(r"NPPES_Data_Dissemination_([0-9]{6})_([0-9]{6})_Weekly(?:_V2)?\.zip")
_WITHDRAWN = re.compile(r"NPPES_Deactivated_NPI_Report_([0-9]{6})(?:_V2)?\.zip")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SMALL_BYTES = 400_000_000


def is_main_file(name: str) -> bool:
    """Whether a member of the distribution holds the providers, by its name."""
    low = name.lower()
    return low.startswith("npidata_pfile") and low.endswith(".csv") and "fileheader" not in low.replace("_", "")


def is_report(name: str) -> bool:
    """Whether a file is the list of deactivated NPIs, by its name."""
    low = name.lower()
    return low.startswith(("nppes deactivated npi", "nppes_deactivated_npi")) and low.endswith(".xlsx")


def since_of(name: str) -> date | None:
    """The first day a file covers, from its name: npidata_pfile_20050523-20251109.csv."""
    return _day_in(name, r"([0-9]{4})([0-9]{2})([0-9]{2})-[0-9]{8}")


def snapshot_of(name: str) -> date | None:
    """The last day a file covers, from its name."""
    return _day_in(name, r"[0-9]{8}-([0-9]{4})([0-9]{2})([0-9]{2})")


def _day_in(name: str, days: str) -> date | None:
    found = re.search(days, name)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def report_day(name: str) -> date | None:
    """The day of the report, from its name."""
    found = re.search(r"_([0-9]{6})(?=[_.])", name)
    try:
        return datetime.strptime(found[1], "%m%d%y").date() if found else None
    except ValueError:
        return None


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
