"""Word patterns of the rules, kept as a list with sources, and where they stand in a text."""

from __future__ import annotations

import re
from functools import cache

from credcheck import lists

LONGEST = 5000
_NEGATED = re.compile(r"(?:\bno|\bnot|\bnever|\bwithout|n't|n’t)(?: \w+){0,2} ?$")


def found_in(text: str, family: str) -> list[tuple[int, int]]:
    """Where words of a family stand in the text, negated ones left out."""
    low = _lower(text)
    found = [m.span() for pattern in _patterns(family) for m in pattern.finditer(low)]
    return sorted(spot for spot in found if not _NEGATED.search(low[max(0, spot[0] - 24) : spot[0]]))


def spot(text: str, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """Where a pattern for small letters first stands in the text, unless it is negated there."""
    low = _lower(text)
    found = (m.span() for m in pattern.finditer(low))
    return next((s for s in found if not _NEGATED.search(low[max(0, s[0] - 24) : s[0]])), None)


@cache
def _patterns(family: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in lists.rows("flag_words") if row["family"] == family)


def _lower(text: str) -> str:
    """Small letters, character by character, so that places stay what they are."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text[:LONGEST])
