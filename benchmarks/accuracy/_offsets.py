"""How far the weights of levels are off: the most probable correction of each, from claims whose truth is known.

A conditional logit: the chance of each person is 2^(bits + corrections of its levels) over the sum of all and nobody.
The corrections are held back by a normal prior, so that a level seldom seen keeps the number that was counted for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log
from sys import intern
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from credcheck.model import Answer, Claims, Match, Ranking

KEPT = 8
SPREAD_BITS = 1.5
"""How far, in bits, a correction is expected to go (one standard deviation) before any claim is seen."""
ROUNDS = 400
NAMES = ("surname", "given")
RATES = ("met ", "apart ")
"""Only these are corrected: what a drawn claim says of specialty, place or credential comes from the record itself."""
FIXED = frozenset({"surname: conflict", "given: conflict"})
"""Nor these: names that share nothing become no likelier because the claims' typing errors are drawn often."""
UNDRAWN = frozenset(
    {"surname: maiden as middle", "surname: initial", "given: formal of nickname", "given: shared formal name"}
    | {"given: part", "given: listed initial"}
)
"""Nor these: no way of writing a name that is drawn leads to them, so that claims would only ever speak against."""

NEAR = frozenset(f"{field}: {name}" for field in NAMES for name in ("one edit", "two edits", "phonetic"))
NEAR |= {"surname: spelling variant", "given: spelling variant"}
UNHEARD = ", unheard"
"""A correction besides, where nobody in the register carries the claimed word: then it is likelier to be misspelt."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Claimed:
    """Claims, what the register answered, and the key of the person who speaks ("" when absent)."""

    claims: Claims
    answer: Answer
    truth: str


@dataclass(frozen=True, slots=True)
class Example:
    """One claim's ranking as the fit sees it: the first matches' bits and levels, what remains for nobody, and more.

    `truth` is the place of the person who speaks (-1: not among the matches).
    """

    bits: tuple[float, ...]
    levels: tuple[tuple[str, ...], ...]
    rest: float
    truth: int
    weight: float


def rate_label(kind: str, people: str, likely: str) -> str:
    """What a correction of a rate is called."""
    return f"{kind} {people}: {likely}"


def example(
    ranking: Ranking,
    truth: int,
    weight: float,
    unheard: frozenset[str] = frozenset(),
    rates: Mapping[str, str] = MappingProxyType({}),
) -> Example:
    """A ranking as an example; `unheard` are the fields whose claimed word nobody in the register carries.

    `rates` are the labels of how often a person's name is met, by the person's key.
    """
    first = ranking.matches[:KEPT]
    bits = tuple(m.bits for m in first)
    whole = 2.0 ** bits[0] / max(first[0].probability, 1e-300) if first else 1.0
    rest = log(max(whole - sum(2.0**b for b in bits), 1.0))
    return Example(bits, tuple(_levels(m, unheard, rates) for m in first), rest, truth, weight)


def _levels(match: Match, unheard: frozenset[str], rates: Mapping[str, str]) -> tuple[str, ...]:
    """The levels of a match, those near a word that nobody carries twice, and how often the name is met."""
    told = [one.level for one in match.evidence]
    told += [n + UNHEARD for n in told if n in NEAR and n.partition(":")[0] in unheard]
    return tuple(intern(n) for n in [*told, *filter(None, [rates.get(match.person.key)])])


@dataclass(frozen=True)
class Fitted:
    """Corrections in bits by level, on how many claims each was seen, and the mean log-likelihood before and after."""

    bits: dict[str, float]
    seen: dict[str, int]
    before: float
    after: float


@dataclass(frozen=True)
class _Arrays:
    base: Floats
    has: NDArray[np.int32]
    rest: Floats
    truth: NDArray[np.int64]
    weight: Floats


def fit(examples: Sequence[Example], least: int = 30) -> Fitted:
    """The corrections of every level seen on at least so many claims."""
    some = [e for e in examples if e.bits]
    seen = Counter(level for e in some for level in set(chain.from_iterable(e.levels)))
    names = sorted(level for level, n in seen.items() if n >= least and _corrected(level))
    arrays = _arrays(some, {name: at for at, name in enumerate(names)})
    delta, before, after = _climb(arrays, len(names))
    bits = _shared_out({name: float(delta[at]) / log(2) for at, name in enumerate(names)})
    return Fitted(bits, {name: seen[name] for name in names}, before, after)


def _shared_out(bits: dict[str, float]) -> dict[str, float]:
    """The same corrections, with none of the same surname: claims tell only what surname and given name weigh together.

    So a surname keeps the weight that its frequency gives it, and a given name that agrees beside another surname is
    not taken for more than it is.
    """
    moved = bits.get("surname: exact", 0.0)
    by = {"surname": -moved, "given": moved}
    return {n: b if n.endswith(UNHEARD) else b + by.get(n.partition(":")[0], 0.0) for n, b in bits.items()}


def _corrected(level: str) -> bool:
    return level.startswith((*NAMES, *RATES)) and level not in FIXED | UNDRAWN


def _arrays(examples: Sequence[Example], number: dict[str, int]) -> _Arrays:
    """Log-weights of persons against nobody, their levels as numbers (padded), and what remains for nobody."""
    count = len(examples)
    width = max((sum(n in number for n in one) for e in examples for one in e.levels), default=0)
    base, rest = np.full((count, KEPT), -1e9), np.zeros(count)
    has = np.full((count, KEPT, width), len(number), np.int32)
    truth, weight = np.full(count, KEPT, np.int64), np.zeros(count)
    for row, one in enumerate(examples):
        rest[row], weight[row] = one.rest, one.weight
        for at, (bits, levels) in enumerate(zip(one.bits, one.levels, strict=True)):
            base[row, at] = bits * log(2)
            own = [number[level] for level in levels if level in number]
            has[row, at, : len(own)] = own
        if 0 <= one.truth < KEPT:
            truth[row] = one.truth
    return _Arrays(base, has, rest, truth, weight / weight.mean())


def _climb(arrays: _Arrays, count: int) -> tuple[Floats, float, float]:
    """Adam on the penalised likelihood: few hundred small steps on a concave function."""
    delta, first, second = np.zeros(count + 1), np.zeros(count + 1), np.zeros(count + 1)
    before = after = 0.0
    spread = (SPREAD_BITS * log(2)) ** 2 * len(arrays.weight)
    for step in range(1, ROUNDS + 1):
        likely, gradient = _slope(arrays, delta, count)
        before, after = (likely if step == 1 else before), likely
        gradient -= delta / spread
        gradient[count] = 0.0
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        delta += 0.03 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-9) * min(1.0, 80 / step)
    return delta[:count], before, after


def _slope(arrays: _Arrays, delta: Floats, count: int) -> tuple[float, Floats]:
    scores = arrays.base + delta[arrays.has].sum(axis=2)
    every = np.concatenate([scores, arrays.rest[:, None]], axis=1)
    every -= every.max(axis=1, keepdims=True)
    chances = np.exp(every)
    chances /= chances.sum(axis=1, keepdims=True)
    rows = np.arange(len(chances))
    likely = float((arrays.weight * np.log(np.maximum(chances[rows, arrays.truth], 1e-12))).mean())
    wanted = np.zeros_like(chances)
    wanted[rows, arrays.truth] = 1.0
    pull = ((wanted - chances)[:, :KEPT] * arrays.weight[:, None]) / len(rows)
    gradient = np.zeros(count + 1)
    np.add.at(gradient, arrays.has.reshape(-1), np.repeat(pull.reshape(-1), arrays.has.shape[2]))
    return likely, gradient
