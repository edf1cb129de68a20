"""The word list of names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from credcheck import lists


@dataclass(frozen=True, slots=True)
class Names:
    """Words that are given names (common, less common, or everyday words as well), family names, everyday words."""

    given: frozenset[str]
    more: frozenset[str]
    rare: frozenset[str]
    family: frozenset[str]
    iberian: frozenset[str]
    words: frozenset[str]
    common: frozenset[str]


@cache
def names() -> Names:
    """The word list of names."""
    cells: dict[str, list[str]] = defaultdict(list)
    for row in lists.each("names"):
        cells[row["kind"]] += row["names"].split("|")
    return Names(*(frozenset(cells[kind]) for kind in ("given", "more", "rare", "family", "iberian", "word", "common")))
