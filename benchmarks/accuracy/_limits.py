"""Where MATCH begins: the thresholds that name most people rightly on the tuning seeds, at a stated precision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from benchmarks.accuracy._intervals import wilson
from benchmarks.accuracy._table import Measured
from credcheck.model import Answer, Case, ClaimKind, Claims, Profile, Ranking, RecordAxis
from credcheck.thresholds import Thresholds
from credcheck.verdict import beside_the_name, decide

PRECISION, ABSENT = 0.99, 0.005
"""Asked of the worse end of the 95 % interval on the tuning seeds: the middle itself was not enough, because a chosen
threshold flatters itself (.45 % of the absent there were .58 % on a fresh seed)."""
MATCHES = (0.9, 0.92, 0.93, 0.94, 0.95, 0.96, 0.965, 0.97, 0.973, 0.976, 0.979, 0.982, 0.985, 0.988, 0.99)
ALONE = (0.97, 0.975, 0.98, 0.982, 0.984, 0.986, 0.988, 0.99, 0.992, 0.994, 0.996, 0.997, 0.998, 0.999)
MORE_BITS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0)
LOWEST = 0.5


@dataclass(frozen=True, slots=True)
class Nearly:
    """One claim as the thresholds see it: how probable the first is, what else agrees, and what is true.

    `worth` says how much it counts to find the holder: the claim's weight, twice where a specialty tells people apart.
    """

    able: bool
    probability: float
    more: float
    right: bool
    present: bool
    worth: float


def loose(limits: Thresholds) -> Thresholds:
    """Thresholds under which only the other rules keep the first person from being a MATCH."""
    return replace(limits, match=LOWEST, alone=LOWEST, more_bits=0.0)


def nearly(claims: Claims, answer: Answer, ranking: Ranking, truth: str, limits: Thresholds, weight: float) -> Nearly:
    """A ranked claim; `able` where only the thresholds can keep it from being a MATCH."""
    best = ranking.matches[0] if ranking.matches else None
    able = decide(Case(Profile(), claims, (answer,), ranking), (), loose(limits)).record is RecordAxis.MATCH
    worth = weight * (2.0 if claims.first(ClaimKind.SPECIALTY) else 1.0)
    if best is None:
        return Nearly(False, 0.0, 0.0, False, bool(truth), worth)
    more, right = beside_the_name(best), best.person.key == truth
    return Nearly(able, best.probability, more, right, bool(truth), worth)


def chosen(some: Sequence[Nearly], limits: Thresholds, where: str) -> list[Measured]:
    """The thresholds to write: most worth found, among those that are precise enough; else the strictest."""
    able = [one for one in some if one.able]
    absent = max(1, sum(not one.present for one in some))
    best = max(_tried(able, absent), key=lambda found: found[0], default=None)
    _, match, alone, more, precision, false = best or (0, MATCHES[-1], ALONE[-1], limits.more_bits, 0.0, 0.0)
    source = (
        f"{len(some):,} claims of {where}: precision {precision:.4f}, {100 * false:.2f} % of the absent called MATCH"
    )
    values = (("match", match), ("alone", alone), ("more bits", more))
    return [Measured("threshold", "", name, value, None, source) for name, value in values]


_Tried = tuple[float, float, float, float, float, float]


def _tried(able: Sequence[Nearly], absent: int) -> Iterator[_Tried]:
    for match, alone, more in product(MATCHES, ALONE, MORE_BITS):
        if alone < match:
            continue
        taken = [one for one in able if one.probability >= (match if one.more >= more else alone)]
        hits, named = sum(one.right for one in taken), sum(not one.present for one in taken)
        if taken and wilson(hits, len(taken))[0] >= PRECISION and wilson(named, absent)[2] <= ABSENT:
            worth = sum(one.worth for one in taken if one.right)
            yield worth, match, alone, more, hits / len(taken), named / absent
