"""What a page tells once and in short, so that its first page holds the answer: JSON keeps everything in full."""

from __future__ import annotations

from credcheck.model import Answer, Binding, ClaimKind, Match, Outcome, Ranking, Rejected, Relation, Report, Sentence
from credcheck.report._words import quotes, unanswered, unquoted

LEAST_IN_FULL, MOST_IN_FULL = 1, 5
"""How many people are shown with all their evidence: those that fit, or the nearest one where none does."""
READ_BELOW = ("verdict.scope", "verdict.correct")
"""Reasons that every page gives again under "How to read this report"."""


def reasons(report: Report) -> tuple[Sentence, ...]:
    """Why the verdict is what it is, without what the page says in a place of its own."""
    missing = unanswered(report)
    elsewhere = {sentence for a in missing for sentence in (a.partial, a.why) if sentence}
    ids = (*READ_BELOW, "verdict.unreached") if missing else READ_BELOW
    return tuple(
        why for why in report.verdict.why if why.id not in ids and why not in elsewhere and not _counts_none(why)
    )


def _counts_none(why: Sentence) -> bool:
    """Whether it says that nobody carries the very name, which reads like a miss beside somebody whose name is near.

    That a claim leaves nobody of those who carry it is told: it speaks against them.
    """
    return why.id in ("verdict.fit.exact", "verdict.fit.about") and dict(why.params).get("n") == 0


def in_full(ranking: Ranking) -> tuple[Match, ...]:
    """The people shown with all their evidence: those that fit, and whoever bears a quoted number."""
    fitting = sum(match.fits for match in ranking.matches)
    first = max(LEAST_IN_FULL, min(MOST_IN_FULL, fitting))
    return tuple(m for place, m in enumerate(ranking.matches) if place < first or _bears_the_number(m))


def in_short(ranking: Ranking) -> tuple[Match, ...]:
    """The people shown in a row each, with what puts them behind the first."""
    shown = {match.person.key for match in in_full(ranking)}
    return tuple(match for match in ranking.matches if match.person.key not in shown)


def _bears_the_number(match: Match) -> bool:
    return any(e.kind is ClaimKind.IDENTIFIER and e.relation is Relation.SUPPORTS for e in match.evidence)


def asked(report: Report) -> tuple[Answer, ...]:
    """The answers of those that were asked."""
    return tuple(answer for answer in report.case.answers if answer.outcome is not Outcome.NOT_ASKED)


def not_asked(report: Report) -> tuple[tuple[Sentence | None, tuple[Answer, ...]], ...]:
    """The sources that were not asked, those with one reason together."""
    passed = [answer for answer in report.case.answers if answer.outcome is Outcome.NOT_ASKED]
    whys = dict.fromkeys(answer.why for answer in passed)
    return tuple((why, tuple(answer for answer in passed if answer.why == why)) for why in whys)


def worded(report: Report) -> bool:
    """Whether any claim has words of the profile to quote, or a reason why not."""
    return any(quotes(report, claim) or unquoted(report, claim) for claim in report.case.claims.all)


def rejected(report: Report) -> tuple[Rejected, ...]:
    """What was not taken for a claim, each kind of it once."""
    once = {(one.kind, one.text, one.why): one for one in reversed(report.case.claims.rejected)}
    return tuple(reversed(once.values()))


def proofs(report: Report) -> tuple[Binding, ...]:
    """The proofs that looked."""
    return tuple(binding for binding in report.case.bindings if not binding.failed)


def unproved(report: Report) -> tuple[Binding, ...]:
    """The proofs that could not look."""
    return tuple(binding for binding in report.case.bindings if binding.failed)
