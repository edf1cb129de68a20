"""The ways in which people write their own names, and how often (judgement; the strata are even)."""

from __future__ import annotations

import random

from benchmarks.accuracy._people import Somebody
from credcheck import lists
from credcheck.model import PersonName
from credcheck.text import fold

AS_LISTED = "as registered"
WAYS = {
    "as registered": 0.74, "nickname": 0.10, "initial": 0.03, "middle as first": 0.02, "one typo": 0.02,
    "two typos": 0.005, "former surname": 0.03, "hyphen half": 0.02, "order swapped": 0.005, "transliterated": 0.01,
}  # fmt: skip
_SWAPS = (
    ("OU", "U"), ("EE", "I"), ("KH", "H"), ("PH", "F"), ("SCH", "SH"), ("CK", "K"), ("TZ", "Z"), ("W", "V"), ("Y", "I"),
    ("J", "Y"), ("C", "K"), ("AE", "A"), ("OE", "O"), ("SKY", "SKI"), ("OV", "OFF"), ("EI", "EY"),
)  # fmt: skip


def written(way: str, somebody: Somebody, chance: random.Random) -> PersonName | None:
    """The name as a person writes it in this way, or None where they have no such way."""
    name = somebody.name
    given, middle, family = name.given, name.middle, name.family
    if way == "as registered":
        return PersonName(given, middle if chance.random() < 0.3 else "", family)
    if way == "nickname":
        short = _nickname(fold(given), chance)
        return PersonName(short.title(), "", family) if short else None
    if way == "initial":
        return PersonName(given[0], middle if chance.random() < 0.5 else "", family)
    if way == "middle as first":
        return PersonName(middle, "", family) if len(middle) > 2 and middle.isalpha() else None
    if way in ("one typo", "two typos"):
        return _typos(name, 1 if way == "one typo" else 2, chance)
    if way == "former surname":
        other = next((o for o in somebody.others if fold(o.family) != fold(family)), None)
        return PersonName(given, "", other.family) if other else None
    if way == "hyphen half":
        parts = [p for p in fold(family).split() if len(p) > 3]
        return PersonName(given, "", chance.choice(parts).title()) if len(parts) == 2 else None
    if way == "order swapped":
        return PersonName(family, "", given)
    return _transliterated(name, chance)


def _nickname(given: str, chance: random.Random) -> str:
    short = _short_forms().get(given, [])
    return chance.choices([n for n, _ in short], [s for _, s in short])[0] if short else ""


_SHORT: dict[str, list[tuple[str, float]]] = {}


def _short_forms() -> dict[str, list[tuple[str, float]]]:
    if not _SHORT:
        for nickname, names in lists.nicknames().items():
            for formal, share in names:
                _SHORT.setdefault(formal, []).append((nickname, share))
    return _SHORT


def _typos(name: PersonName, count: int, chance: random.Random) -> PersonName | None:
    given, family = name.given, name.family
    for _ in range(count):
        if chance.random() < 0.7 and len(family) > 4:
            family = _typo(family, chance)
        elif len(given) > 4:
            given = _typo(given, chance)
        else:
            return None
    return PersonName(given, "", family)


def _typo(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice("aeiourstnlm")
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def _transliterated(name: PersonName, chance: random.Random) -> PersonName | None:
    folded = fold(name.family)
    fitting = [(a, b) for a, b in _SWAPS if a in folded]
    if not fitting or " " in folded:
        return None
    a, b = chance.choice(fitting)
    return PersonName(name.given, "", folded.replace(a, b, 1).title())
