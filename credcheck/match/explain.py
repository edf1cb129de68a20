"""What would help most to tell apart the people who fit, by their own records; and why each other stands behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from math import ceil, fsum

from credcheck.match.asked import Asked
from credcheck.match.forms import form
from credcheck.match.places import cities_of, states_of
from credcheck.model import Evidence, Fit, Match, Person, Sentence

LEAST_PEOPLE = 2
HELPS = 3
"""At most this many hints, the best first."""
NEAR_BITS = 1.0
"""A person fewer bits behind than this is as good as the one before."""


def would_help(asked: Asked, matches: Sequence[Match], steps: Fit) -> tuple[Sentence, ...]:
    """Which further claim would leave fewest of those who fit, by what their own records say; the best first."""
    fitting = [m for m in matches if m.fits]
    people = max(_people(steps), len(fitting))
    if people < LEAST_PEOPLE or len(fitting) < LEAST_PEOPLE:
        return ()
    left = [
        (_left(fitting, told, people), at, what) for at, (what, said, told) in enumerate(_TELLING) if not said(asked)
    ]
    useful = sorted(entry for entry in left if entry[0] < people)
    return tuple(Sentence(f"match.help.{what}", left=n, n=people) for n, _, what in useful[:HELPS])


def _people(steps: Fit) -> int:
    return steps.steps[-1].people if steps.steps else 0


def _left(fitting: Sequence[Match], told: Callable[[Person], frozenset[str]], people: int) -> int:
    """How many would be left if the holder said it: those who agree or are silent, by who the holder may be."""
    values = [told(m.person) for m in fitting]
    whole = fsum(m.probability for m in fitting) or 1.0
    told_apart = Counter(values)
    agreeing = {
        own: sum(n for other, n in told_apart.items() if not own or not other or own & other) for own in told_apart
    }
    mean = 0.0
    for match, own in zip(fitting, values, strict=True):
        mean += match.probability / whole * agreeing[own]
    return max(1, ceil(mean / len(fitting) * people - 1e-9))


# ---------------------------------------------------------------- what a profile could still say
def _middles(person: Person) -> frozenset[str]:
    return frozenset(middle[0] for n in person.names() if (middle := form(n.name).middle))


def _codes(person: Person) -> frozenset[str]:
    return frozenset(t.code for c in person.candidates for t in c.taxonomies)


def _cities(person: Person) -> frozenset[str]:
    return frozenset(f"{city}|{state}" for city, state in cities_of(person))


def _has_middle(asked: Asked) -> bool:
    return bool(asked.name and asked.name.middle)


_Said = Callable[[Asked], bool]
_Told = Callable[[Person], frozenset[str]]
_TELLING: tuple[tuple[str, _Said, _Told], ...] = (
    ("middle", _has_middle, _middles),
    ("specialty", lambda asked: bool(asked.specialties), _codes),
    ("city", lambda asked: bool(asked.cities), _cities),
    ("state", lambda asked: bool(asked.states), states_of),
)


# ---------------------------------------------------------------- why the others stand behind
class Behind:
    """Says of each other person which field puts them furthest behind the first."""

    def __init__(self, person: Person, evidence: tuple[Evidence, ...], bits: float) -> None:
        """The first person, with all the evidence and its sum."""
        self._name, self._bits, self._best = person.label(), bits, _by_field(evidence)

    def of(self, evidence: tuple[Evidence, ...], bits: float) -> Sentence:
        """Why a person with this evidence stands behind."""
        if self._bits - bits < NEAR_BITS:
            return _behind("even", self._name)
        own = _by_field(evidence)
        gap, word = 0.0, "even"
        for field, best in self._best.items():
            wider = best - own.pop(field, 0.0)
            if wider > gap or (wider == gap > 0 and field < word):
                gap, word = wider, field
        for field, bits in own.items():  # what speaks against this one and is not said of the first
            if -bits > gap or (-bits == gap > 0 and field < word):
                gap, word = -bits, field
        return _behind(word, self._name)


@lru_cache(maxsize=1024)
def _behind(word: str, first: str) -> Sentence:
    return Sentence(f"match.behind.{word}", first=first)


def _by_field(evidence: tuple[Evidence, ...]) -> dict[str, float]:
    return {_field(one.level): one.bits for one in evidence}


@cache
def _field(level: str) -> str:
    return level.partition(":")[0]
