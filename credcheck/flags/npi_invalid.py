"""Rule: a quoted NPI fails its check digit."""

from __future__ import annotations

from credcheck.flags._look import quoted
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Sentence, Severity


class NpiInvalid(Rule):
    """The profile quotes an NPI whose check digit is wrong, so no such number was ever issued; often a typing error."""

    id = "npi_invalid"
    severity = Severity.CAUTION
    order = 10

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for each quoted number with a wrong check digit."""
        return tuple(
            Flag(self.id, self.severity, Sentence("flag.npi_invalid", npi=identifier.value), spans)
            for identifier, spans in quoted(case, "npi")
            if identifier.valid is False
        )
