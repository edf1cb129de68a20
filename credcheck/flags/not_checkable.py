"""Rule: a named person claims a health role that none of the asked registers could answer for."""

from __future__ import annotations

from credcheck.flags.interface import Rule
from credcheck.model import Case, ClaimKind, Expected, Flag, Outcome, Sentence, Severity, Subject


class NotCheckable(Rule):
    """A named person claims a health role, and the registers that were asked do not list that profession or country.

    No register answering is not the register saying no. A NOTE.
    """

    id = "not_checkable"
    severity = Severity.NOTE
    order = 51

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag where nobody who could know was asked, or nobody there could know."""
        claims = case.claims
        person = claims.word(ClaimKind.SUBJECT) == Subject.PERSON.value and claims.name() is not None
        if not person or not claims.is_true(ClaimKind.HEALTH_ROLE) or not case.answers:
            return ()
        answered = any(a.outcome in (Outcome.FOUND, Outcome.NOT_FOUND) for a in case.answers)
        waiting = any(a.outcome in (Outcome.ASKING, Outcome.FAILED) for a in case.answers)
        if answered or waiting:
            return ()
        word = "abroad" if claims.word(ClaimKind.NPI_EXPECTED) == Expected.NO.value else "unasked"
        return (Flag(self.id, self.severity, Sentence(f"flag.not_checkable.{word}")),)
