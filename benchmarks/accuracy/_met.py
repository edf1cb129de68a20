"""As how many others a full name is met: a register cut in two, and names of one part looked for in the other."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor, log, log2

from benchmarks.accuracy._people import Pool, key
from benchmarks.accuracy._table import Measured
from credcheck.match.together import classes
from credcheck.match.told_apart import OWN

KEPT, SMALLER = 0.7, 0.1
"""The part that names are taken from, and a smaller one that shows how the rates grow with it."""
CUTS = 4
LEAST = 200
"""A rate is of at least so many names."""
LOWEST = 2.0**-13
APART = (0.0001, 0.0004, 0.0016, 0.0064, 0.025, 0.1, 0.4, 1.6)
"""Where the factors of near names stand; all are one until claims correct them."""
BY = (1, 2, 3)
Pair = tuple[str, str]


@dataclass(frozen=True)
class Cut:
    """The names of one part, how many carry each surname and given name, the names of the other part; and sums."""

    seen: Counter[Pair]
    families: Counter[str]
    given: Counter[str]
    held: Counter[Pair]
    people: int
    others: int

    def likely(self, name: Pair) -> float:
        """As how many others the parts of a name, taken apart, make it likely."""
        own = self.seen[name] - OWN
        return with_it(name) * (self.families[name[0]] - own) * (self.given[name[1]] - own) / self.people

    def met(self, name: Pair) -> float:
        """As how many others it is met, of as many people again."""
        return self.held[name] * self.people / self.others


@dataclass(frozen=True)
class Rate:
    """How many names, the mean number of others that their parts make likely, and of others met."""

    names: int
    likely: float
    met: float


def apart() -> list[Measured]:
    """The factors of near names, by how many people of the listed name its parts make likely."""
    return [Measured("apart", "", f"{likely:g}", 1.0, None, "a factor of u") for likely in APART]


def measured(everybody: Pool, chance: random.Random) -> tuple[list[Measured], list[Measured]]:
    """The rates of names, and the numbers about them: of how many people, and how they grow with that."""
    names = [key(somebody.name) for somebody in everybody.people]
    cuts = [_cut(names, KEPT, chance) for _ in range(CUTS)]
    people = round(sum(cut.people for cut in cuts) / CUTS)
    where = f"of {people:,} people, {CUTS} times, met among {len(names) - people:,} others"
    rows = [
        Measured("met", str(carry), f"{rate.likely:.4g}", rate.met, None, f"{rate.names:,} names {where}")
        for carry in BY
        for rate in rates(cuts, carry)
    ]
    grown = _growth(cuts, [_cut(names, SMALLER, chance) for _ in range(CUTS)])
    source = f"names that one person carries in {SMALLER:.0%} and in {KEPT:.0%} of the people"
    together = Measured("number", "", "dependence", _dependence(names), None, f"of {len(names):,} people")
    return rows, [
        Measured("number", "", "met people", float(people), None, "as counted"),
        Measured("number", "", "met growth", grown, None, source),
        together,
    ]


def with_it(name: Pair) -> float:
    """How much more often the names go together than each apart makes likely."""
    return classes().together(name[0].replace(" ", ""), name[1].replace(" ", ""))


def _dependence(names: Sequence[Pair]) -> float:
    """How many others carry one's whole name, to how many its parts, taken apart, make likely; the mean by people."""
    whole, families, given = Counter(names), Counter(n[0] for n in names), Counter(n[1] for n in names)
    met = sum(n * (n - 1) for n in whole.values())
    likely = sum(with_it((f, g)) * (families[f] - 1) * (given[g] - 1) for f, g in names) / len(names)
    return round(met / likely, 3) if likely else 1.0


def _cut(names: Sequence[Pair], part: float, chance: random.Random) -> Cut:
    """A part of the people, and of the others what is outside the largest part."""
    luck = [chance.random() for _ in names]
    seen = Counter(name for name, at in zip(names, luck, strict=True) if at < part)
    held = Counter(name for name, at in zip(names, luck, strict=True) if at >= KEPT)
    families, given = Counter[str](), Counter[str]()
    for name, n in seen.items():
        families[name[0]] += n
        given[name[1]] += n
    return Cut(seen, families, given, held, seen.total(), held.total())


def rates(cuts: Sequence[Cut], carry: int) -> list[Rate]:
    """The rates of names that so many people carry, by how many others are likely, the least first."""
    bins: dict[int, Rate] = {}
    for cut in cuts:
        for name, n in cut.seen.items():
            if n == carry:
                likely = cut.likely(name)
                at = floor(log2(max(LOWEST, likely)))
                bins[at] = _more(bins.get(at, Rate(0, 0.0, 0.0)), likely, cut.met(name))
    return list(_enough(sorted(bins.items())))


def _more(rate: Rate, likely: float, met: float) -> Rate:
    return Rate(rate.names + 1, rate.likely + likely, rate.met + met)


def _enough(bins: list[tuple[int, Rate]]) -> Iterator[Rate]:
    """Sums as means; a bin of too few names goes with the next, the last of them with none."""
    names, likely, met = 0, 0.0, 0.0
    for _, rate in bins:
        names, likely, met = names + rate.names, likely + rate.likely, met + rate.met
        if names >= LEAST * CUTS and met:
            yield Rate(names, max(LOWEST, likely / names), met / names)
            names, likely, met = 0, 0.0, 0.0


def _growth(large: Sequence[Cut], small: Sequence[Cut]) -> float:
    """The power of the number of people with which meetings beyond the likely grow, where few are likely."""
    of_small = {floor(log2(rate.likely)): rate for rate in rates(small, 1)}
    pairs = [(of_small[at], rate) for rate in rates(large, 1) if (at := floor(log2(rate.likely))) in of_small]
    few = [(a, b) for a, b in pairs if b.likely < 0.1 and a.met > a.likely and b.met > b.likely]
    weight = sum(a.names for a, _ in few)
    grown = sum(a.names * log((b.met - b.likely) / (a.met - a.likely)) for a, b in few) / max(1, weight)
    return round(grown / log(KEPT / SMALLER), 3)
