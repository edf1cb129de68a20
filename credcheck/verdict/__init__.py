"""The verdict on a case: outcomes on two axes, and why. Nothing else decides.

Record: PARODY and NOT_CHECKABLE come first, then CONTRADICTED, MATCH, INCOMPLETE, SEVERAL, NONE, as RULES lists them.
The thresholds are those of the weights that the case was ranked with.
Account: the strongest proof that names the matched person; proofs that name nobody never lift it above L1.
"""

from __future__ import annotations

from credcheck import thresholds
from credcheck.model import Case, Flag, Headline, Level, RecordAxis, Sentence, Verdict
from credcheck.thresholds import Thresholds
from credcheck.verdict import _account, _reasons
from credcheck.verdict._evidence import beside_the_name
from credcheck.verdict._found import Found
from credcheck.verdict._overruling import overruled
from credcheck.verdict._rules import RULES

__all__ = ["RULES", "beside_the_name", "decide"]


def decide(case: Case, flags: tuple[Flag, ...], limits: Thresholds | None = None) -> Verdict:
    """The outcome of the first rule that applies, the account's level, and every reason a reader needs."""
    limits = limits or thresholds.of(case.ranking.weights_version)
    found = next(outcome for rule in RULES if (outcome := rule(case, limits)) is not None)
    found = overruled(case, flags, found, limits) or found
    level = _account.level(case, found.person)
    return Verdict(found.record, level, _headline(found, level), _why(case, found, level, flags), found.person)


def _headline(found: Found, level: Level) -> Headline:
    return Headline.BOUND if found.record is RecordAxis.MATCH and level >= Level.L3 else found.headline


def _why(case: Case, found: Found, level: Level, flags: tuple[Flag, ...]) -> tuple[Sentence, ...]:
    """The rule's own reasons first, then what every reader of such an outcome needs to know."""
    return (
        found.why
        + _reasons.fit(case, found)
        + _account.why(found, level)
        + _reasons.sources(case)
        + _reasons.fixed(found, flags)
    )
