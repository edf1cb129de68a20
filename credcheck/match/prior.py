"""How likely somebody with these claims is to be listed at all, before any record is looked at."""

from __future__ import annotations

from credcheck.match import weights
from credcheck.match.asked import HOME, Asked
from credcheck.match.rarity import ANSWERED, registered
from credcheck.match.sources import family, finds, home_of
from credcheck.model import Answer, Expected, Person

_RESEARCH = 0.5
"""P(a person who speaks of research has an ORCID iD) (judgement)."""
_FEW, _MOST = 1e-4, 0.995


def listed(asked: Asked, registry: str) -> float:
    """P(the holder is in the whole register)."""
    if family(registry) == "orcid":
        return _RESEARCH if any(i.kind == "orcid" for _, i in asked.identifiers) else _RESEARCH / 5
    professions = [said.value for said in asked.professions] or [""]
    share = max(weights.LISTED.get(p, weights.LISTED[""]).share for p in professions)
    share *= weights.STAGE.get(asked.stage, 1.0) * _country(asked, home_of(registry))
    if asked.expected == Expected.NO.value and home_of(registry) == HOME:
        share = min(share, weights.NOT_EXPECTED)
    if asked.quoted(family(registry)):
        share = max(share, weights.LISTED["physician"].share)
    return min(_MOST, max(_FEW, share))


def _country(asked: Asked, home: str) -> float:
    """P(the holder is where the register lists people); a register of any country was chosen by the claims."""
    named = {said.value for said in asked.countries}
    if home in named or not home or (home == HOME and asked.states):
        return weights.IN_COUNTRY
    if named:
        return weights.ABROAD
    expected = asked.expected == Expected.YES.value and home == HOME
    return weights.IN_COUNTRY if expected else weights.COUNTRY_UNKNOWN


def chances(asked: Asked, persons: tuple[Person, ...], answers: tuple[Answer, ...]) -> tuple[dict[str, float], float]:
    """The prior of each person by key, and of nobody: P(listed) x share of the copy / people in it."""
    each: dict[str, float] = {}
    seen: dict[str, float] = {}
    for answer in answers:
        if answer.outcome in ANSWERED and finds(answer.registry):
            inside = listed(asked, answer.registry) * max(1e-6, min(1.0, answer.share))
            kind = family(answer.registry)
            if inside / registered(answer) > each.get(kind, 0.0):
                each[kind], seen[kind] = inside / registered(answer), inside
    floor = min(each.values(), default=_FEW / weights.REGISTERED[""])
    missing = 1.0
    for inside in seen.values():
        missing *= 1.0 - inside
    return {
        p.key: max((each.get(family(c.registry), floor) for c in p.candidates), default=floor) for p in persons
    }, missing
