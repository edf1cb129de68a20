"""Rule: a quoted NPI fails its check digit."""

from __future__ import annotations

import re

from credcheck.flags._look import meant, quoted, registry
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Part, Sentence, Severity, Span

_NPI = re.compile(r"\bNPI\b[\s:#.no]{0,6}(\d{5,15})(?!\d)", re.IGNORECASE)


class NpiInvalid(Rule):
    """The profile quotes an NPI with a wrong check digit or length: no such number was issued. Often a typing error.

    A NOTE where one wrong digit, or two that changed places, part it from the number of the person most likely meant.
    """

    id = "npi_invalid"
    severity = Severity.CAUTION
    order = 10

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for each quoted number with a wrong check digit."""
        match = meant(case)
        own = {c.id for c in match.person.candidates if registry(c.registry) == "npi"} if match else set[str]()
        wrong = tuple(
            Flag(
                self.id,
                Severity.NOTE if any(_is_slip(identifier.value, npi) for npi in own) else self.severity,
                Sentence("flag.npi_invalid", npi=identifier.value),
                spans,
            )
            for identifier, spans in quoted(case, "npi")
            if identifier.valid is False
        )
        return wrong + self._of_wrong_length(case)

    def _of_wrong_length(self, case: Case) -> tuple[Flag, ...]:
        """A flag for each number called an NPI that has not ten digits."""
        found = _NPI.finditer(case.profile.bio[:5000])
        return tuple(
            Flag(self.id, self.severity, Sentence("flag.npi_length", npi=m[1]), (Span(Part.BIO, *m.span(1)),))
            for m in found
            if len(m[1]) != 10
        )


def _is_slip(written: str, listed: str) -> bool:
    """Whether one digit is another, or two neighbours changed places."""
    if len(written) != len(listed):
        return False
    apart = [i for i, (a, b) in enumerate(zip(written, listed, strict=True)) if a != b]
    if len(apart) == 2 and apart[1] == apart[0] + 1:
        return written[apart[0]] == listed[apart[1]] and written[apart[1]] == listed[apart[0]]
    return len(apart) == 1
