"""Which surnames and given names go together: a latent class model, fitted to how often each pair is met.

P(surname, given name) = sum over classes of P(class) P(surname | class) P(given name | class), by expectation
maximisation (Hofmann 1999). Words that few carry are left out; how the words of each class are written (parts of two
and three letters) says the same of them, and each word leans to what its letters say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from credcheck import resources
from credcheck.match.together import by_letters, parts_of

CLASSES, STARTS, ROUNDS = 7, 8, 100
FEWEST = 10
"""Words that fewer carry have no row: the list is about names, not about people."""
LEANING = 10.0
"""As many bearers are added to each word: spread as all people are at first, in the end as its letters say."""
WORDS = 3.0
"""A part of so many words or more says something; one word more is added, spread as all people are."""
HEAD = (
    "# How the bearers of surnames and given names are spread over a few classes of names that go together, per mille.",
    "# A latent class model of the pairs in a public extract of the US NPI register (public domain), about 7 % of its",
    f"# people; names that {FEWEST} or more carry, and how such names are written (part; ^ and $: begin and end).",
    "# Counts only; written by benchmarks/accuracy/fit.py --together (Apache-2.0).",
    "kind\tname\tper_mille",
)
Array = NDArray[np.float64]
Places = NDArray[np.intp]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Fitted:
    """The classes' shares; by word how many bearers (and of those added) are of each; how well pairs are told."""

    all: Array
    families: dict[str, Array]
    given: dict[str, Array]
    told: float


@dataclass(frozen=True)
class _Pairs:
    """The pairs of words that enough people carry: their places in both lists of words, and how many carry both."""

    words: tuple[list[str], list[str]]
    at: tuple[Places, Places]
    people: Array


def fitted(names: Sequence[Pair], classes: int = CLASSES, starts: int = STARTS, rounds: int = ROUNDS) -> Fitted:
    """The best of several starts, by how likely it makes the pairs."""
    pairs = _pairs(names)
    return max((_one(pairs, classes, rounds, start) for start in range(starts)), key=lambda f: f.told)


def _pairs(names: Sequence[Pair]) -> _Pairs:
    words = _enough(Counter(name[0] for name in names)), _enough(Counter(name[1] for name in names))
    first, second = ({word: at for at, word in enumerate(some)} for some in words)
    found = Counter((first[f], second[g]) for f, g in names if f in first and g in second)
    at = np.array(sorted(found), dtype=np.intp)
    return _Pairs(words, (at[:, 0], at[:, 1]), np.array([float(found[f, g]) for f, g in at.tolist()]))


def _enough(words: Counter[str]) -> list[str]:
    return sorted(word for word, people in words.items() if people >= FEWEST and len(word) > 1)


def _one(pairs: _Pairs, classes: int, rounds: int, start: int) -> Fitted:
    chance = np.random.default_rng(start)
    counts = [chance.uniform(0.5, 1.5, (len(words), classes)) for words in pairs.words]
    shares, told = np.full(classes, 1 / classes), 0.0
    for _ in range(rounds):
        family, given = (side / side.sum(0) for side in counts)
        joint = shares * family[pairs.at[0]] * given[pairs.at[1]]
        whole = joint.sum(1)
        told = float((pairs.people * np.log(whole)).sum())
        of_each = joint * (pairs.people / whole)[:, None]
        shares = of_each.sum(0) / pairs.people.sum()
        counts = [_sums(at, of_each, len(w)) + LEANING * shares for at, w in zip(pairs.at, pairs.words, strict=True)]
    families, given_names = (dict(zip(w, side, strict=True)) for w, side in zip(pairs.words, counts, strict=True))
    return Fitted(shares, families, given_names, told)


def _sums(at: Places, of_each: Array, words: int) -> Array:
    return np.stack([np.bincount(at, column, words) for column in of_each.T], axis=1)


def write(names: Sequence[Pair]) -> int:
    """Write the list; how many rows it has."""
    lines = list(_lines(fitted(names)))
    (resources.folder() / "lists" / "names_together.tsv").write_text("\n".join((*HEAD, *lines)) + "\n", "utf-8")
    return len(lines)


def _lines(found: Fitted) -> Iterator[str]:
    yield f"all\t*\t{_per_mille(found.all)}"
    for kind, words in (("family", found.families), ("given", found.given)):
        written = parts(words, found.all)
        yield from (f"{kind}\t{word}\t{_per_mille(row)}" for word, row in leaning(words, written, found.all).items())
        yield from (f"{kind} part\t{part}\t{_per_mille(row)}" for part, row in written.items())


def parts(words: Mapping[str, Array], all: Array) -> dict[str, Array]:
    """The shares of the words that have each part; every word counts once."""
    sums: dict[str, Array] = {}
    for word, people in words.items():
        for part in parts_of(word):
            sums[part] = sums.get(part, np.zeros_like(all)) + people / people.sum()
    return {part: (s + all) / (s.sum() + 1) for part, s in sorted(sums.items()) if s.sum() >= WORDS - 1e-6}


def leaning(words: Mapping[str, Array], written: Mapping[str, Array], all: Array) -> dict[str, Array]:
    """The words' shares once the bearers added to each are spread as its letters say."""
    usual, known = tuple(all.tolist()), {("", part): tuple(row.tolist()) for part, row in written.items()}
    by = {word: np.array(by_letters(usual, known, "", word)) for word in words}
    leant = {word: people + LEANING * (by[word] - all) for word, people in words.items()}
    return {word: people / people.sum() for word, people in leant.items()}


def _per_mille(shares: Array) -> str:
    return "|".join(f"{max(1.0, 1000 * share):.0f}" for share in shares)
