"""Compares claimed institutions with a record's employers and medical school."""

from __future__ import annotations

from functools import lru_cache

from credcheck.model import Institution, Person
from credcheck.text import fold

_PLAIN = frozenset(
    (
        "THE",
        "OF",
        "AT",
        "AND",
        "FOR",
        "IN",
        "A",
        "UNIVERSITY",
        "COLLEGE",
        "SCHOOL",
        "MEDICINE",
        "MEDICAL",
        "HOSPITAL",
        "CENTER",
        "CENTRE",
        "HEALTH",
        "CLINIC",
        "INSTITUTE",
    )
)


def works_there(claimed: Institution, person: Person) -> Institution | None:
    """The claimed employer as the records have it, first where more than the person's own word says so."""
    listed = (i for candidate in person.candidates for i in candidate.institutions)
    agreeing = (i for i in listed if _same_place(claimed, i))
    return min(agreeing, key=lambda i: i.self_asserted, default=None)


def _same_place(claimed: Institution, listed: Institution) -> bool:
    by_number = bool(claimed.ror) and claimed.ror == listed.ror
    return by_number or same(claimed.name, listed.name or listed.as_written)


def trained_there(claimed: Institution, person: Person) -> str:
    """The record's name of the claimed school, or ""."""
    return next((c.school for c in person.candidates if c.school and same(claimed.name, c.school)), "")


@lru_cache(maxsize=20_000)
def same(a: str, b: str) -> bool:
    """Whether two institution names share every telling word of the shorter one, and at least one."""
    x, y = (frozenset(fold(name[:120]).split()) - _PLAIN for name in (a, b))
    return bool(x and y) and (x <= y or y <= x)
