"""How often a name is met among the registered: exact from the answers' counts, estimated where they do not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from credcheck import lists
from credcheck.match.forms import Form
from credcheck.match.met import met
from credcheck.match.sources import family
from credcheck.match.together import together
from credcheck.match.weights import Weights
from credcheck.model import Answer, Outcome

INITIAL = 0.07
"""One given name in so many begins with a letter that many begin with."""
RELATED = ("exact", "nickname", "formal of nickname", "initial")
ANSWERED = (Outcome.FOUND, Outcome.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How frequent the claimed surname is, and the claimed given name among its bearers; how many are listed.

    `apart` is the given name's own frequency, `form` how often the claimed form stands for a full name (initials);
    `unheard` are the fields (surname, given) whose claimed word nobody listed carries, by an exact count. `bearers` is
    how many carry the surname, `own` and `related` the shares of the claimed form and of forms related to it; `carried`
    says how many carry the full name, and how many others its parts make likely, by level of the given name; `together`
    is how much more often the claimed names go together than each apart makes likely.
    """

    people: int
    surname: float
    given: float
    pair: int | None
    exact: bool
    apart: float = 1.0
    form: float = 1.0
    unheard: frozenset[str] = frozenset()
    bearers: int = 0
    own: float = 0.0
    related: float = 0.0
    kin: str = ""
    together: float = 1.0
    carried: Mapping[str, tuple[int, float]] = field(default_factory=dict)

    def likely(self, surname: str, given: str, weights: Weights) -> float:
        """How many people of a name are likely, by how common its parts usually are, and whether they go together."""
        apart = family_share(surname, weights) * given_share(given, weights) * self.people
        return apart * together(surname, given, weights)


def rarity(claimed: Form, answers: tuple[Answer, ...], weights: Weights) -> Rarity:
    """The rarity of the claimed name, from the counting answer with the most people."""
    counting = [a for a in answers if a.counts and a.people and a.outcome in ANSWERED]
    if not counting:
        return _estimated(claimed, answers, weights)
    best = max(counting, key=lambda a: (a.people, a.registry))
    return _counted(claimed, best, weights)


def _counted(claimed: Form, answer: Answer, weights: Weights) -> Rarity:
    counts = {c.what: c.people for c in answer.counts}
    people = answer.people
    surname = _smoothed(counts.get("family", 0), people, family_share(claimed.family, weights))
    given = _smoothed(counts.get("given", 0), people, given_share(claimed.given, weights))
    pair, own, kin = counts.get("pair"), _own(claimed, given, weights), _kin(claimed)
    apart = own + (given - own) * as_often(kin, weights)
    met_now = met(pair, weights) if pair is not None else 0.0
    factor = together(claimed.family, claimed.given, weights)
    of_surname = claimed_given(surname, apart * factor, met_now, people, pair is not None, weights)
    return Rarity(
        people, surname, of_surname, pair, True, apart, _usual_form(claimed, weights), unheard(answer),
        counts.get("family", 0), own, given - own, kin, factor,
    )  # fmt: skip


def unheard(answer: Answer) -> frozenset[str]:
    """The fields whose claimed word nobody in a register carries: such a word is a misspelling more often than not."""
    counts = {c.what: c.people for c in answer.counts if c.exact}
    return frozenset(field for field, what in (("surname", "family"), ("given", "given")) if counts.get(what) == 0)


def _own(claimed: Form, counted: float, weights: Weights) -> float:
    """The share of the claimed form itself, of a count that holds related forms (Bob: Robert) and initials too.

    Whoever is listed under a related form writes the claimed one as seldom as the table of weights says.
    """
    return 0.0 if len(claimed.given) == 1 else min(counted, given_share(claimed.given, weights))


def _kin(claimed: Form) -> str:
    """The level at which people of related forms agree with the claimed one."""
    if len(claimed.given) == 1:
        return "initial"
    return "nickname" if claimed.given in lists.nicknames() else "formal of nickname"


def _usual_form(claimed: Form, weights: Weights) -> float:
    """How often somebody listed under the full name writes the claimed form, against those listed under it."""
    return as_often("initial", weights) if len(claimed.given) == 1 else 1.0


def as_often(level: str, weights: Weights) -> float:
    """How often somebody listed under a related form writes the claimed one, against those listed under it."""
    return min(1.0, weights.levels["given", level].m / weights.levels["given", "exact"].m)


def _estimated(claimed: Form, answers: tuple[Answer, ...], weights: Weights) -> Rarity:
    people = max(
        (registered(a, weights) for a in answers if a.outcome in ANSWERED), default=round(weights.numbers["registered"])
    )
    surname, given = family_share(claimed.family, weights), given_share(claimed.given, weights)
    factor = together(claimed.family, claimed.given, weights)
    chance = claimed_given(surname, given * factor, 0.0, people, False, weights)
    return Rarity(people, surname, chance, None, False, given, 1.0, together=factor)


def claimed_given(surname: float, given: float, others: float, people: int, counted: bool, weights: Weights) -> float:
    """P(given name | surname): others who carry both, plus what both names make likely apart."""
    apart = min(1.0, weights.numbers["dependence"] * given)
    if not counted:
        return apart
    bearers = max(1.0, surname * people)
    unseen = min(1.0, float((10.0 / bearers) ** weights.numbers["backoff fall"]))
    return min(1.0, max(1e-9, others / bearers + unseen * apart))


def _smoothed(count: int, people: int, share: float) -> float:
    """A count turned into a frequency; a name nobody carries is as frequent as the general table or a half count."""
    return (count + min(0.5, share * people)) / people if count else max(min(0.5 / people, share), 1e-9)


def registered(answer: Answer, weights: Weights) -> int:
    """How many people the asked copy lists."""
    whole = weights.numbers.get(f"registered {family(answer.registry)}", weights.numbers["registered"])
    return answer.people or max(1, round(whole * answer.share))


def family_share(surname: str, weights: Weights) -> float:
    """How frequent a surname usually is."""
    return _frequencies().get(("family", surname), weights.numbers["seen family"])


def given_share(given: str, weights: Weights) -> float:
    """How frequent a given name usually is; of an initial, what begins with it."""
    if len(given) == 1 and weights.met:
        return INITIAL
    return _frequencies().get(("given", given), weights.numbers["seen given"])


@cache
def _frequencies() -> dict[tuple[str, str], float]:
    try:
        rows = lists.each("name_counts")
        return {(row["kind"], row["name"]): float(row["per_million"]) / 1e6 for row in rows}
    except FileNotFoundError:
        return {}
