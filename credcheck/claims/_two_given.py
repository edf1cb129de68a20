"""Given names of two words, which people carry as one: "Juan Pablo", "Marie Claude", "Ai Ling"."""

from __future__ import annotations

from credcheck.claims._tokens import fold
from credcheck.claims._words import words

_PAIRS = words("names.two_given")
_SYLLABLES = words("names.syllables")
_FAMILIES = words("names.syllable_families")
_FEWEST = 3


def with_given_joined(pieces: list[str]) -> list[str]:
    """The words of a name, the first two as one where they are one given name."""
    if len(pieces) < _FEWEST:
        return pieces
    first, second = fold(pieces[0]), fold(pieces[1])
    one = first + second in _PAIRS or (len(pieces) == _FEWEST and _are_syllables(first, second, fold(pieces[2])))
    return [" ".join(pieces[:2]), *pieces[2:]] if one else pieces


def _are_syllables(first: str, second: str, family: str) -> bool:
    """Whether two syllables stand before a Chinese or Korean family name: "Ai Ling Tan", "Ji Hoon Park"."""
    return family in _FAMILIES and first in _SYLLABLES and second in _SYLLABLES
