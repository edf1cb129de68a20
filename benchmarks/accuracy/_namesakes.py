"""How much likelier than by chance two people of one name share a state, a city, a specialty or a profession.

Names run in families, places and generations: whoever carries a name is likelier to work where, and as, others of that
name do than anybody at all. So what a namesake agrees in by chance is more frequent than in the whole register.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from benchmarks.accuracy._claimants import field_of
from benchmarks.accuracy._people import Pool, Somebody
from benchmarks.accuracy._table import Measured
from credcheck.match.professions import profession_of
from credcheck.match.shares import city_share, profession_share, state_share
from credcheck.match.specialties import specialty_frequency, specialty_level

SAMPLE = 60_000
Pair = tuple[Somebody, Somebody]
Seen = tuple[str, str, bool, float]


def measured(everybody: Pool, chance: random.Random) -> list[Measured]:
    """The `times` of the levels that agree: seen among pairs of namesakes, over what the register's shares expect."""
    pairs = Counter[tuple[str, str]]()
    seen = Counter[tuple[str, str]]()
    expected: defaultdict[tuple[str, str], float] = defaultdict(float)
    for a, b in _pairs(everybody, chance):
        for field, name, agrees, share in _compared(a, b, chance):
            pairs[field, name] += 1
            seen[field, name] += agrees
            expected[field, name] += share
    found = []
    for (field, name), whole in sorted(pairs.items()):
        n, by_chance = seen[field, name], expected[field, name]
        source = f"{n:,} of {whole:,} pairs of namesakes, {by_chance:,.0f} by the shares"
        found.append(Measured("level", field, name, None, None, source, times=round(max(1.0, n / by_chance), 3)))
    return [*found, *_of_cities(everybody, chance)]


LARGE = 0.002
"""From this share on a city is so large that namesakes meet in it as strangers do; in smaller ones as families."""


def _of_cities(everybody: Pool, chance: random.Random) -> list[Measured]:
    """How often namesakes list one city, and one state but other cities, where both list a city."""
    pairs = list(_city_pairs(everybody, chance))
    return [_one_city(pairs), _other_city(pairs)] if pairs else []


def _one_city(pairs: Sequence[Pair]) -> Measured:
    small = [pair for pair in pairs if city_share(*pair[0].cities[0]) < LARGE]
    large = [pair for pair in pairs if city_share(*pair[0].cities[0]) >= LARGE]
    met, near = sum(map(_share_city, large)), sum(map(_share_city, small))
    by_chance = sum(city_share(*a.cities[0]) for a, _ in large)
    least, times = max(0.5, near) / max(1, len(small)), max(1.0, met / max(1e-9, by_chance))
    source = f"{near} of {len(small):,} pairs of namesakes in smaller cities, {met} of {len(large):,} in larger ones"
    source += f", {by_chance:,.1f} by the shares"
    return Measured("level", "place", "city", None, round(least, 4), source, times=round(times, 3))


def _other_city(pairs: Sequence[Pair]) -> Measured:
    apart = sum(a.cities[0][1] in b.states and not _share_city((a, b)) for a, b in pairs)
    by_chance = sum(state_share(a.cities[0][1]) for a, _ in pairs)
    source = f"{apart:,} of {len(pairs):,} pairs of namesakes, {by_chance:,.0f} by the shares"
    return Measured("level", "place", "other city", None, None, source, times=round(max(1.0, apart / by_chance), 3))


def _share_city(pair: Pair) -> bool:
    return not set(pair[0].cities).isdisjoint(pair[1].cities)


def _city_pairs(everybody: Pool, chance: random.Random) -> Iterator[Pair]:
    """Everybody who lists a city, and one of the namesakes who do."""
    for _, people in sorted(everybody.by_name.items()):
        crowd = [somebody for somebody in people if somebody.cities]
        for somebody in crowd if len(crowd) > 1 else ():
            yield somebody, chance.choice([other for other in crowd if other is not somebody])


def _pairs(everybody: Pool, chance: random.Random) -> Iterator[Pair]:
    """Somebody who has namesakes, and one of those."""
    crowds = [people for _, people in sorted(everybody.by_name.items()) if len(people) > 1]
    some = [(somebody, crowd) for crowd in crowds for somebody in crowd]
    for somebody, crowd in chance.sample(some, min(SAMPLE, len(some))):
        yield somebody, chance.choice([other for other in crowd if other is not somebody])


def _compared(a: Somebody, b: Somebody, chance: random.Random) -> Iterator[Seen]:
    if a.states and b.states:
        state = chance.choice(a.states)
        yield "place", "state", state in b.states, state_share(state)
    theirs = {profession_of(code) for code in b.codes} - {""}
    if not a.profession or not theirs:
        return
    yield "profession", "same", a.profession in theirs, profession_share(a.profession)
    field = field_of(a)
    if field is not None and a.profession in theirs:
        level = specialty_level(field.codes, b.codes)
        yield "specialty", "same", level == "same", specialty_frequency(field.codes, "same")
