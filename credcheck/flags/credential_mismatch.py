"""Rule: the record of the person meant carries another profession's credentials."""

from __future__ import annotations

from credcheck.flags._look import expected, meant, numbered, url
from credcheck.flags.interface import Rule
from credcheck.model import Case, ClaimKind, Evidence, Flag, Relation, Sentence, Severity, Span


class CredentialMismatch(Rule):
    """The record of the person most likely meant lists credentials of another profession than the profile claims.

    Records are written by their holders and age; a second degree explains many differences. A NOTE where somebody
    with these claims would hardly be listed there: then it is rather a namesake's record, unless its number is quoted.
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
        severity = self.severity if numbered(case, match) or expected(case) else Severity.NOTE
        return (Flag(self.id, severity, said, _spans(case, first), first.url or url(match)),)


def _against(evidence: Evidence) -> bool:
    kinds = (ClaimKind.CREDENTIAL, ClaimKind.PROFESSION)
    return evidence.relation is Relation.REFUTES and evidence.kind in kinds


def _spans(case: Case, evidence: Evidence) -> tuple[Span, ...]:
    at = evidence.claim
    return case.claims.all[at].spans if at is not None and at < len(case.claims.all) else ()
