"""Sorts the lines of a pasted profile header: counts, dates, handles, links, buttons, and the text that is left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from credcheck.platforms._address import any_address
from credcheck.platforms._looks import is_pronouns
from credcheck.platforms._words import BUTTONS, CHATTER, COUNTED, ICONS

_EDGES = (
    "".join(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xAD)))
    + " \t\xa0"
)
_NUMBER = r"([0-9]{1,3}(?:[,.'’\u00a0\u202f ][0-9]{3}){1,4}|[0-9]{1,12}(?:[.,][0-9]{1,3})?)"
_COUNT = re.compile(
    rf"{_NUMBER} ?(k|m|b|mil|mio\.?|mrd\.?|tsd\.?)?\+?[ \u00a0]{{1,3}}({'|'.join(map(re.escape, COUNTED))})\b", re.I
)
_ALONE = re.compile(rf"{_NUMBER} ?(k|m|b|mil|mio\.?|tsd\.?)?\+?", re.I)
_TIMES = {"k": 10**3, "mil": 10**3, "tsd": 10**3, "m": 10**6, "mio": 10**6, "b": 10**9, "mrd": 10**9}
_SINCE = r"(?:date joined|joined|member since|account created)(?:\s{1,3}(?:on|in))?:?"
_DATE = (
    r"([A-Za-z]{3,9}\.?\s{1,2}(?:[0-9]{1,2},?\s{1,2})?[0-9]{4}"
    r"|[0-9]{1,2}\s[A-Za-z]{3,9}\.?\s[0-9]{4}|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)"
)
_JOINED = re.compile(rf"{_SINCE}\s{{0,3}}{_DATE}", re.I)
_JOINED_WORD = re.compile(_SINCE, re.I)
_ONLY_DATE = re.compile(_DATE)
_HANDLE = re.compile(r"@[A-Za-z0-9_](?:[\w.-]{0,80})(?:@[A-Za-z0-9.-]{3,253})?")
_AFTER_HANDLE = re.compile(
    r"(?:[·•|\s]{1,4}|\s)(?:follows you|follow|following|verified|verified account|threads\.net)\s*", re.I
)
_DEGREE = re.compile(r"[·•]?\s*(?:1st|2nd|3rd\+?)(?: degree connection)?", re.I)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Kind(StrEnum):
    """What one line of a header is."""

    COUNT = "count"
    JOINED = "joined"
    HANDLE = "handle"
    PRONOUNS = "pronouns"
    LINK = "link"
    BADGE = "badge"
    DEGREE = "degree"
    CONTACT = "contact"
    NOISE = "noise"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its kind; `counts` are (what, number) pairs, `joined` the date it gives."""

    kind: Kind
    text: str
    counts: tuple[tuple[str, int], ...] = ()
    joined: date | None = None


def lines_of(text: str) -> tuple[str, ...]:
    """The non-empty lines, without the invisible marks that web pages put around names and handles."""
    return tuple(
        line for line in (raw.strip(_EDGES) for raw in re.split(r"[\n\r\x0b\x0c\x85\u2028\u2029]", text)) if line
    )


def sort_lines(raw: tuple[str, ...]) -> tuple[Line, ...]:
    """Every line with its kind, glued items taken apart."""
    found: list[Line] = []
    pieces = [piece for line in raw for piece in _pieces(line)]
    at = 0
    while at < len(pieces):
        pair = _pair(pieces[at], pieces[at + 1]) if at + 1 < len(pieces) else None
        found.append(pair or _sort(pieces[at]))
        at += 2 if pair else 1
    return tuple(found)


def number(text: str) -> int | None:
    """A count as platforms write it: 1,234 · 5.6K · 1.234 · 12,3 mil; None where it is none."""
    match = _ALONE.fullmatch(text.strip()) if len(text) <= 40 else None
    return _value(match[1], match[2] or "") if match else None


def day(text: str) -> date | None:
    """The date of "March 2015", "Nov 5, 2022", "5 Nov 2022" or "2022-11-05"; the first of the month without a day."""
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", text)
    if iso:
        return _date(int(iso[1]), int(iso[2]), int(iso[3] or 1))
    word = re.search(r"[A-Za-z]{3,9}", text)
    numbers = [int(n) for n in re.findall(r"[0-9]+", text)]
    if word is None or word[0][:3].lower() not in _MONTHS or not numbers:
        return None
    return _date(
        numbers[-1] if numbers[0] < 1000 else numbers[0],
        _MONTHS.index(word[0][:3].lower()) + 1,
        numbers[0] if len(numbers) > 1 else 1,
    )


def _date(year: int, month: int, of_month: int) -> date | None:
    try:
        return date(year, month, of_month) if 1990 <= year <= 2100 else None
    except ValueError:
        return None


def _pieces(line: str) -> list[str]:
    """A line taken apart where it holds several items of a header: Boston, MA · example.com · Joined March 2015."""
    if len(line) > 400:
        return [line]
    joined = _JOINED.search(line)
    if joined and joined.end() == len(line) and joined.start() > 0:
        before = line[: joined.start()].strip(_EDGES + "·•|" + ICONS)
        return [*_place_and_link(before), line[joined.start() :]]
    parts = [part.strip(_EDGES) for part in re.split(r"\s[·•|]\s", line)]
    if len(parts) > 1 and any(_sort(part).kind in (Kind.COUNT, Kind.CONTACT, Kind.DEGREE) for part in parts):
        return [part for part in parts if part]
    return [line]


def _place_and_link(text: str) -> list[str]:
    """Splits what stands before "Joined": a place and a link, which browsers copy without a space between them."""
    parts = [part for part in re.split(r"\s?[·•|]\s?", text) if part]
    match = (
        re.search(r"(?:https?://)?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}(?:/\S{0,100})?$", parts[-1])
        if parts
        else None
    )
    if match is None or not _may_split(parts[-1], match.start()):
        return parts
    return [p for p in (*parts[:-1], parts[-1][: match.start()].strip(_EDGES + ICONS), match[0]) if p]


def _may_split(text: str, at: int) -> bool:
    before = text[:at]
    return at == 0 or not before[-1].isalpha() or before[-2:].isupper()


def _pair(first: str, second: str) -> Line | None:
    """Two lines that are one item: a number over its word, "Joined" over its date."""
    amount = number(first)
    if amount is not None and second.casefold() in COUNTED:
        return Line(Kind.COUNT, f"{first} {second}", ((COUNTED[second.casefold()], amount),))
    if _JOINED_WORD.fullmatch(first) and _ONLY_DATE.fullmatch(second) and day(second):
        return Line(Kind.JOINED, f"{first} {second}", joined=day(second))
    return None


def _sort(line: str) -> Line:
    plain = line.strip(ICONS)
    folded = plain.casefold()
    counts = _counts(plain)
    if counts:
        return Line(Kind.COUNT, line, counts)
    joined = _JOINED.fullmatch(plain)
    if joined and day(joined[1]):
        return Line(Kind.JOINED, line, joined=day(joined[1]))
    if folded in ("verified", "verified account", "account verified"):
        return Line(Kind.BADGE, line)
    if folded == "contact info":
        return Line(Kind.CONTACT, line)
    if _DEGREE.fullmatch(plain):
        return Line(Kind.DEGREE, line)
    if folded in BUTTONS or CHATTER.fullmatch(plain):
        return Line(Kind.NOISE, line)
    return _sort_token(line, plain)


def _sort_token(line: str, plain: str) -> Line:
    handle = _HANDLE.match(plain)
    if handle and (handle.end() == len(plain) or _AFTER_HANDLE.fullmatch(plain[handle.end() :])):
        return Line(Kind.HANDLE, handle[0].rstrip(".-"))
    if is_pronouns(plain):
        return Line(Kind.PRONOUNS, plain.strip("()[] "))
    found = any_address(plain) if len(plain) <= 500 else None
    if found and (not found.bare or found.path or "." in found.host):
        return Line(Kind.LINK, plain)
    return Line(Kind.TEXT, line)


def _counts(line: str) -> tuple[tuple[str, int], ...]:
    """The counts of a line that holds nothing else."""
    if len(line) > 200 or _COUNT.sub("", line).strip(" ·•|,;-") != "":
        return ()
    found = ((COUNTED[m[3].casefold()], _value(m[1], m[2] or "")) for m in _COUNT.finditer(line))
    return tuple((what, amount) for what, amount in found if amount is not None)


def _value(digits: str, unit: str) -> int | None:
    times = _TIMES.get(unit.casefold().rstrip("."), 1)
    if times == 1 and not re.fullmatch(r"[0-9]+|[0-9]{1,3}(?:[^0-9][0-9]{3})+", digits):
        return None
    plain = (
        digits.replace(",", ".")
        if times > 1 and re.fullmatch(r"[0-9]+[.,][0-9]{1,3}", digits)
        else re.sub(r"[^0-9]", "", digits)
    )
    return int(float(plain) * times)
