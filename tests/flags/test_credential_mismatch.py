from __future__ import annotations

import pytest

from credcheck.flags.credential_mismatch import CredentialMismatch
from credcheck.model import (
    Candidate,
    Case,
    Claim,
    ClaimKind,
    Claims,
    Evidence,
    Match,
    Part,
    Person,
    Profile,
    Ranking,
    Relation,
    Sentence,
    Severity,
    Span,
)

SPAN = Span(Part.NAME, 0, 2)


@pytest.mark.parametrize(
    ("kind", "relation", "probability", "severities"),
    [
        (ClaimKind.CREDENTIAL, Relation.REFUTES, 0.9, [Severity.CAUTION]),
        (ClaimKind.PROFESSION, Relation.REFUTES, 0.9, [Severity.CAUTION]),
        (ClaimKind.CREDENTIAL, Relation.SUPPORTS, 0.9, []),
        (ClaimKind.CREDENTIAL, Relation.REFUTES, 0.3, []),
        (ClaimKind.SPECIALTY, Relation.REFUTES, 0.9, []),
    ],
)
def test_only_the_record_of_the_person_meant_can_differ(
    kind: ClaimKind, relation: Relation, probability: float, severities: list[Severity]
) -> None:
    said = Sentence("match.credential.other", source="The NPI registry", claimed="MD", listed="ND")
    evidence = Evidence(kind, relation, "credential: other", -3.0, said, "https://example.org", "npi_mirror", 0)
    match = Match(
        Person("npi:1", (Candidate("npi_mirror", "1", ()),)), (evidence,), -20.0, 0.0, probability, fits=False
    )
    case = Case(Profile(), Claims((Claim(ClaimKind.CREDENTIAL, "MD", (SPAN,)),)), ranking=Ranking((match,)))
    found = CredentialMismatch().check(case)
    assert [flag.severity for flag in found] == severities
    assert all(flag.spans == (SPAN,) and flag.url == "https://example.org" for flag in found)


def test_without_anybody_meant_nothing_is_raised() -> None:
    assert CredentialMismatch().check(Case(Profile(), Claims())) == ()
