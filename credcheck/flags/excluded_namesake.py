"""Rule: somebody of the same name and state is on a list of exclusions."""

from __future__ import annotations

from credcheck.flags._look import registry
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Sentence, Severity


class ExcludedNamesake(Rule):
    """The Inspector General's list of exclusions names somebody of that name and state without a number.

    It may be another person; only the list itself can tell, by date of birth or tax number. A NOTE.
    """

    id = "excluded_namesake"
    severity = Severity.NOTE
    order = 43

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for all such entries."""
        entries = [c for a in case.answers if registry(a.registry) == "leie" for c in a.candidates if c.aside]
        if not entries:
            return ()
        return (Flag(self.id, self.severity, Sentence("flag.excluded_namesake", n=len(entries)), (), entries[0].url),)
