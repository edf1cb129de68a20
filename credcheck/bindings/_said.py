"""What the words beside an account say of it: that it is not the person's, or that it only took the picture."""

from __future__ import annotations

import re
from functools import cache

from credcheck import lists
from credcheck.bindings._beside import heads, is_led, names_another, stands_by
from credcheck.bindings._names import claimed_in, named
from credcheck.bindings._page import Page
from credcheck.model import Claims, Person
from credcheck.text import fold, tight

_SHORT = 60
"""A row shorter than this may be the rest of the sentence before it: "This account is an imitation:"."""
_LEAST = 4
"""So many letters of a name in a handle tell whose it is meant to be."""
_ONLY = r"\bonly (?:\w+ ){0,3}(?:accounts?|profiles?|pages?|handles?)\b[ :]*(?:is|on \w+ is)?[ :]*"
_THEIRS = re.compile(
    r"\bfollow:? @|\b(?:follow|find|see|reach|tweet|on)\b[^.]{0,30}\b(?:him|her|them|me|dr|doctor)\b|"
    r"\b(?:he|she|they|and|also|who|i) (?:also )?(?:tweets?|posts?|blogs?|writes?) (?:at|as|from|under|on|via)\b|"
    r"\b(?:views|opinions)\b[^.]{0,40}\b(?:his|her|their|my) own\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"@[\w.-]+|\b[\w-]+\.[\w./@-]+")
_LABELS = """
a account accounts also and at by connect contact dr email fax follow for handle in lab link links mail me my new
office on online opens or page phone profile site social media tab tel telephone the to via web website window with
bluesky facebook github instagram linkedin mastodon orcid threads tiktok twitter x youtube www
auf bei folgen sie und sur suivez le la et en siga sigue seguir segui su op volg på
"""
_WORD = re.compile(r"[^\W\d_]+")
_LONG = 2000
_MOST = 1
"""So many other small-letter words still make a label; sentences have more of them, titles and towns none."""
_STOP = re.compile(r"(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bProf\.)(?<=[.!?;])\s")


def disowned(page: Page, row: int, handle: str) -> bool:
    """Whether the row, what leads to it, or the page's heading says that the account is not the person's."""
    text = page.rows[row] if row < len(page.rows) else ""
    if _is_only(text, handle):
        return False  # who warns of imitations names the one that is real
    before = page.rows[row - 1] if 0 < row <= len(page.rows) and len(text) < _SHORT else ""
    return any(_said("page.disowns", words) for words in (text, before, page.heading, page.title))


def _is_only(text: str, handle: str) -> bool:
    """Whether the row says that this is the one account there is."""
    return bool(handle) and re.search(rf"{_ONLY}@?{re.escape(handle)}\b", text.lower()) is not None


def credited(page: Page, row: int, handle: str, persons: tuple[Person, ...], claims: Claims) -> bool:
    """Whether the row quotes or thanks the account, or speaks of it in a sentence that does not say whose it is.

    "Photo: @jane" and "Listen to the programme by @jane" say nothing of whom the page is about.
    """
    if row in page.quoted:
        return True  # the name in an embedded post is the one that its writer chose
    text = page.rows[row] if row < len(page.rows) else ""
    sentence = _sentence(text, handle)
    if _is_only(text, handle):
        return False
    if _said("page.apart", sentence):
        return True
    if named(text, persons) or claimed_in(text, claims):
        return not _is_own(page, text, handle, persons, claims)
    return _said("page.credits", text) or not _is_label(sentence, persons, claims)


def _is_own(page: Page, text: str, handle: str, persons: tuple[Person, ...], claims: Claims) -> bool:
    """Whether a row that gives the name shows the account as that person's."""
    sentence = _sentence(text, handle)
    if stands_by(text, handle, persons, claims) or _THEIRS.search(sentence):
        return True
    if is_led(sentence, persons, claims) or names_another(sentence, persons, claims):
        return False
    if _said("page.credits", sentence):
        return False
    shown = bool(handle) and handle.lower() in text.lower()
    own_page = heads(page.heading or page.title, persons, claims)
    return (own_page and not shown) or _is_label(sentence, persons, claims)


def _sentence(text: str, handle: str) -> str:
    """The sentences of the row that give the handle, or all of it where none does: a link may be a mere picture."""
    told = [part for part in _STOP.split(text) if handle and handle in part.lower()]
    return " ".join(told) or text


def _is_label(text: str, persons: tuple[Person, ...], claims: Claims) -> bool:
    """Whether the row only shows the account, as "X: @jane" does, or sends readers to the person there."""
    if _THEIRS.search(text):
        return True
    known = set(_LABELS.split()) | {word.lower() for part in _names(persons, claims) for word in fold(part).split()}
    words = _WORD.finditer(_ADDRESS.sub(" ", text[:_LONG]))
    return sum(word[0].islower() and word[0] not in known for word in words) <= _MOST


def is_theirs(page: Page, row: int, handle: str, persons: tuple[Person, ...], claims: Claims) -> bool:
    """Whether another account on a person's page is shown as that person's, and not as the institution's own."""
    text = page.rows[row] if row < len(page.rows) else ""
    if named(text, persons) or claimed_in(text, claims) or _THEIRS.search(text):
        return True
    letters = tight(handle)
    return any(len(part) >= _LEAST and part in letters for part in map(tight, _names(persons, claims)))


def staff(row: str) -> str:
    """The words of a row that name a post outside health care, or a student's, in a short one; else ""."""
    found = [m for p in _patterns("page.staff") if (m := p.search(row.lower()))] if len(row) < 2 * _SHORT else []
    return row[found[0].start() : found[0].end()] if found and len(row.lower()) == len(row) else ""


def _names(persons: tuple[Person, ...], claims: Claims) -> list[str]:
    """Given names, surnames and parts of surnames, as the records and the profile give them."""
    written = [n.name for p in persons for n in p.names()] + ([name] if (name := claims.name()) else [])
    return [part for name in written for part in (name.given, *re.split(r"[ -]", name.family), name.family)]


def _said(family: str, text: str) -> bool:
    low = text.lower()
    return any(pattern.search(low) for pattern in _patterns(family))


@cache
def _patterns(family: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in lists.rows("flag_words") if row["family"] == family)
