"""How much likelier than by chance two people of one name share a state, a specialty or a profession.

Names run in families, places and generations: whoever carries a name is likelier to work where, and as, others of that
name do than anybody at all. So what a namesake agrees in by chance is more frequent than in the whole register.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator

from benchmarks.accuracy._claimants import field_of
from benchmarks.accuracy._people import Pool, Somebody
from benchmarks.accuracy._table import Measured
from credcheck.match.professions import profession_of
from credcheck.match.shares import profession_share, state_share
from credcheck.match.specialties import specialty_frequency, specialty_level

SAMPLE = 60_000
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
    return found


def _pairs(everybody: Pool, chance: random.Random) -> Iterator[tuple[Somebody, Somebody]]:
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
