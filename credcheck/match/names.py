"""Compares a claimed name with a listed one: a level for surname, given name, middle name and generation each.

Given and family names never match crosswise for free: the swapped order is a level of its own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from credcheck import lists
from credcheck.match.forms import Form, sound, spelling
from credcheck.match.spellings import gendered, other_name, same_name
from credcheck.model import NameKind

_SHORT = 3
"""A beginning longer than this is a short form of a middle name: Beau of Beauregard."""


class Compared(NamedTuple):
    """The levels of one name against another; "" where a part is silent. `share` says how usual the nickname is."""

    surname: str
    given: str
    middle: str = ""
    generation: str = ""
    share: float = 1.0


def compare(claimed: Form, listed: Form, kind: NameKind) -> tuple[Compared, ...]:
    """The straight comparison, and the swapped one where both parts agree crosswise."""
    if claimed.given and claimed.family and claimed.whole == listed.whole:
        surname = "exact" if kind is NameKind.LEGAL else "other name"
        return (Compared(surname, "exact", "", generation_level(claimed, listed)),)
    surname = surname_level(claimed, listed, kind)
    given, share = given_level(claimed, listed)
    straight = Compared(surname, given, middle_level(claimed, listed, given), generation_level(claimed, listed), share)
    if surname == "conflict" and _crosswise(claimed, listed):
        return (straight, Compared("swapped", "exact", "", straight.generation))
    return (straight,)


def surname_level(claimed: Form, listed: Form, kind: NameKind = NameKind.LEGAL) -> str:
    """How a claimed surname compares with a listed one; "" where either is missing."""
    if not claimed.family or not listed.family:
        return ""
    level = _word_level("family", claimed.family, listed.family)
    if level != "exact":
        level = _joined(claimed, listed) or level
    if level == "exact":
        return "exact" if kind is NameKind.LEGAL else "other name"
    return level


def _joined(claimed: Form, listed: Form) -> str:
    """Agreement once double surnames are taken apart, or a middle name is read as part of the surname."""
    if listed.middle and listed.middle + listed.family == claimed.family:
        return "exact"
    if claimed.middle and claimed.middle + claimed.family == listed.family:
        return "exact"
    if claimed.family in listed.halves or listed.family in claimed.halves:
        return "hyphen half"
    if claimed.halves and listed.halves and claimed.halves[0] == listed.halves[0]:
        return "hyphen half"
    if len(listed.family) > 2 and listed.family in claimed.middles:
        return "maiden as middle"
    if len(claimed.family) > 2 and claimed.family in listed.middles:
        return "maiden as middle"
    return ""


def _same_spelling(kind: str, a: str, b: str) -> bool:
    if min(len(a), len(b)) >= 4 and spelling(a) == spelling(b):
        return True
    return same_name(kind, a, b) or (kind == "family" and gendered(a, b))


@lru_cache(maxsize=100_000)
def _word_level(kind: str, a: str, b: str) -> str:
    if a == b:
        return "exact"
    if len(a) == 1 or len(b) == 1:
        return "initial" if a[0] == b[0] else "conflict"
    if _same_spelling(kind, a, b):
        return "spelling variant"
    if other_name(kind, a, b):
        return "conflict"
    edits = OSA.distance(a, b, score_cutoff=2)
    shorter = min(len(a), len(b))
    if edits == 1 and shorter >= 3:
        return "one edit"
    if edits == 2 and shorter >= 6:
        return "two edits"
    if shorter >= 4 and a[0] == b[0] and sound(a) and sound(a) == sound(b):
        return "phonetic"
    return "conflict"


def given_level(claimed: Form, listed: Form) -> tuple[str, float]:
    """How a claimed given name (or quoted nickname) compares with a listed one, and how usual the nickname is."""
    if not claimed.given or not (listed.given or listed.middle):
        return "", 1.0
    best = _given(claimed.given, claimed.givens, listed)
    if claimed.nickname and best[0] in ("conflict", "initial", "listed initial"):
        other = _given(claimed.nickname, (claimed.nickname,), listed)
        best = other if other[0] != "conflict" else best
    if best[0] == "conflict" and len(claimed.given) == 1 and len(claimed.middle) > 1:
        other = _given(claimed.middle, claimed.middles, listed)
        best = ("middle used as first", 1.0) if other[0] in ("exact", "middle used as first") else best
    return best


def _given(word: str, words: tuple[str, ...], listed: Form) -> tuple[str, float]:
    level, share = _given_words(word, listed.given) if listed.given else ("conflict", 1.0)
    if level in ("exact", "nickname", "formal of nickname"):
        return level, share
    if _part(word, words, listed):
        return "part", 1.0
    if level == "conflict" and _initials(word, listed):
        return "initial", 1.0
    if len(listed.middle) > 1 and len(word) > 1 and _as_middle(word, listed):
        return "middle used as first", 1.0
    return level, share


@lru_cache(maxsize=100_000)
def _given_words(a: str, b: str) -> tuple[str, float]:
    if a == b:
        return "exact", 1.0
    if len(a) == 1 or len(b) == 1:
        return (_initial(a) if a[0] == b[0] else "conflict"), 1.0
    share = _share(a, b)
    if share:
        return "nickname", share
    if _share(b, a):
        return "formal of nickname", 1.0
    level = _word_level("given", a, b)
    if level == "spelling variant":
        return level, 1.0
    if _same_formal(a, b):
        return "shared formal name", 1.0
    if level in ("one edit", "two edits"):
        return level, 1.0
    return ("phonetic" if level == "phonetic" else "conflict"), 1.0


def _initial(claimed: str) -> str:
    return "initial" if len(claimed) == 1 else "listed initial"


def _part(word: str, words: tuple[str, ...], listed: Form) -> bool:
    """Whether one is a part of the other's double given name (Mary / Mary Ann, Jean / Jean-Pierre)."""
    if len(words) > 1 and (words[0] == listed.given or (listed.middle and listed.given + listed.middle == word)):
        return True
    return len(listed.givens) > 1 and len(word) > 1 and word in listed.givens


def _initials(word: str, listed: Form) -> bool:
    """Whether two or three letters are the initials of the listed given and middle names (MJ: Min Jun, Mary Jane)."""
    names = (*listed.givens, *listed.middles)
    return 2 <= len(word) <= 3 and len(names) >= len(word) and word == "".join(n[0] for n in names)[: len(word)]


def _as_middle(word: str, listed: Form) -> bool:
    if word == listed.middle or word in listed.middles or _share(word, listed.middle):
        return True
    return len(word) > _SHORT and listed.middle.startswith(word)


def _share(nickname: str, name: str) -> float:
    return next((share for formal, share in lists.nicknames().get(nickname, ()) if formal == name), 0.0)


def _same_formal(a: str, b: str) -> bool:
    names = {formal for formal, _ in lists.nicknames().get(a, ())}
    return any(formal in names for formal, _ in lists.nicknames().get(b, ()))


def middle_level(claimed: Form, listed: Form, given: str) -> str:
    """How middle names compare; "" where either is missing or already used up by another part."""
    a, b = claimed.middle, listed.middle
    if not a or not b or given == "middle used as first" or a == listed.family or b == claimed.family:
        return ""
    if b + listed.family == claimed.family or a + claimed.family == listed.family:
        return ""
    if a == b and len(a) > 1:
        return "agrees"
    if len(a) > 1 and len(b) > 1:
        related = _given_words(a, b)[0] in ("nickname", "formal of nickname", "spelling variant", "one edit")
        return "agrees" if related or a in listed.middles or b in claimed.middles else "conflict"
    return "initial agrees" if a[0] == b[0] else "conflict"


def generation_level(claimed: Form, listed: Form) -> str:
    """How Jr, Sr, II, III compare; "not stated" where only the claim has one. Jr and II name the same generation."""
    if not claimed.generation:
        return ""
    a, b = (
        form.generation.replace("II", "JR") if form.generation == "II" else form.generation
        for form in (claimed, listed)
    )
    if not b:
        return "not stated"
    return "agrees" if a == b else "conflict"


def _crosswise(claimed: Form, listed: Form) -> bool:
    if not claimed.given or not listed.given or len(claimed.given) == 1 or len(listed.given) == 1:
        return False
    return claimed.given == listed.family and claimed.family == listed.given
