"""Spellings of one name: romanisations of other scripts from a shipped list, and endings that follow gender."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from credcheck import lists

_ADDED = ("OVA", "EVA")
"""What Czech, Slovak and Bulgarian women's surnames add to the men's: Novák, Nováková."""


def same_name(kind: str, a: str, b: str) -> bool:
    """Whether two folded names (kind: family or given) are spellings of one."""
    groups = _groups(kind)
    return not groups.get(a, frozenset()).isdisjoint(groups.get(b, frozenset()))


def other_name(kind: str, a: str, b: str) -> bool:
    """Whether both names are known and spell different ones, however alike they look (Hassan, Hussein; Wang, Yang)."""
    groups = _groups(kind)
    return a in groups and b in groups and groups[a].isdisjoint(groups[b])


def gendered(a: str, b: str) -> bool:
    """Whether one surname is the other with a woman's ending added to the whole word."""
    shorter, longer = sorted((a, b), key=len)
    return len(shorter) >= 4 and any(longer == shorter + ending for ending in _ADDED)


@cache
def _groups(kind: str) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, row in enumerate(lists.rows("spellings")):
        if row["kind"] == kind:
            for name in row["names"].split("|"):
                found.setdefault(name, set()).add(number)
    return MappingProxyType({name: frozenset(numbers) for name, numbers in found.items()})
