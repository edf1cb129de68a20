"""Rule: the person meant is on a list of people excluded from public health programmes."""

from __future__ import annotations

from credcheck import thresholds
from credcheck.flags._look import bearer, may_be_listed, other_name, quoted
from credcheck.flags.interface import Rule
from credcheck.model import Candidate, Case, ClaimKind, Flag, Match, Sentence, Severity, Span, Stage, Status
from credcheck.quoted import is_told

_LIKELY = 0.9


class Excluded(Rule):
    """A list of exclusions (the Inspector General's in the United States) names the person by number.

    ALARM where the number is quoted as the holder's or the one matched person carries it; a NOTE where that person is
    not certain, may be a relative, or is not expected in the register. Entries found by name only
    are remarks on the record, not the account.
    """

    id = "excluded"
    severity = Severity.ALARM
    order = 11

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag where a quoted number, or the one person that fits, is listed as excluded."""
        for match, spans, severity in _meant(case):
            listed = next((c for c in match.person.candidates if c.status is Status.EXCLUDED), None)
            if listed is not None and _by_number(listed, match):
                return (Flag(self.id, severity, _said(listed), spans, listed.url),)
        return ()


def _meant(case: Case) -> list[tuple[Match, tuple[Span, ...], Severity]]:
    quotes = [(bearer(case, i.value), spans) for i, spans in quoted(case, "npi")]
    found = [
        (match, spans, Severity.NOTE if _is_anothers(case, match) else Severity.ALARM)
        for match, spans in quotes
        if match is not None
    ]
    best = case.ranking.matches[:1]
    return found + [(m, (), _loudness(case, m)) for m in best if m.probability > _LIKELY and m.fits]


def _is_anothers(case: Case, match: Match) -> bool:
    """Whether the profile names the person beside the number, and its holder is not called so."""
    return is_told(case, match) and (case.claims.name() is None or other_name(case, match))


def _loudness(case: Case, match: Match) -> Severity:
    """An alarm is for a person who is certain."""
    certain = match.probability >= thresholds.of("").match
    relative = any(e.level == "generation: not stated" for e in match.evidence)
    learning = case.claims.word(ClaimKind.STAGE) in (Stage.TRAINEE.value, Stage.STUDENT.value)
    return Severity.ALARM if certain and may_be_listed(case) and not relative and not learning else Severity.NOTE


def _by_number(listed: Candidate, match: Match) -> bool:
    numbers = {i.value for i in listed.identifiers if i.kind == "npi"} | {listed.id}
    npi = match.person.identifier("npi") or match.person.key.removeprefix("npi:")
    return npi in numbers


def _said(listed: Candidate) -> Sentence:
    if listed.status_since is None:
        return Sentence("flag.excluded.undated", name=listed.names[0].name.text() if listed.names else listed.id)
    since = listed.status_since.isoformat()
    return Sentence("flag.excluded.since", name=listed.names[0].name.text() if listed.names else listed.id, since=since)
