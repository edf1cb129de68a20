"""The sentences beside the outcome's own: how many people fit, which sources lacked, what no verdict says."""

from __future__ import annotations

from itertools import pairwise

from credcheck.model import Answer, Case, Flag, Outcome, RecordAxis, Sentence
from credcheck.verdict._answers import ANSWERED, is_finder, title
from credcheck.verdict._found import Found

_WHOLE = 0.995
"""A copy that holds less of its register than this, to the nearest percent, is said to be a part."""


def fit(case: Case, found: Found) -> tuple[Sentence, ...]:
    """How many registered people carry the name, and what each claim leaves of them."""
    steps = case.ranking.fit.steps
    if found.record not in (RecordAxis.MATCH, RecordAxis.SEVERAL, RecordAxis.NONE) or not steps:
        return ()
    first, *rest = steps
    said = [Sentence("verdict.fit.exact" if first.exact else "verdict.fit.about", n=first.people)]
    for before, step in pairwise((first, *rest)):
        if step.people != before.people:  # a claim that leaves as many as before says nothing
            said.append(Sentence(f"verdict.fit.{_step(step.what)}", n=step.people))
    return tuple(said)


def _step(what: str) -> str:
    return "state" if what.endswith("state") else "specialty"


def sources(case: Case) -> tuple[Sentence, ...]:
    """Which sources could not be asked, and which only hold a part of their register."""
    return tuple(sentence for answer in case.answers for sentence in _lacks(answer))


def _lacks(answer: Answer) -> tuple[Sentence, ...]:
    if answer.outcome is Outcome.FAILED:
        unreached = Sentence("verdict.unreached", source=title(answer.registry))
        return (unreached, answer.why) if answer.why else (unreached,)
    if answer.outcome in ANSWERED and answer.share < _WHOLE and is_finder(answer):
        percent = max(1, round(100 * answer.share))
        return (Sentence("verdict.part_copy", source=title(answer.registry), percent=percent),)
    return ()


def fixed(found: Found, flags: tuple[Flag, ...]) -> tuple[Sentence, ...]:
    """What every report says: what a missing record means, what is not judged, and how to have it corrected."""
    said = [Sentence("verdict.see_flags", n=len(flags))] if flags else []
    if found.record in (RecordAxis.NONE, RecordAxis.INCOMPLETE, RecordAxis.NOT_CHECKABLE):
        said.append(Sentence("verdict.not_proof"))
    return (*said, Sentence("verdict.scope"), Sentence("verdict.correct"))
