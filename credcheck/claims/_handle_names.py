"""What a handle says of a name: one made of two names, or one that begins with a name or marks a doctor."""

from __future__ import annotations

import re

from credcheck.claims._known_names import names
from credcheck.claims._name_words import VOUCHES

_INITIALLED = re.compile(r"([A-Z][a-z]{2,20})[A-Z]_?([A-Z][a-z]{2,20})")
_SHORT_TAIL = re.compile(r"\w{0,12}")
_DEGREE_TAIL = re.compile(r"_?(?:md|rn|phd|np)\w{0,12}")


def split_handle(handle: str, alone: bool) -> tuple[str, str] | None:
    """A handle made of a given name and a family name: "jane_example"; both known, unless no display name is there."""
    body = re.sub(
        r"(?i)^(?:dr|doc|prof|nurse|the|real)_?|_?(?:md|phd|rn|do|np|mph|rph|pharmd|dds|dmd|dpt|lcsw|psyd|crna|fnp|bsn|msn|dvm|aprn)?[0-9_]*$",
        "",
        handle.split(".")[0],
    )
    low, known = body.lower(), names()
    humps = _INITIALLED.fullmatch(body)
    if humps and humps[1].lower() in known.given:
        return humps[1], humps[2]
    found: list[tuple[bool, bool, int, str, str]] = []
    for i in range(3, min(len(low), 30) - 3):
        given, family = low[:i].strip("_"), low[i:].strip("_")
        parted = low[i : i + 1] == "_" or low[i - 1 : i] == "_" or body[i].isupper()
        vouched = family in known.family or (alone and (len(given) >= VOUCHES or parted) and family.isalpha())
        word = family in known.words and family not in known.family
        if given in known.given and vouched and len(family) > 3 and not word:
            found.append((parted, family in known.family, len(given), given, family))
    return (max(found)[3].capitalize(), max(found)[4].capitalize()) if found else None


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
