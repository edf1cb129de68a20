"""How much more often a surname and a given name go together than each, taken apart, makes likely.

Names of one language go together: whoever is called Jignesh is called Patel or Shah more often than O'Brien. A latent
class model of both names (benchmarks/accuracy/_together.py) says how a word's bearers are spread over a few classes; of
a word that few carry, its letters say it. The classes have no names, and only how often two words go together leaves
this file. Source: resources/lists/names_together.tsv.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import fsum, prod, sqrt
from types import MappingProxyType

from credcheck import lists
from credcheck.match.weights import Weights

LEAST = 0.1
"""However seldom two names are met together, no less than this is believed."""
LENGTHS = (2, 3)
"""So many letters make a part; the word's begin and end count as letters."""
Shares = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes' shares of all people, of the bearers of each listed word, and of the words that have each part."""

    all: Shares
    words: Mapping[tuple[str, str], Shares]
    parts: Mapping[tuple[str, str], Shares]

    def together(self, surname: str, given: str) -> float:
        """The factor; 1 of an initial, and of words whose letters say nothing."""
        return self.factor(self.of("family", surname), self.of("given", given))

    def factor(self, surname: Shares, given: Shares) -> float:
        """The factor of words whose bearers are spread so."""
        return max(LEAST, fsum(a * b / c for a, b, c in zip(surname, given, self.all, strict=True)))

    def of(self, kind: str, word: str) -> Shares:
        """How the bearers of a word are spread: as listed, or as its letters say."""
        listed = self.words.get((kind, word))
        return listed or (by_letters(self.all, self.parts, kind, word) if len(word) > 1 else self.all)


def by_letters(all: Shares, parts: Mapping[tuple[str, str], Shares], kind: str, word: str) -> Shares:
    """Each part counts half, since parts overlap and agree (square roots are the same on every machine)."""
    found = [shares for part in parts_of(word) if (shares := parts.get((kind, part)))]
    weights = [share * sqrt(prod([one[at] / share for one in found])) for at, share in enumerate(all)]
    whole = fsum(weights)
    return tuple([weight / whole for weight in weights])


def parts_of(word: str) -> list[str]:
    """The parts of two and three letters of a word, in order, each once; ^ and $ stand for its begin and end."""
    text = f"^{word[:40]}$"
    return list(dict.fromkeys(text[at : at + n] for n in LENGTHS for at in range(len(text) - n + 1)))


def together(surname: str, given: str, weights: Weights) -> float:
    """The factor for two words as `Form` has them, to the table's power; 1 by tables of weights that do not know it."""
    power = weights.numbers.get("together", 0.0)
    return float(classes().factor(_of("family", surname), _of("given", given)) ** power) if power else 1.0


@lru_cache(maxsize=20_000)
def _of(kind: str, word: str) -> Shares:
    """How the bearers of a word are spread, worked out once: near names share one of two words with the claimed one."""
    return classes().of(kind, word)


@cache
def classes() -> Classes:
    """The shipped classes."""
    words: dict[tuple[str, str], Shares] = {}
    parts: dict[tuple[str, str], Shares] = {}
    for row in lists.each("names_together"):
        kind, _, part = row["kind"].partition(" ")
        (parts if part else words)[kind, row["name"]] = tuple(
            [int(share) / 1000 for share in row["per_mille"].split("|")]
        )
    return Classes(words.pop(("all", "*")), MappingProxyType(words), MappingProxyType(parts))
