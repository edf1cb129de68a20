"""The name with which a bio begins: "Jane Example, PhD. ...", "Jane Example MD", "Jane Example, nurse"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from credcheck.claims._draft import Draft
from credcheck.claims._known_names import names
from credcheck.claims._meanings import Spot
from credcheck.claims._mentions import CLINICAL
from credcheck.claims._tokens import Text, Token
from credcheck.model import ClaimKind, Part

_HYPHENS = frozenset("-‐‑")
_HANDLE = re.compile(r"[(\[]?@\w[\w.]*[)\]]?")
_SET_OFF = frozenset({"", ",", "|", "-", "–", "—", "·", "•", "(", ":"})
_REACH = 3
"""A calling begins within so many words of the comma: "Jane Example, paediatric intensive care nurse"."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in words of the bio: the given name, what stands between, and the family name with what a hyphen joins."""

    given: Token
    middle: tuple[Token, ...]
    family: Token
    last: Token


def opening(draft: Draft) -> Named | None:
    """The full name at the start of the bio that a degree or a calling of the holder's own follows, or None."""
    return next((n for n in _readings(draft.bio) if is_full_name(n.given, n.family) and _is_told(draft, n)), None)


def families(text: Text) -> frozenset[int]:
    """Which word may be the family name of a full name that the text begins with."""
    named = [n for n in _readings(text) if is_full_name(n.given, n.family)]
    return frozenset(1 + len(n.middle) for n in named)


def _readings(text: Text) -> Iterator[Named]:
    """The first two words, or three of which the second is a middle name or an initial."""
    for at in (1, 2):
        if at + 1 < len(text.words) and all(_is_name_word(w) for w in text.words[1:at]):
            yield Named(text.words[0], text.words[1:at], text.words[at], joined(text, at))


def _is_name_word(word: Token) -> bool:
    plain = len(word.fold) == 1 or word.fold not in names().words or word.fold in names().given
    return plain and word.text[:1].isupper() and word.follows and word.text.removesuffix(".").isalpha()


def _is_told(draft: Draft, name: Named) -> bool:
    """Whether what follows the name says that it is the holder's: their degree, or what they are."""
    text = draft.bio
    at = text.words.index(name.last) + 1
    if at == len(text.words):
        return False
    between = text.original[name.last.end : text.words[at].start]
    handle = _HANDLE.search(between)
    set_off = _HANDLE.sub("", between).strip()
    if set_off not in _SET_OFF:
        return False
    starts = {s.start for c in draft.of(ClaimKind.CREDENTIAL) for s in c.spans if s.part is Part.BIO}
    if text.words[at].start in starts:
        return True
    plain = name.family.fold not in names().words
    return (bool(set_off or handle) or plain) and not _is_land(draft, at - 1) and _is_called(draft, at, bool(set_off))


def _is_called(draft: Draft, at: int, set_off: bool) -> bool:
    """Whether a calling of the holder's own begins there; behind a comma a few words may stand before it."""
    last = at + _REACH if set_off else at
    own = [m.hit for m in draft.mentions if m.is_own() and m.profession in CLINICAL and m.hit.text.part is Part.BIO]
    words = draft.bio.words
    return any(at <= h.first <= last and words[h.first].item == words[at].item for h in own)


def _is_land(draft: Draft, at: int) -> bool:
    """Whether a word is the name of a state or country: "Austin Texas nurse"."""
    here = [e.value for h in draft.hits_in(Part.BIO) if h.last == at for e in h.entries]
    return any(isinstance(value, Spot) and value.kind != "city" for value in here)


def joined(text: Text, at: int) -> Token:
    """The last word of a family name that a hyphen continues."""
    here, *after = text.words[at : at + 2]
    joins = bool(after) and after[0].is_capital() and text.original[here.end : after[0].start] in _HYPHENS
    return after[0] if joins else here


def is_full_name(given: Token, family: Token, titled: bool = False, double: bool = False) -> bool:
    """Whether two words are a given name, a known one unless "I'm Dr" stands before, and a family name in capitals."""
    known = names()
    capital = given.text[:1].isupper() and family.text[:1].isupper() and family.follows and family.text.isalpha()
    word = family.fold in known.words and family.fold not in known.family and not (titled and double)
    first = given.fold in known.given or (titled and given.text.isalpha() and given.fold not in known.words)
    return capital and first and not word and len(family.fold) > 2
