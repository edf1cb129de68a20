"""The second axis: how well the account is bound to the person who matches."""

from __future__ import annotations

from credcheck.model import Case, Level, RecordAxis, Sentence
from credcheck.verdict._found import Found


def level(case: Case, person: str) -> Level:
    """The best level of the proofs that hold; a proof that does not name the matched person is worth L1 at most."""
    levels = [
        binding.level if person and binding.person == person else min(binding.level, Level.L1)
        for binding in case.bindings
        if not binding.failed
    ]
    return max(levels, default=Level.L0)


def why(found: Found, level: Level) -> tuple[Sentence, ...]:
    """What the level means, where there is a match that the account could be bound to."""
    if found.record is not RecordAxis.MATCH:
        return ()
    if level >= Level.L3:
        return (Sentence("verdict.bound"),)
    return (Sentence("verdict.linked" if level is Level.L2 else "verdict.not_bound"),)
