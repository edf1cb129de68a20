"""Rule: a quoted NPI is an organisation's."""

from __future__ import annotations

from credcheck.flags._look import quoted, registry
from credcheck.flags.interface import Rule
from credcheck.model import Candidate, Case, ClaimKind, Flag, Institution, Sentence, Severity
from credcheck.text import fold


class NpiOrganisation(Rule):
    """The NPI in the profile is an organisation's number, not a person's.

    A NOTE where the profile itself names that organisation, as practices do, or gives no person's name; a CAUTION where
    it stands as if it were the person's own.
    """

    id = "npi_organisation"
    severity = Severity.CAUTION
    order = 10

    def check(self, case: Case) -> tuple[Flag, ...]:
        """A flag for each quoted number whose record names no person."""
        flags: list[Flag] = []
        for identifier, spans in quoted(case, "npi"):
            record = _organisation(case, identifier.value)
            if record is not None:
                own = case.claims.name() is not None and not _named(case, record)
                severity = Severity.CAUTION if own else Severity.NOTE
                name = next((i.name or i.as_written for i in record.institutions), "")
                said = Sentence("flag.npi_organisation", npi=identifier.value, name=name or "?")
                flags.append(Flag(self.id, severity, said, spans, record.url))
        return tuple(flags)


def _organisation(case: Case, npi: str) -> Candidate | None:
    records = (c for a in case.answers if registry(a.registry) == "npi" for c in a.candidates)
    return next((c for c in records if c.id == npi and not c.names and c.institutions), None)


def _named(case: Case, record: Candidate) -> bool:
    """Whether the profile speaks of the organisation: its first two words stand in it, or "clinic's", "group NPI"."""
    shown = f" {fold(case.profile.name)} {fold(case.profile.bio)} "
    claimed = [c.value for c in case.claims.of(ClaimKind.INSTITUTION) if isinstance(c.value, Institution)]
    shown += " ".join(fold(i.name or i.as_written) for i in claimed)
    for institution in record.institutions:
        words = fold(institution.name or institution.as_written).split()[:2]
        if words and " ".join(words) in shown:
            return True
    family = fold(name.family) if (name := case.claims.name()) else ""
    if family and any(family in fold(i.name or i.as_written) for i in record.institutions):
        return True  # a practice that bears the holder's name
    return any(f" {word} NPI" in shown for word in ("GROUP", "CLINIC", "PRACTICE", "FACILITY", "ORGANIZATION"))
