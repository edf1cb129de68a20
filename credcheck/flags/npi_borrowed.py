"""Rule: a quoted NPI is listed under another name."""

from __future__ import annotations

from credcheck.flags._look import bearer, quoted, url
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Match, Sentence, Severity


class NpiBorrowed(Rule):
    """The NPI in the profile exists, but the NPI registry gives it to another name.

    ALARM where neither surname nor given name agrees; CAUTION where only one of them differs, which a marriage or a
    call name can explain.
    """

    id = "npi_borrowed"
    severity = Severity.ALARM
    order = 10

    def check(self, case: Case) -> tuple[Flag, ...]:
        """A flag for each quoted number whose record carries another name."""
        flags: list[Flag] = []
        for identifier, spans in quoted(case, "npi"):
            match = bearer(case, identifier.value)
            severity = _severity(match) if match else None
            if match and severity:
                said = Sentence(
                    f"flag.npi_borrowed.{severity.value}", npi=identifier.value, listed=match.person.label()
                )
                flags.append(Flag(self.id, severity, said, spans, url(match)))
        return tuple(flags)


def _severity(match: Match) -> Severity | None:
    levels = {e.level for e in match.evidence}
    surname = "surname: conflict" in levels
    given = "given: conflict" in levels
    if surname and (given or not any(level.startswith("given: ") for level in levels)):
        return Severity.ALARM
    return Severity.CAUTION if surname or given else None
