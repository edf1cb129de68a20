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
    Person,
    PersonName,
    Profile,
    Ranking,
    Relation,
    Sentence,
    Severity,
)

NPI = "1234567893"


def flags(*levels: str) -> tuple[Severity, ...]:
    evidence = tuple(Evidence(ClaimKind.NAME, Relation.REFUTES, level, -1.0, Sentence("x")) for level in levels)
    record = Candidate("npi_mirror", NPI, (ListedName(PersonName("Robert", "", "Other")),), "https://example.org")
    match = Match(Person(f"npi:{NPI}", (record,)), evidence, -20.0, -10.0, 0.1, fits=False)
    claims = Claims((Claim(ClaimKind.IDENTIFIER, Identifier("npi", NPI, valid=True)),))
    found = NpiBorrowed().check(Case(Profile(), claims, ranking=Ranking((match,))))
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


def test_without_a_quoted_number_nothing_is_raised() -> None:
    assert NpiBorrowed().check(Case(Profile(), Claims())) == ()
