"""Rule: a quoted ORCID iD is listed under another name."""

from __future__ import annotations

from credcheck.flags._look import quoted, registry
from credcheck.flags.interface import Rule
from credcheck.model import Candidate, Case, Flag, PersonName, Sentence, Severity
from credcheck.text import tight


class OrcidBorrowed(Rule):
    """The ORCID record that the profile links to carries another given name, in every name that it lists.

    An initial that agrees is no other name. Records show what their holders enter, and people change names.
    """

    id = "orcid_borrowed"
    severity = Severity.CAUTION
    order = 13

    def check(self, case: Case) -> tuple[Flag, ...]:
        """A flag for each quoted iD whose record names somebody else."""
        claimed, flags = case.claims.name(), list[Flag]()
        for identifier, spans in quoted(case, "orcid"):
            record = _record(case, identifier.value)
            if record is not None and claimed is not None and all(_differs(claimed, n.name) for n in record.names):
                said = Sentence("flag.orcid_borrowed", orcid=record.id, listed=record.names[0].name.text())
                flags.append(Flag(self.id, self.severity, said, spans, record.url))
        return tuple(flags)


def _record(case: Case, orcid: str) -> Candidate | None:
    records = (c for a in case.answers if registry(a.registry) == "orcid" for c in a.candidates)
    return next((c for c in records if c.id == orcid and c.names), None)


def _differs(claimed: PersonName, listed: PersonName) -> bool:
    given, other = tight(claimed.given), tight(listed.given)
    if not given or not other:
        return False
    same = given == other or (given[0] == other[0] and min(len(given), len(other)) <= 2)
    near = given.startswith(other) or other.startswith(given) or tight(claimed.given) == tight(listed.middle)
    return not (same or near)
