"""What the words beside an account say of it: that it is not the person's, or that it only took the picture."""

from __future__ import annotations

import re
from functools import cache

from credcheck import lists
from credcheck.bindings._names import claimed_in, named
from credcheck.bindings._page import Page
from credcheck.model import Claims, Person
from credcheck.text import tight

_SHORT = 60
"""A row shorter than this may be the rest of the sentence before it: "This account is an imitation:"."""
_LEAST = 4
"""So many letters of a name in a handle tell whose it is meant to be."""
_ONLY = r"\bonly (?:\w+ ){0,3}(?:accounts?|profiles?|pages?|handles?)\b[ :]*(?:is|on \w+ is)?[ :]*"
_THEIRS = re.compile(r"\b(?:follow|find|see|reach|on)\b[^.]{0,30}\b(?:him|her|them|me|dr|doctor)\b", re.IGNORECASE)


def disowned(page: Page, row: int, handle: str) -> bool:
    """Whether the row, what leads to it, or the page's heading says that the account is not the person's."""
    text = page.rows[row] if row < len(page.rows) else ""
    if handle and re.search(rf"{_ONLY}@?{re.escape(handle)}\b", text.lower()):
        return False  # who warns of imitations names the one that is real
    before = page.rows[row - 1] if 0 < row <= len(page.rows) and len(text) < _SHORT else ""
    return any(_said("page.disowns", words) for words in (text, before, page.heading, page.title))


def credited(page: Page, row: int, persons: tuple[Person, ...], claims: Claims) -> bool:
    """Whether the row quotes the account or thanks it: "Photo: @jane" says nothing of whom the page is about."""
    if row in page.quoted:
        return True  # the name in an embedded post is the one that its writer chose
    text = page.rows[row] if row < len(page.rows) else ""
    own = named(text, persons) or claimed_in(text, claims)
    return not own and _said("page.credits", text)


def is_theirs(page: Page, row: int, handle: str, persons: tuple[Person, ...], claims: Claims) -> bool:
    """Whether another account on a person's page is shown as that person's, and not as the institution's own."""
    text = page.rows[row] if row < len(page.rows) else ""
    if named(text, persons) or claimed_in(text, claims) or _THEIRS.search(text):
        return True
    written = [n.name for p in persons for n in p.names()] + ([name] if (name := claims.name()) else [])
    parts = (tight(part) for name in written for part in (name.given, *re.split(r"[ -]", name.family), name.family))
    letters = tight(handle)
    return any(len(part) >= _LEAST and part in letters for part in parts)


def _said(family: str, text: str) -> bool:
    low = text.lower()
    return any(pattern.search(low) for pattern in _patterns(family))


@cache
def _patterns(family: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in lists.rows("flag_words") if row["family"] == family)
