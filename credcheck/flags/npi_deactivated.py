"""Rule: a quoted NPI is out of service."""

from __future__ import annotations

from credcheck.flags._look import PRESENT, bearer, deactivated, quoted, url
from credcheck.flags.interface import Rule
from credcheck.model import Case, ClaimKind, Flag, Sentence, Severity


class NpiDeactivated(Rule):
    """The NPI in the profile is out of service: ALARM where present practice is claimed, otherwise a NOTE."""

    id = "npi_deactivated"
    severity = Severity.ALARM
    order = 10

    def check(self, case: Case) -> tuple[Flag, ...]:
        """A flag for each quoted number that the registry says is no longer in service."""
        present = case.claims.word(ClaimKind.STAGE) in PRESENT
        severity = Severity.ALARM if present else Severity.NOTE
        return tuple(
            Flag(self.id, severity, Sentence("flag.npi_deactivated", npi=identifier.value), spans, url(match))
            for identifier, spans in quoted(case, "npi")
            if (match := bearer(case, identifier.value)) is not None and deactivated(match)
        )
