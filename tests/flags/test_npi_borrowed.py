from __future__ import annotations

import pytest

from credcheck.flags.npi_borrowed import NpiBorrowed
from credcheck.model import (
    Candidate,
    Case,
    Claim,
    ClaimKind,
    Claims,
    Evidence,
    Identifier,
    ListedName,
    Match,
    Part,
    Person,
    PersonName,
    Profile,
    Ranking,
    Relation,
    Sentence,
    Severity,
    Span,
)

NPI = "1234567893"


def flags(*levels: str, bio: str = "", name: PersonName | None = None) -> tuple[Severity, ...]:
    evidence = tuple(Evidence(ClaimKind.NAME, Relation.REFUTES, level, -1.0, Sentence("x")) for level in levels)
    record = Candidate("npi_mirror", NPI, (ListedName(PersonName("Robert", "", "Other")),), "https://example.org")
    match = Match(Person(f"npi:{NPI}", (record,)), evidence, -20.0, -10.0, 0.1, fits=False)
    named = (Claim(ClaimKind.NAME, name),) if name else ()
    claims = Claims((Claim(ClaimKind.IDENTIFIER, Identifier("npi", NPI, valid=True)), *named))
    found = NpiBorrowed().check(Case(Profile(bio=bio), claims, ranking=Ranking((match,))))
    assert all(flag.url == "https://example.org" for flag in found)
    return tuple(flag.severity for flag in found)


@pytest.mark.parametrize(
    ("levels", "severities"),
    [
        (("surname: conflict", "given: conflict"), (Severity.ALARM,)),
        (("surname: conflict",), (Severity.ALARM,)),
        (("surname: conflict", "given: exact"), (Severity.CAUTION,)),
        (("surname: exact", "given: conflict"), (Severity.CAUTION,)),
        (("surname: other name", "given: nickname"), ()),
        ((), ()),
    ],
)
def test_the_more_of_the_name_differs_the_louder(levels: tuple[str, ...], severities: tuple[Severity, ...]) -> None:
    assert flags(*levels) == severities


@pytest.mark.parametrize(
    ("bio", "severities"),
    [
        ("Book with Robert Other, NPI 1234567893", (Severity.NOTE,)),
        ("See Dr. Other (NPI 1234567893)", (Severity.NOTE,)),
        ("Dr. Other's NPI is 1234567893", (Severity.NOTE,)),
        ("See Robert A. Other, MD, NPI 1234567893", (Severity.NOTE,)),
        ("The other NPI is 1234567893", (Severity.ALARM,)),
        ("Robert is my name. NPI 1234567893", (Severity.ALARM,)),
    ],
)
def test_a_number_that_the_profile_gives_for_its_listed_bearer_is_no_alarm(
    bio: str, severities: tuple[Severity, ...]
) -> None:
    assert flags("surname: conflict", "given: conflict", bio=bio) == severities


def test_a_holder_called_by_the_listed_given_name_alone_is_no_alarm() -> None:
    assert flags("surname: conflict", name=PersonName(family="Robert")) == (Severity.CAUTION,)
    assert flags("surname: conflict", name=PersonName(family="Sample")) == (Severity.ALARM,)


@pytest.mark.parametrize(("role", "severities"), [(False, ()), (True, (Severity.ALARM,))])
def test_a_link_to_somebody_s_entry_is_no_quote_of_who_claims_no_role(
    role: bool, severities: tuple[Severity, ...]
) -> None:
    evidence = Evidence(ClaimKind.NAME, Relation.REFUTES, "surname: conflict", -1.0, Sentence("x"))
    record = Candidate("npi_mirror", NPI, (ListedName(PersonName("Robert", "", "Other")),))
    match = Match(Person(f"npi:{NPI}", (record,)), (evidence,), -20.0, -10.0, 0.1, fits=False)
    linked = Claim(ClaimKind.IDENTIFIER, Identifier("npi", NPI, valid=True), (Span(Part.LINKS, 0, 10),))
    claims = Claims((linked, Claim(ClaimKind.HEALTH_ROLE, role)))
    found = NpiBorrowed().check(Case(Profile(), claims, ranking=Ranking((match,))))
    assert tuple(flag.severity for flag in found) == severities


def test_without_a_quoted_number_nothing_is_raised() -> None:
    assert NpiBorrowed().check(Case(Profile(), Claims())) == ()
