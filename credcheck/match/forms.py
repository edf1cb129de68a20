"""A personal name folded once into the forms that comparators need."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from credcheck.model import PersonName
from credcheck.text import fold

_LONGEST = 80
_PARTICLES = frozenset(
    [
        "DE",
        "LA",
        "LAS",
        "LOS",
        "DEL",
        "DA",
        "DAS",
        "DO",
        "DOS",
        "DI",
        "DELLA",
        "VAN",
        "VON",
        "DER",
        "DEN",
        "TER",
        "TEN",
        "ZU",
        "AL",
        "EL",
        "BIN",
        "IBN",
        "ABU",
        "BEN",
        "BINT",
        "Y",
        "E",
        "MC",
        "MAC",
        "O",
        "ST",
        "LE",
        "DU",
        "D",
    ]
)
_GENERATIONS = {
    "JR": "JR", "JUNIOR": "JR", "II": "II", "2ND": "II", "SR": "SR", "SENIOR": "SR",
    "III": "III", "3RD": "III", "IV": "IV", "4TH": "IV", "V": "V",
}  # fmt: skip
_SPELLINGS = (
    ("SAINT", re.compile(r"^SAINT(?=[A-Z]{3})"), "ST"),
    ("MAC", re.compile(r"^MAC(?=[B-DF-HJ-NP-TV-Z])"), "MC"),
    ("E", re.compile(r"AE|OE|UE"), lambda m: m[0][0]),
    ("SK", re.compile(r"(?:SKAYA|SKAIA|SKIY|SKYI|SKYY|SKIJ|SKYJ|SKOY|SKOI|SKYA|SKY|SKI|SKA)$"), "SKI"),
    ("CK", re.compile(r"(?:CKA|CKY|CKIY|CKAYA)$"), "CKI"),
    ("VA", re.compile(r"(?<=[OE])VA$"), "V"),
    ("INA", re.compile(r"(?<=[KH])INA$"), "IN"),
    ("OPOULOU", re.compile(r"(?<=OPOUL)OU$"), "OS"),
    ("O", re.compile(r"(?:OFF|OW)$"), "OV"),
    ("CH", re.compile(r"SHCH|SCHTSCH"), "SH"),
    ("SZCZ", re.compile(r"SZCZ"), "SH"),
    ("C", re.compile(r"TSCH|TCH|CZ|CS(?=[AEIOU])|CH"), "C"),
    ("S", re.compile(r"SCH|SH|SZ"), "S"),
    ("Z", re.compile(r"ZH|TZ"), "Z"),
    ("TS", re.compile(r"TS"), "Z"),
    ("H", re.compile(r"KH|GH(?=[AEIOU])"), "H"),
    ("PH", re.compile(r"PH"), "F"),
    ("TH", re.compile(r"TH"), "T"),
    ("", re.compile(r"CK|Q|C(?=[AOU])"), "K"),
    ("W", re.compile(r"W"), "V"),
    ("O", re.compile(r"OU|OO"), "U"),
    ("", re.compile(r"EE|EI|EY|AY|AI"), "I"),
    ("", re.compile(r"IE|Y|J(?=[^AEIOU]|$)"), "I"),
    ("", re.compile(r"(.)\1+"), r"\1"),
    ("H", re.compile(r"(?<=.)H(?=[^AEIOU]|$)"), ""),
)
"""What stands in every word that a rule changes, the rule, and what it puts there."""
_SOUNDS = str.maketrans(
    {**dict.fromkeys("BFPV", "1"), **dict.fromkeys("CGJKQSXZ", "2"), **dict.fromkeys("DT", "3"), "L": "4",
     **dict.fromkeys("MN", "5"), "R": "6", **dict.fromkeys("AEIOUYHW", "")}
)  # fmt: skip


class Form(NamedTuple):
    """A name in folded capitals: parts as written, and without spaces."""

    given: str
    middle: str
    family: str
    generation: str
    nickname: str
    givens: tuple[str, ...]
    families: tuple[str, ...]
    middles: tuple[str, ...]
    halves: tuple[str, ...]
    whole: str
    shown: PersonName


@lru_cache(maxsize=20_000)
def form(name: PersonName) -> Form:
    """The folded form of a name; parts are cut at eighty characters."""
    given, middle, family = _folded(name.given), _folded(name.middle), _folded(name.family)
    family, generation = _generation(family, _folded(name.suffix)) if name.suffix or " " in family else (family, "")
    nickname, whole = _folded(name.nickname).replace(" ", ""), given + middle + family
    if " " not in whole:
        parts = _only(given), _only(family), _only(middle)
        return Form(given, middle, family, generation, nickname, *parts, (), whole, name)
    families = tuple(family.split())
    return Form(
        given.replace(" ", ""),
        middle.replace(" ", ""),
        family.replace(" ", ""),
        generation,
        nickname,
        tuple(given.split()),
        families,
        tuple(middle.split()),
        _halves(families),
        whole.replace(" ", ""),
        name,
    )


def _only(word: str) -> tuple[str, ...]:
    return (word,) if word else ()


def _folded(text: str) -> str:
    return fold(text[:_LONGEST]) if text else ""


def _generation(family: str, suffix: str) -> tuple[str, str]:
    for word in suffix.split():
        if word in _GENERATIONS:
            return family, _GENERATIONS[word]
    head, _, last = family.rpartition(" ")
    if head and last in _GENERATIONS and last != "V":
        return head, _GENERATIONS[last]
    return family, ""


def _halves(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The names inside a double surname, with particles: DE LA CRUZ GOMEZ -> DELACRUZ, CRUZ, GOMEZ."""
    if len(tokens) < 2:
        return ()
    halves: list[str] = []
    particles = ""
    for token in tokens:
        if token in _PARTICLES:
            particles += token
            continue
        halves += [particles + token, token] if particles else [token]
        particles = ""
    return tuple(h for h in dict.fromkeys(halves) if len(h) > 1 and h != "".join(tokens))


@lru_cache(maxsize=50_000)
def spelling(word: str) -> str:
    """A key that spelling variants share: Müller = Mueller, Ivanova = Ivanov, Catherine = Katherine."""
    for part, pattern, by in _SPELLINGS:
        if part in word:
            word = pattern.sub(by, word)
    return word


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A key of how a word sounds: its first letter, then consonant classes; unlike Soundex, not cut at four."""
    key = spelling(word)
    digits = key[:1] + re.sub(r"(.)\1+", r"\1", key[1:].translate(_SOUNDS))
    return digits if len(digits) > 2 else ""
