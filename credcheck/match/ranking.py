"""The posterior over persons and nobody: prior times weights, against everybody else who fits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import fsum, log2

from credcheck.match.asked import Asked, asked
from credcheck.match.explain import Behind, would_help
from credcheck.match.fit import fit
from credcheck.match.name_fit import name_fits
from credcheck.match.prior import chances
from credcheck.match.rarity import Rarity, rarity
from credcheck.match.weigh import comparators, weigh
from credcheck.match.weights import Weights, load
from credcheck.model import Answer, Claims, Evidence, Fit, Match, Person, Ranking, Relation, Sentence

SHOWN = 50
"""At most this many matches are kept; what is left out counts as nobody."""
LEAST_MISSING = 1e-6
"""It is never certain that the holder is listed."""
MOST_BITS = 300.0
"""Far beyond certainty, and still a finite number."""
_COUNTED_SURNAMES = frozenset({"surname: exact", "surname: other name", "surname: hyphen half"})
_COUNTED_GIVEN = frozenset({"given: exact", "given: nickname", "given: formal of nickname", "given: initial"})
Scored = tuple[Person, tuple[Evidence, ...], float, float]


def rank(
    claims: Claims, persons: tuple[Person, ...], answers: tuple[Answer, ...], weights: Weights | None = None
) -> Ranking:
    """The persons by how probable each is the holder, the chance that it is none of them, and how many fit."""
    weights = weights or load()
    ask, persons, bodies = _without_bodies(asked(claims), persons)
    aside = _aside(bodies, claims, weights)
    if not persons:
        return Ranking(aside, 1.0, Fit(), weights.version)
    rare = _rarity(ask, answers, weights)
    priors, missing = chances(ask, persons, answers, weights)
    missing = max(missing, LEAST_MISSING)
    scored = _scored(ask, persons, rare, priors, weights)
    whole = fsum([missing, _unseen(scored, rare), *(s[3] for s in scored)])
    behind = Behind(*scored[0][:3])
    matches = tuple(
        _match(s, priors[s[0].key], missing, whole, behind.of(s[1], s[2]) if at else None)
        for at, s in enumerate(scored[:SHOWN])
    )
    nobody = max(0.0, 1.0 - fsum(m.probability for m in matches))
    steps = fit(ask, matches, answers, rare)
    return Ranking((*matches, *aside), nobody, steps, weights.version, would_help(ask, matches, steps))


def _scored(
    ask: Asked, persons: tuple[Person, ...], rare: Rarity, priors: Mapping[str, float], weights: Weights
) -> list[Scored]:
    """Every person with the evidence, its bits, and prior times weight; the heaviest first."""
    scored: list[Scored] = []
    comparing = comparators(ask, weights)
    for person, named in zip(persons, name_fits(ask, rare, persons, weights), strict=True):
        evidence = weigh(ask, named, person, weights, comparing)
        bits = fsum([e.bits for e in evidence])
        scored.append((person, evidence, bits, priors[person.key] * 2.0 ** min(bits, MOST_BITS)))
    scored.sort(key=lambda s: (-s[3], s[0].key))
    return scored


def _without_bodies(ask: Asked, persons: tuple[Person, ...]) -> tuple[Asked, tuple[Person, ...], tuple[Person, ...]]:
    """What is asked of people, the people, and the organisations, whose numbers say nothing of a person."""
    bodies = tuple(p for p in persons if _is_body(p))
    if not bodies:
        return ask, persons, ()
    people = tuple(p for p in persons if p not in bodies)
    return ask.without_numbers(frozenset(c.id for p in bodies for c in p.candidates)), people, bodies


def _is_body(person: Person) -> bool:
    """Whether the records are an organisation's: its number may be quoted, but it is not the person who speaks."""
    return any(c.institutions for c in person.candidates) and not person.names()


def _aside(bodies: tuple[Person, ...], claims: Claims, weights: Weights) -> tuple[Match, ...]:
    """Organisations behind the people, so that rules see whose number is quoted; none of them is the holder."""
    if not bodies:
        return ()
    ask = asked(claims)
    told = ((body, weigh(ask, None, body, weights, comparators(ask, weights))) for body in bodies)
    return tuple(Match(body, evidence, 0.0, fsum(e.bits for e in evidence), 0.0, False) for body, evidence in told)


def _rarity(ask: Asked, answers: tuple[Answer, ...], weights: Weights) -> Rarity:
    if ask.name is None:
        return Rarity(1, 1.0, 1.0, None, exact=False)
    return rarity(ask.name, answers, weights)


def _match(scored: Scored, prior: float, missing: float, whole: float, behind: Sentence | None) -> Match:
    person, evidence, bits, weight = scored
    prior_bits = _prior_bits(prior, missing)
    return Match(person, evidence, prior_bits, round(prior_bits + bits, 4), weight / whole, fits(evidence), behind)


@lru_cache(maxsize=1024)
def _prior_bits(prior: float, missing: float) -> float:
    return round(log2(prior / missing), 4)


def fits(evidence: tuple[Evidence, ...]) -> bool:
    """The name form agrees at any level and no other claim refutes."""
    named = False
    for one in evidence:
        if one.relation is Relation.REFUTES:
            return False
        named = named or one.level.startswith("surname:")
    return named


def _unseen(scored: list[Scored], rare: Rarity) -> float:
    """The weight of people who carry the name and were not returned: each at most as good as the last one that was."""
    same = [s for s in scored if _same_name(s[1])]
    if rare.pair is None or not same or rare.pair <= len(same):
        return 0.0
    return (rare.pair - len(same)) * same[-1][3]


def _same_name(evidence: tuple[Evidence, ...]) -> bool:
    """Whether the mirror's pair count counts this one: the surname in any listed form, the given name or a relative."""
    levels = {e.level for e in evidence}
    return not _COUNTED_SURNAMES.isdisjoint(levels) and not _COUNTED_GIVEN.isdisjoint(levels)
