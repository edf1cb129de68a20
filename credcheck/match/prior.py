"""How likely somebody with these claims is to be listed at all, before any record is looked at."""

from __future__ import annotations

from functools import cache

from credcheck.match.asked import HOME, Asked
from credcheck.match.rarity import ANSWERED, registered
from credcheck.match.sources import family, finds, home_of
from credcheck.match.weights import Weights
from credcheck.model import Answer, Expected, Person

_FEW, _MOST = 1e-4, 0.995


def listed(asked: Asked, registry: str, weights: Weights) -> float:
    """P(the holder is in the whole register)."""
    if family(registry) == "orcid":
        quoted = any(i.kind == "orcid" for _, i in asked.identifiers)
        return weights.numbers["research in orcid"] / (1 if quoted else 5)
    professions = [said.value for said in asked.professions] or [""]
    share = max(weights.listed.get(p, weights.listed[""]) for p in professions)
    share *= weights.stage.get(asked.stage, 1.0) * _country(asked, home_of(registry), weights)
    if asked.expected == Expected.NO.value and home_of(registry) == HOME:
        share = min(share, weights.numbers["not expected"])
    if asked.quoted(family(registry)):
        share = max(share, weights.listed["physician"])
    return min(_MOST, max(_FEW, share))


def _country(asked: Asked, home: str, weights: Weights) -> float:
    """P(the holder is where the register lists people); a register of any country was chosen by the claims."""
    named = {said.value for said in asked.countries}
    if home in named or not home or (home == HOME and asked.states):
        return weights.numbers["in country"]
    if named:
        return weights.numbers["abroad"]
    expected = asked.expected == Expected.YES.value and home == HOME
    return weights.numbers["in country" if expected else "country unknown"]


def chances(
    asked: Asked, persons: tuple[Person, ...], answers: tuple[Answer, ...], weights: Weights
) -> tuple[dict[str, float], float]:
    """The prior of each person by key, and of nobody: P(listed) x share of the copy / people in it."""
    each: dict[str, float] = {}
    seen: dict[str, float] = {}
    for answer in answers:
        if answer.outcome in ANSWERED and finds(answer.registry):
            inside = listed(asked, answer.registry, weights) * max(1e-6, min(1.0, answer.share))
            kind = family(answer.registry)
            if inside / registered(answer, weights) > each.get(kind, 0.0):
                each[kind], seen[kind] = inside / registered(answer, weights), inside
    floor = min(each.values(), default=_FEW / weights.numbers["registered"])
    missing = 1.0
    for inside in seen.values():
        missing *= 1.0 - inside
    best = cache(lambda registries: max((each.get(family(r), floor) for r in registries), default=floor))
    return {p.key: best(tuple([c.registry for c in p.candidates])) for p in persons}, missing
