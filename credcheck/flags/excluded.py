"""Rule: the person meant is on a list of people excluded from public health programmes."""

from __future__ import annotations

from credcheck.flags._look import bearer, quoted
from credcheck.flags.interface import Rule
from credcheck.model import Candidate, Case, Flag, Match, Sentence, Severity, Span, Status


class Excluded(Rule):
    """A list of exclusions (the Inspector General's in the United States) names the person by number.

    ALARM where the number is quoted in the profile or the one matched person carries it; entries found by name only are
    remarks on the record, not on the account.
    """

    id = "excluded"
    severity = Severity.ALARM
    order = 11

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag where a quoted number, or the one person that fits, is listed as excluded."""
        for match, spans in _meant(case):
            listed = next((c for c in match.person.candidates if c.status is Status.EXCLUDED), None)
            if listed is not None and _by_number(listed, match):
                return (Flag(self.id, self.severity, _said(listed), spans, listed.url),)
        return ()


def _meant(case: Case) -> list[tuple[Match, tuple[Span, ...]]]:
    quotes = [(bearer(case, i.value), spans) for i, spans in quoted(case, "npi")]
    found = [(match, spans) for match, spans in quotes if match is not None]
    best = case.ranking.matches[:1]
    return found + [(m, ()) for m in best if m.probability > 0.9 and m.fits]


def _by_number(listed: Candidate, match: Match) -> bool:
    numbers = {i.value for i in listed.identifiers if i.kind == "npi"} | {listed.id}
    npi = match.person.identifier("npi") or match.person.key.removeprefix("npi:")
    return npi in numbers


def _said(listed: Candidate) -> Sentence:
    if listed.status_since is None:
        return Sentence("flag.excluded.undated", name=listed.names[0].name.text() if listed.names else listed.id)
    since = listed.status_since.isoformat()
    return Sentence("flag.excluded.since", name=listed.names[0].name.text() if listed.names else listed.id, since=since)
