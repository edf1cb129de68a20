"""Rule: "views my own", "not medical advice"."""

from __future__ import annotations

from credcheck.flags._look import cues, spans
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Sentence, Severity


class Disclaimer(Rule):
    """The profile carries a disclaimer, as one in four professionals does; it says nothing of who is behind it."""

    id = "disclaimer"
    severity = Severity.NOTE
    order = 90

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag, with where it is said."""
        said = cues(case, "views_own", "no_medical_advice")
        return (Flag(self.id, self.severity, Sentence("flag.disclaimer"), spans(said)),) if said else ()
