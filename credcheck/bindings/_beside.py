"""Whether an account stands by a person's name as theirs, and whether a page is headed by that name.

"Jane Example, MD (@jane)" does; "Dr. Example fixed my heart, says @jane" and "Fan club of Jane Example: @jane" do not.
"""

from __future__ import annotations

import re

from credcheck import lists
from credcheck.bindings._names import SOMEBODY, claimed_in, given_names, named, names
from credcheck.model import Claims, CredentialClass, Person, PersonName
from credcheck.text import fold, tight

_BEFORE = frozenset(
    {"OF", "FOR", "BY", "WITH", "ABOUT", "TO", "FROM", "ON", "AND", "VS", "FEAT", "FEATURING", "HONORING"}
)
"""Before a name these make it another's: "patients of Dr. Example", "media contact for Jane Example"."""
_CUT = re.compile(r"[|•·–—:/\n]|\s-\s")
_NOT_A_NAME = re.compile(
    r"\b(?:memoriam|memory|remember(?:ing|ed)?|tribute|obituar\w*|memorial|foundation|fund|award|prize|lecture(?:ship)?|"
    r"scholarship|fellowship in|winners?|speakers?|guests?|fans?|fan club|talk with|interview|q ?& ?a with)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][^\W\d_.'’-]*")
_LICENCES = (CredentialClass.LICENCE, CredentialClass.LICENCE_DEGREE)
_KIN = (frozenset({"nurse", "nurse_practitioner"}), frozenset({"nurse_practitioner", "physician_assistant"}))
_PLATFORMS = frozenset({"X", "TWITTER", "INSTAGRAM", "BLUESKY", "MASTODON", "THREADS", "FACEBOOK", "TIKTOK", "ON"})
_NEAR, _DEGREES = 40, 60


def heads(heading: str, persons: tuple[Person, ...], claims: Claims) -> bool:
    """Whether a title or heading is the name itself, and not of something that bears it: an award, a memorial."""
    return any(_heads(part, persons, claims) for part in (heading, *_CUT.split(heading))) and not _NOT_A_NAME.search(
        heading
    )


def _heads(part: str, persons: tuple[Person, ...], claims: Claims) -> bool:
    if not named(part, persons) and not claimed_in(part, claims):
        return False
    return not any(_led(part[:start]) for start, _ in _spots(part, persons, claims))


def stands_by(text: str, handle: str, persons: tuple[Person, ...], claims: Claims) -> bool:
    """Whether the handle stands right by the name, degrees aside, with nothing before that makes it another's."""
    low, shown = text.lower(), handle.lower()
    at = low.find(shown) if shown else -1
    if at < 0:
        return False
    for start, end in _spots(text, persons, claims):
        between = text[end:at] if at >= end else text[at + len(handle) : start]
        if len(between) <= _NEAR and not _led(text[:start]) and _is_bare(between):
            return True
    return False


def is_led(text: str, persons: tuple[Person, ...], claims: Claims) -> bool:
    """Whether a word before the name says that what stands there is another's: "media contact for Jane Example"."""
    spots = _spots(text, persons, claims)
    return bool(spots) and all(_led(text[:start]) for start, _ in spots)


def names_another(text: str, persons: tuple[Person, ...], claims: Claims) -> bool:
    """Whether the text names somebody beside the person: "Jane Example, MD  Sam Sample, MD  @sam"."""
    spots = _spots(text, persons, claims)
    for found in SOMEBODY.finditer(text[:2000]):
        own = any(found.start() < end and start < found.end() for start, end in spots)
        if not own and (found["title"] or found["degree"] or fold(found["given"]) in given_names()):
            return True
    return False


def other_calling(texts: tuple[str, ...], person: Person) -> str:
    """The degree behind the name on a page that is of another calling than any the person is listed with, or ""."""
    listed = _callings(person)
    told = [code for text in texts for _, end in _spots(text, (person,), Claims()) for code in _degrees(text[end:])]
    held = {code: lists.credentials()[code].profession for code in told}
    if not listed or not held or any(_akin(one, listed) for one in held.values()):
        return ""
    return lists.credentials()[told[0]].code


def has_degree(text: str, persons: tuple[Person, ...]) -> bool:
    """Whether a doctor's title or a licence stands by the name."""
    spots = _spots(text, persons, Claims())
    return any(_degrees(text[end:]) or fold(text[:start]).split()[-1:] == ["DR"] for start, end in spots)


def _akin(one: str, listed: frozenset[str]) -> bool:
    return one in listed or any(frozenset({one, other}) in _KIN for other in listed)


def _callings(person: Person) -> frozenset[str]:
    table, known = lists.taxonomy(), lists.credentials()
    found = {table[t.code].profession for c in person.candidates for t in c.taxonomies if t.code in table}
    held = (tight(word) for c in person.candidates for text in c.credentials for word in re.split(r"[ ,;/]+", text))
    return frozenset(found | {known[word].profession for word in held if word in known}) - {"", "researcher", "other"}


def _degrees(behind: str) -> list[str]:
    """The licences and their degrees that follow a name at once: ", RN", " MD, MPH"."""
    known, found = lists.credentials(), list[str]()
    for word in re.split(r"[ ,;/()]+", behind[:_DEGREES].lstrip(" ,(")):
        key = tight(word)
        if key not in known or not word[:1].isupper():
            break
        found += [key] if known[key].kind in _LICENCES and known[key].profession else []
    return found


def _is_bare(between: str) -> bool:
    """Whether nothing but degrees and a platform's name stands between name and handle."""
    return all(tight(w) in lists.credentials() or fold(w) in _PLATFORMS for w in _WORD.findall(between))


def _led(before: str) -> bool:
    words = [w for w in fold(before).split() if w not in {"DR", "PROF", "PROFESSOR", "MR", "MRS", "MS", "THE", "OUR"}]
    return bool(words) and words[-1] in _BEFORE


def _spots(text: str, persons: tuple[Person, ...], claims: Claims) -> list[tuple[int, int]]:
    """Where the person's name stands, from its first word to its last."""
    wanted = [n.name for p in persons for n in p.names()] + ([name] if (name := claims.name()) else [])
    words = list(_WORD.finditer(text[:2000]))
    found = {spot for name in wanted for spot in _of_name(words, text, name)}
    return sorted(found)


def _of_name(words: list[re.Match[str]], text: str, name: PersonName) -> list[tuple[int, int]]:
    family = fold(name.family).split()
    size = max(2, len(family) + 1)
    found = []
    for i in range(len(words)):
        for last in range(i + 1, min(i + size + 2, len(words))):
            start, end = words[i].start(), words[last].end()
            if names(text[start:end], name) and not names(text[words[i + 1].start() : end], name):
                found.append((start, end))
                break
    return found
