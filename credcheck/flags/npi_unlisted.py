"""Rule: a quoted NPI is not in the register."""

from __future__ import annotations

from datetime import date

from credcheck.flags._look import bearer, quoted, registry
from credcheck.flags.interface import Rule
from credcheck.model import Answer, Case, Flag, Outcome, Sentence, Severity

_FRESH_DAYS = 45
_WHOLE = 0.995


class NpiUnlisted(Rule):
    """The NPI in the profile has a right check digit, and the register does not list it.

    A CAUTION where the live register or a fresh and whole copy was asked; a NOTE where the copy is older, since numbers
    are given out every day.
    """

    id = "npi_unlisted"
    severity = Severity.CAUTION
    order = 10

    def check(self, case: Case) -> tuple[Flag, ...]:
        """A flag for each quoted number that a whole register, once asked, does not know."""
        asked = [a for a in case.answers if registry(a.registry) == "npi" and _answered(a)]
        if not asked or any(c.aside for a in asked for c in a.candidates):
            return ()
        severity = Severity.CAUTION if any(_fresh(a, case.today) for a in asked) else Severity.NOTE
        listed = {c.id for a in asked for c in a.candidates}
        return tuple(
            Flag(self.id, severity, Sentence("flag.npi_unlisted", npi=i.value), spans)
            for i, spans in quoted(case, "npi")
            if i.valid is not False and i.value not in listed and bearer(case, i.value) is None
        )


def _answered(answer: Answer) -> bool:
    whole = answer.share >= _WHOLE and not answer.partial
    return whole and answer.outcome in (Outcome.FOUND, Outcome.NOT_FOUND)


def _fresh(answer: Answer, today: date | None) -> bool:
    if answer.snapshot is None or today is None:
        return answer.snapshot is None
    return (today - answer.snapshot).days <= _FRESH_DAYS
