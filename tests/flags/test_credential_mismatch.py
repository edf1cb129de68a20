from __future__ import annotations

import pytest

from credcheck.flags.credential_mismatch import CredentialMismatch
from credcheck.model import (
    Candidate,
    Case,
    Claim,
    ClaimKind,
    Claims,
    Credential,
    CredentialClass,
    Evidence,
    Identifier,
    Match,
    Part,
    Person,
    Profile,
    Ranking,
    Relation,
    Sentence,
    Severity,
    Span,
    Taxonomy,
)

SPAN = Span(Part.NAME, 0, 2)
MD = Credential("MD", CredentialClass.LICENCE_DEGREE, "physician", "US")


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
    claims = (Claim(ClaimKind.CREDENTIAL, MD, (SPAN,)), Claim(ClaimKind.NPI_EXPECTED, "yes"))
    found = CredentialMismatch().check(Case(Profile(), Claims(claims), ranking=Ranking((match,))))
    assert [flag.severity for flag in found] == severities
    assert all(flag.spans == (SPAN,) and flag.url == "https://example.org" for flag in found)


@pytest.mark.parametrize(
    ("profession", "code", "expected", "quoted", "severities"),
    [
        ("physician", "111N00000X", "yes", "", [Severity.CAUTION]),
        ("physician", "111N00000X", "no", "", [Severity.NOTE]),
        ("physician", "111N00000X", "unknown", "", [Severity.NOTE]),
        ("physician", "111N00000X", "no", "1234567893", [Severity.CAUTION]),
        ("nurse", "207R00000X", "yes", "", [Severity.NOTE]),
        ("dentist", "208000000X", "yes", "", [Severity.NOTE]),
        ("nurse", "207R00000X", "yes", "1234567893", [Severity.CAUTION]),
    ],
)
def test_a_namesake_s_record_is_no_caution_for_a_nurse_a_vet_or_a_student(
    profession: str, code: str, expected: str, quoted: str, severities: list[Severity]
) -> None:
    evidence = Evidence(ClaimKind.PROFESSION, Relation.REFUTES, "profession: other", -3.0, Sentence("x"), claim=0)
    listed = Candidate("npi_mirror", "1234567893", (), taxonomies=(Taxonomy(code),))
    person = Person("npi:1234567893", (listed,))
    match = Match(person, (evidence,), -20.0, 0.0, 0.9, fits=False)
    claims = [Claim(ClaimKind.PROFESSION, profession), Claim(ClaimKind.NPI_EXPECTED, expected)]
    claims += [Claim(ClaimKind.IDENTIFIER, Identifier("npi", quoted, valid=True))] if quoted else []
    found = CredentialMismatch().check(Case(Profile(), Claims(tuple(claims)), ranking=Ranking((match,))))
    assert [flag.severity for flag in found] == severities


@pytest.mark.parametrize(
    ("words", "severities"),
    [("Eye doctor", [Severity.NOTE]), ("Doctor", [Severity.NOTE]), ("Ophthalmologist", [Severity.CAUTION])],
)
def test_a_word_that_others_go_by_too_is_no_caution(words: str, severities: list[Severity]) -> None:
    evidence = Evidence(ClaimKind.PROFESSION, Relation.REFUTES, "profession: other", -3.0, Sentence("x"), claim=0)
    listed = Candidate("npi_mirror", "1", (), taxonomies=(Taxonomy("152W00000X"),))
    match = Match(Person("npi:1", (listed,)), (evidence,), -20.0, 0.0, 0.9, fits=False)
    calling = Claim(ClaimKind.PROFESSION, "physician", (Span(Part.BIO, 0, len(words)),))
    claims = Claims((calling, Claim(ClaimKind.NPI_EXPECTED, "yes")))
    found = CredentialMismatch().check(Case(Profile(bio=words), claims, ranking=Ranking((match,))))
    assert [flag.severity for flag in found] == severities


def test_without_anybody_meant_nothing_is_raised() -> None:
    assert CredentialMismatch().check(Case(Profile(), Claims())) == ()
