"""Rule: the account says that it is a parody."""

from __future__ import annotations

from credcheck.flags._look import cues, spans
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Sentence, Severity


class Parody(Rule):
    """The account says itself, in words or by a label it set, that it is a parody."""

    id = "parody"
    severity = Severity.NOTE
    order = 50

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag, with where it is said."""
        said = cues(case, "parody")
        labelled = any(label.value == "parody" and label.self_set for label in case.profile.labels)
        if not said and not labelled:
            return ()
        return (Flag(self.id, self.severity, Sentence("flag.parody"), spans(said)),)
