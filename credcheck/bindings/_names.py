"""Whether a text names a person, in the spelling of any register that lists them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from credcheck import lists
from credcheck.model import Claims, Person, PersonName
from credcheck.text import fold

NAMESAKES = 3
_BETWEEN = 3
_LONG = 2000
SOMEBODY = re.compile(
    r"(?P<title>\b(?:Dr|Prof|Professor|Nurse)\b\.? )?\b(?P<given>[A-Z][a-z]{2,20}) (?:[A-Z]\.? )?[A-Z][\w'’-]{1,30}\b"
    r"(?P<degree>,? (?:MD|DO|PhD|RN|NP|PA|MBBS|PharmD|DDS|MPH)\b)?"
)


def names(text: str, name: PersonName) -> bool:
    """Whether given name and surname stand together in the text, in either order, a nickname for the given name."""
    given, family = fold(name.given).split(), fold(name.family).split()
    if not given or not family or len("".join(family)) < 2 or len(given[0]) < 2:
        return False
    words = fold(text).split()
    spots = [i for i in range(len(words) - len(family) + 1) if words[i : i + len(family)] == family]
    first = _first_names(given[0]) if spots else frozenset()
    return any(_beside(words, spot, len(family), first) for spot in spots)


def named(text: str, persons: tuple[Person, ...]) -> tuple[Person, ...]:
    """The persons whose name stands in the text."""
    return tuple(p for p in persons if any(names(text, listed.name) for listed in p.names()))


def claimed_in(text: str, claims: Claims) -> bool:
    """Whether the text gives the name that the profile claims."""
    name = claims.name()
    return name is not None and names(text, name)


def others_in(text: str, persons: tuple[Person, ...], claims: Claims) -> bool:
    """Whether the text names somebody, and none of these: "Sam Sample, RN" in a row of Jane Example's page."""
    if named(text, persons) or claimed_in(text, claims):
        return False
    given = given_names()
    return any(
        found["title"] or found["degree"] or fold(found["given"]) in given for found in SOMEBODY.finditer(text[:_LONG])
    )


@cache
def given_names() -> frozenset[str]:
    """Every given name that has a nickname, and every nickname."""
    known = lists.nicknames()
    return frozenset({name for names in known.values() for name, _ in names} | known.keys())


@lru_cache(maxsize=256)  # a page may have thousands of rows that name the same people
def _first_names(given: str) -> frozenset[str]:
    """The given name and those that it is short for or that are short for it."""
    known = lists.nicknames()
    formal = {name for name, _ in known.get(given, ())}
    short = {nick for nick, stands in known.items() if any(name == given for name, _ in stands)}
    return frozenset({given} | formal | short)


def _beside(words: list[str], spot: int, length: int, first: frozenset[str]) -> bool:
    before = words[max(0, spot - _BETWEEN) : spot]
    after = words[spot + length : spot + length + 1]
    return bool(first & set(before)) or bool(first & set(after))
