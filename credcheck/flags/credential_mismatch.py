"""Rule: the record of the person meant carries another profession's credentials."""

from __future__ import annotations

from credcheck import lists
from credcheck.flags._look import expected, meant, numbered, url
from credcheck.flags.interface import Rule
from credcheck.model import Case, ClaimKind, Credential, Evidence, Flag, Match, Relation, Sentence, Severity, Span
from credcheck.text import fold

_VAGUE = frozenset({"A", "DOCTOR", "DOCTORS", "DOC", "DOCS", "DR", "EYE", "FOOT", "BACK", "SPINE", "BONE"})
_VAGUE |= {"PRIMARY", "CARE", "HEALTH", "PROVIDER", "PCP"}
_DOCTORS = frozenset({"physician", "dentist", "pharmacist"})


class CredentialMismatch(Rule):
    """The record of the person most likely meant lists credentials of another profession than the profile claims.

    Records are written by their holders and age; a second degree explains many differences. A NOTE unless a
    physician, dentist or pharmacist is claimed where the record names none of them, or its number is quoted: a nurse or
    vet with the name of a listed physician is somebody else, or not listed.
    """

    id = "credential_mismatch"
    severity = Severity.CAUTION
    order = 40

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag where the evidence on that person refutes the claimed credential or profession."""
        match = meant(case)
        if match is None:
            return ()
        against = [e for e in match.evidence if _against(e)]
        if not against:
            return ()
        first = against[0]
        params = dict(first.sentence.params)
        said = Sentence(
            "flag.credential_mismatch",
            source=params.get("source", ""),
            claimed=params.get("claimed", ""),
            listed=params.get("listed", ""),
        )
        raised = numbered(case, match) or (expected(case) and _is_raised(case, first, match))
        severity = self.severity if raised else Severity.NOTE
        return (Flag(self.id, severity, said, _spans(case, first), first.url or url(match)),)


def _against(evidence: Evidence) -> bool:
    kinds = (ClaimKind.CREDENTIAL, ClaimKind.PROFESSION)
    return evidence.relation is Relation.REFUTES and evidence.kind in kinds


def _is_raised(case: Case, evidence: Evidence, match: Match) -> bool:
    """Whether the profile claims one of the callings that nearly all are listed in, and the record names none."""
    at = evidence.claim
    value = case.claims.all[at].value if at is not None and at < len(case.claims.all) else ""
    claimed = value.profession if isinstance(value, Credential) else str(value)
    table = lists.taxonomy()
    listed = {table[t.code].profession for c in match.person.candidates for t in c.taxonomies if t.code in table}
    return claimed in _DOCTORS and listed.isdisjoint(_DOCTORS) and not _is_vague(case, evidence)


def _is_vague(case: Case, evidence: Evidence) -> bool:
    """Whether only words say it that others go by too: an "eye doctor" may be an optometrist."""
    said = " ".join(case.profile.quote(span) for span in _spans(case, evidence))
    words = fold(said).split()
    return evidence.kind is ClaimKind.PROFESSION and bool(words) and _VAGUE.issuperset(words)


def _spans(case: Case, evidence: Evidence) -> tuple[Span, ...]:
    at = evidence.claim
    return case.claims.all[at].spans if at is not None and at < len(case.claims.all) else ()
