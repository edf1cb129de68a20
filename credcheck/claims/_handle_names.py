"""What a handle says of a name: one made of two names, or one that begins with a name or marks a doctor."""

from __future__ import annotations

import re

from credcheck.claims._known_names import names
from credcheck.claims._name_words import VOUCHES

_BEFORE_NAME = re.compile(r"(?i)^(?:dr|doc|prof|nurse|the|real)_?")
_DEGREE = re.compile(r"(?i)_?(?:md|phd|rn|do|np|mph|rph|pharmd|dds|dmd|dpt|lcsw|psyd|crna|fnp|bsn|msn|dvm|aprn)$")
_HUMPS = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+")
_PARTICLES = frozenset({"Mc", "Mac", "De", "Di", "Da", "Del", "La", "Le", "Al", "El", "Van", "Von", "St", "O", "Ben"})
_NAMES, _FEWEST, _LONGEST = 2, 3, 30
_SHORT_TAIL = re.compile(r"\w{0,12}")
_DEGREE_TAIL = re.compile(r"_?(?:md|rn|phd|np)\w{0,12}")


def split_handle(handle: str, alone: bool) -> tuple[str, str] | None:
    """A handle made of a given name and a family name: "jane_example"; both known, unless no display name is there."""
    body = _BEFORE_NAME.sub("", handle.split(".")[0].rstrip("0123456789_"))
    bodies = list(dict.fromkeys((body, _DEGREE.sub("", body).rstrip("_"))))
    for sure in (True, False) if alone else (True,):
        for one in bodies:
            found = _in_humps(one, sure) or _in_letters(one, sure)
            if found:
                return found
    return None


def _in_humps(body: str, sure: bool) -> tuple[str, str] | None:
    """The two names of a handle in capitals and small letters: "JaneQExample", "JaneMcExample", "JaneSmithTV"."""
    parts, known = _HUMPS.findall(body), names()
    tailed = len(parts) > _NAMES and parts[-1].isupper() and len(parts[-1]) > 1
    parts = _with_particles(parts[:-1] if tailed else parts)
    if len(parts) == _NAMES + 1 and len(parts[1]) == 1:
        parts = [parts[0], parts[2]]
    capital = len(parts) == _NAMES and all(p[0].isupper() and p[1:].islower() for p in parts)
    if not capital or "_" in body or parts[0].lower() not in known.given:
        return None
    family = parts[1].lower()
    fits = family in known.family if sure or tailed else family not in known.words
    return (parts[0], parts[1]) if fits and min(map(len, parts)) >= _FEWEST else None


def _with_particles(parts: list[str]) -> list[str]:
    """The parts with "Mc", "De", "Al" before the name that they begin."""
    joined: list[str] = []
    for part in parts:
        if len(joined) > 1 and joined[-1] in _PARTICLES:
            joined[-1] += part.lower()
        else:
            joined.append(part)
    return joined


def _in_letters(body: str, sure: bool) -> tuple[str, str] | None:
    """The two names of a handle in letters of one size, or with a stroke between: "janeexample", "jane_example"."""
    low, known = body.lower(), names()
    if len(_HUMPS.findall(body)) > _NAMES:
        return None
    found: list[tuple[bool, int, str, str]] = []
    for i in range(_FEWEST, min(len(low), _LONGEST) - _FEWEST):
        given, family = low[:i].strip("_"), low[i:].strip("_")
        parted = low[i : i + 1] == "_" or low[i - 1 : i] == "_" or body[i].isupper()
        if given in known.given and len(family) > _FEWEST and family.isalpha():
            found.append((parted, len(given), given, family))
    fitting = [f for f in found if f[3] in known.family] if sure else found and [max(found)]
    parted, _, given, family = max(fitting, default=(False, 0, "", ""))
    known_well = sure or parted or (len(given) >= VOUCHES and not _is_more_than_a_name(family))
    word = family in known.words and family not in known.family
    return (given.capitalize(), family.capitalize()) if given and known_well and not word else None


def _is_more_than_a_name(rest: str) -> bool:
    """Whether letters begin or end in a word or another name: "hsmith", "garciax", "guitarfan"."""
    known = names()
    ends = (rest[:i] for i in range(_FEWEST + 1, len(rest))), (rest[i:] for i in range(1, len(rest) - _FEWEST))
    return any(end in known.family or end in known.given or end in known.words for half in ends for end in half)


def begins(handle: str, folded: str) -> bool:
    """Whether the handle is the word and one more name: "Jane" of "JaneExample"."""
    body = handle.split(".")[0].rstrip("0123456789_")
    rest = body[len(folded) :].lstrip("_")
    return (
        body[: len(folded)].lower() == folded
        and len(folded) > 3
        and len(rest) > 3
        and rest[0].isupper()
        and rest[1:].islower()
        and rest.lower() not in names().words
    )


def is_doctors_handle(handle: str, folded: str) -> bool:
    """Whether the handle is the name with a doctor's mark: "janemd", "drjane"."""
    rest = handle.removeprefix("dr").removeprefix("_")
    if rest != handle and rest.startswith(folded):
        return _SHORT_TAIL.fullmatch(rest, len(folded)) is not None
    return handle.startswith(folded) and _DEGREE_TAIL.fullmatch(handle, len(folded)) is not None
