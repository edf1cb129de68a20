"""How many registered people fit after each claim in turn: "1 of 37; the specialty leaves 2; the state leaves 1"."""

from __future__ import annotations

from credcheck.match.asked import Asked
from credcheck.match.rarity import Rarity
from credcheck.model import Answer, ClaimKind, Count, Fit, Match, Outcome, Relation

_STEPS = ("pair", "pair+specialty", "pair+state", "pair+specialty+state")


def fit(asked: Asked, matches: tuple[Match, ...], answers: tuple[Answer, ...], rare: Rarity) -> Fit:
    """The steps as the counting answer gives them; without one, counted among the matches and marked as estimated."""
    counted = [a for a in answers if a.outcome in (Outcome.FOUND, Outcome.NOT_FOUND) and a.counts and a.people]
    if counted:
        best = max(counted, key=lambda a: (a.people, a.registry))
        return Fit(_leading({c.what: c for c in best.counts}, asked))
    if asked.name is None or not matches:
        return Fit()
    return Fit(_among(matches, rare))


def _leading(counts: dict[str, Count], asked: Asked) -> tuple[Count, ...]:
    """The pair first, then each claim that the counts say something of."""
    steps = [counts["pair"]] if "pair" in counts else []
    if asked.specialties and "pair+specialty" in counts:
        steps.append(counts["pair+specialty"])
    last = "pair+specialty+state" if asked.specialties else "pair+state"
    if asked.states and last in counts:
        steps.append(counts[last])
    return tuple(steps)


def _among(matches: tuple[Match, ...], rare: Rarity) -> tuple[Count, ...]:
    named = [m for m in matches if _named(m)]
    guess = max(len(named), round(rare.people * rare.surname * rare.given))
    steps = [Count("pair", guess, exact=False)]
    for what, kinds in (("pair+specialty", (ClaimKind.SPECIALTY,)), ("pair+state", (ClaimKind.PLACE,))):
        if any(e.kind in kinds for m in named for e in m.evidence):
            named = [m for m in named if not _refuted(m, kinds)]
            steps.append(Count(what, len(named), exact=False))
    return tuple(steps)


def _named(match: Match) -> bool:
    found = [e for e in match.evidence if e.kind is ClaimKind.NAME]
    return bool(found) and all(e.relation is not Relation.REFUTES for e in found)


def _refuted(match: Match, kinds: tuple[ClaimKind, ...]) -> bool:
    return any(e.relation is Relation.REFUTES and e.kind in kinds for e in match.evidence)
