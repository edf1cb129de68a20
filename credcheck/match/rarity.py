"""How often a name is met among the registered: exact from the answers' counts, estimated where they do not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from credcheck import lists
from credcheck.match import weights
from credcheck.match.forms import Form
from credcheck.match.sources import family
from credcheck.match.weights import LEVELS
from credcheck.model import Answer, Outcome

RELATED = ("exact", "nickname", "formal of nickname", "initial")
ANSWERED = (Outcome.FOUND, Outcome.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How frequent the claimed surname is, and the claimed given name among its bearers; how many are listed."""

    people: int
    surname: float
    given: float
    pair: int | None
    exact: bool
    apart: float = 1.0


def rarity(claimed: Form, answers: tuple[Answer, ...]) -> Rarity:
    """The rarity of the claimed name, from the counting answer with the most people."""
    counting = [a for a in answers if a.counts and a.people and a.outcome in ANSWERED]
    if not counting:
        return _estimated(claimed, answers)
    best = max(counting, key=lambda a: (a.people, a.registry))
    return _counted(claimed, best)


def _counted(claimed: Form, answer: Answer) -> Rarity:
    counts = {c.what: c.people for c in answer.counts}
    people = answer.people
    surname = _smoothed(counts.get("family", 0), people, _family_share(claimed.family))
    given = _smoothed(counts.get("given", 0), people, _given_share(claimed.given))
    pair = counts.get("pair")
    return Rarity(people, surname, _pair_given(surname, given, pair, people), pair, True, given)


def _estimated(claimed: Form, answers: tuple[Answer, ...]) -> Rarity:
    people = max((registered(a) for a in answers if a.outcome in ANSWERED), default=weights.REGISTERED[""])
    surname, given = _family_share(claimed.family), _given_share(claimed.given)
    return Rarity(people, surname, _pair_given(surname, given, None, people), None, False, given)


def _pair_given(surname: float, given: float, pair: int | None, people: int) -> float:
    """P(given name | surname): the pair count less a discount, plus what both names make likely apart."""
    return _claimed_given(surname, given, float(pair is not None and met(pair)), people, pair is not None)


def _claimed_given(surname: float, given: float, others: float, people: int, counted: bool) -> float:
    apart = min(1.0, weights.DEPENDENCE * given)
    if not counted:
        return apart
    bearers = max(1.0, surname * people)
    unseen = min(1.0, float((10.0 / bearers) ** weights.BACKOFF_FALL))
    return min(1.0, max(1e-9, others / bearers + unseen * apart))


def met(people: int) -> float:
    """As how many others a name that so many listed people carry is met: the count less a discount."""
    return max(0.0, people - weights.DISCOUNTS[min(max(people, 1), len(weights.DISCOUNTS)) - 1])


def told_apart(rare: Rarity, alike: Mapping[str, int]) -> Rarity:
    """The rarity with the pair count told apart: bearers of the claimed form itself, and of related forms.

    `alike` is how many of the returned people agree in surname, by level of the given name. People who carry the name
    and were not returned are taken to carry the form itself.
    """
    if rare.pair is None:
        return rare
    missing = max(0, rare.pair - sum(alike.get(level, 0) for level in RELATED))
    exact = LEVELS["given", "exact"].m
    others = sum(LEVELS["given", level].m / exact * met(alike.get(level, 0)) for level in RELATED[1:])
    others += met(alike.get("exact", 0) + missing)
    given = _claimed_given(rare.surname, rare.apart, others, rare.people, counted=True)
    return replace(rare, given=given)


def _smoothed(count: int, people: int, share: float) -> float:
    """A count turned into a frequency; a name nobody carries is as frequent as the general table or a half count."""
    return (count + min(0.5, share * people)) / people if count else max(min(0.5 / people, share), 1e-9)


def registered(answer: Answer) -> int:
    """How many people the asked copy lists."""
    whole = weights.REGISTERED.get(family(answer.registry), weights.REGISTERED[""])
    return answer.people or max(1, round(whole * answer.share))


def _family_share(surname: str) -> float:
    return _frequencies().get(("family", surname), weights.SEEN_FAMILY)


def _given_share(given: str) -> float:
    return _frequencies().get(("given", given), weights.SEEN_GIVEN)


@cache
def _frequencies() -> dict[tuple[str, str], float]:
    try:
        rows = lists.rows("name_counts")
    except FileNotFoundError:
        return {}
    return {(row["kind"], row["name"]): float(row["per_million"]) / 1e6 for row in rows}
