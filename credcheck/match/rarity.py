"""How often a name is met among the registered: exact from the answers' counts, estimated where they do not say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from credcheck import lists
from credcheck.match import weights
from credcheck.match.forms import Form
from credcheck.match.sources import family
from credcheck.model import Answer, Outcome

ANSWERED = (Outcome.FOUND, Outcome.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How frequent the claimed surname is, and the claimed given name among its bearers; how many are listed."""

    people: int
    surname: float
    given: float
    pair: int | None
    exact: bool


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
    return Rarity(people, surname, _pair_given(surname, given, pair, people), pair, exact=True)


def _estimated(claimed: Form, answers: tuple[Answer, ...]) -> Rarity:
    people = max((registered(a) for a in answers if a.outcome in ANSWERED), default=weights.REGISTERED[""])
    surname, given = _family_share(claimed.family), _given_share(claimed.given)
    return Rarity(people, surname, _pair_given(surname, given, None, people), None, exact=False)


def _pair_given(surname: float, given: float, pair: int | None, people: int) -> float:
    """P(given name | surname): the pair count less a discount, plus what both names make likely apart."""
    apart = min(1.0, weights.DEPENDENCE * given)
    if pair is None:
        return apart
    counted = max(0.0, pair - weights.DISCOUNT) / people
    return min(1.0, max(1e-9, counted / surname + apart * min(1.0, weights.DISCOUNT)))


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
