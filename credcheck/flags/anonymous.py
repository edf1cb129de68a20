"""Rule: the account gives no personal name."""

from __future__ import annotations

from credcheck.flags._look import cues
from credcheck.flags.interface import Rule
from credcheck.model import Case, ClaimKind, Flag, Sentence, Severity, Subject


class Anonymous(Rule):
    """The account speaks as a health professional and gives no personal name: nothing to look up, and nothing wrong."""

    id = "anonymous"
    severity = Severity.NOTE
    order = 50

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag where a health role is claimed namelessly."""
        claims = case.claims
        nameless = claims.name() is None or claims.word(ClaimKind.SUBJECT) == Subject.ANONYMOUS.value
        if cues(case, "memorial"):
            return ()
        if not nameless or not claims.is_true(ClaimKind.HEALTH_ROLE):
            return ()
        if claims.word(ClaimKind.SUBJECT) in (Subject.ORGANISATION.value, Subject.PERSONA.value):
            return ()
        return (Flag(self.id, self.severity, Sentence("flag.anonymous")),)
