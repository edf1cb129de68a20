"""Rule: the register lists the person meant in another field, or still in training."""

from __future__ import annotations

from datetime import date

from credcheck.flags._look import bound, meant, source, url
from credcheck.flags._words import found_in
from credcheck.flags.interface import Rule
from credcheck.model import Case, ClaimKind, Evidence, Flag, Match, Part, Relation, Sentence, Severity, Span, Stage

_IN_TRAINING = "390200000X"
_SHORTEST_TRAINING_DAYS = 3 * 365


class SpecialtyOverstated(Rule):
    """The record of the person most likely meant lists another field than the profile claims, or only training.

    CAUTION for a claimed board certification, or for a person whose record is younger than any specialist training;
    otherwise a NOTE: holders write their entries themselves and seldom renew them.
    """

    id = "specialty_overstated"
    severity = Severity.CAUTION
    order = 41

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag where field or stage of career go beyond the record."""
        match = meant(case)
        if match is None or bound(case):
            return ()
        other = next((e for e in match.evidence if _other_field(e)), None)
        if other is not None:
            return (_flag(case, match, other),)
        return _still_training(case, match)


def _other_field(evidence: Evidence) -> bool:
    return evidence.kind is ClaimKind.SPECIALTY and evidence.relation is Relation.REFUTES


def _flag(case: Case, match: Match, other: Evidence) -> Flag:
    params = dict(other.sentence.params)
    said = Sentence(
        "flag.specialty_overstated.field",
        source=params.get("source", ""),
        claimed=params.get("claimed", ""),
        listed=params.get("listed", ""),
    )
    severity = Severity.CAUTION if found_in(case.profile.bio, "claim.certified") else Severity.NOTE
    at = other.claim
    spans = case.claims.all[at].spans if at is not None and at < len(case.claims.all) else ()
    return Flag(SpecialtyOverstated.id, severity, said, spans, other.url or url(match))


def _still_training(case: Case, match: Match) -> tuple[Flag, ...]:
    claimed = found_in(case.profile.bio, "claim.certified") + found_in(case.profile.bio, "claim.attending")
    codes = {t.code for c in match.person.candidates for t in c.taxonomies}
    told = case.claims.word(ClaimKind.STAGE) == Stage.PRACTISING.value or bool(
        found_in(case.profile.bio, "claim.attending")
    )
    if not claimed or codes != {_IN_TRAINING} or not told:
        return ()
    severity = Severity.CAUTION if _new(match, case.today) else Severity.NOTE
    spans = tuple(Span(Part.BIO, *spot) for spot in claimed[:3])
    said = Sentence("flag.specialty_overstated.training", source=source(match))
    return (Flag(SpecialtyOverstated.id, severity, said, spans, url(match)),)


def _new(match: Match, today: date | None) -> bool:
    since = [c.listed_since for c in match.person.candidates if c.listed_since]
    return bool(since and today) and (today - min(since)).days < _SHORTEST_TRAINING_DAYS if today else False
