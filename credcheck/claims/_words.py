"""Small word sets and patterns of the extractors, kept as lists so that they can be read and mended without code."""

from __future__ import annotations

import re
from functools import cache

from credcheck import lists


@cache
def words(name: str) -> frozenset[str]:
    """A set of folded words, e.g. words("scope.relative")."""
    return frozenset(_cells()[name].split())


@cache
def codes(prefix: str) -> dict[str, str]:
    """Word -> code for all sets of one prefix: codes("country") maps "nhs" to "GB"."""
    found: dict[str, str] = {}
    for name, cell in _cells().items():
        if name.startswith(f"{prefix}."):
            found |= {word: name.removeprefix(f"{prefix}.") for word in cell.split()}
    return found


@cache
def pattern(name: str) -> re.Pattern[str]:
    """All patterns of one name as one, for texts in small letters."""
    return re.compile("|".join(r["pattern"] for r in lists.rows("patterns") if r["name"] == name))


@cache
def pattern_names(prefix: str) -> tuple[str, ...]:
    """The names of all patterns with a prefix, in the order of the list."""
    return tuple(dict.fromkeys(r["name"] for r in lists.rows("patterns") if r["name"].startswith(prefix)))


@cache
def set_names(prefix: str) -> tuple[str, ...]:
    """The names of all word sets with a prefix."""
    return tuple(name for name in _cells() if name.startswith(prefix))


@cache
def _cells() -> dict[str, str]:
    return {row["name"]: row["words"] for row in lists.rows("words")}
