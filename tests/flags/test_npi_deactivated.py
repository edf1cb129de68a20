from __future__ import annotations

import pytest

from credcheck.flags.npi_deactivated import NpiDeactivated
from credcheck.model import (
    Candidate,
    Case,
    Claim,
    ClaimKind,
    Claims,
    Identifier,
    Match,
    Person,
    Profile,
    Ranking,
    Severity,
    Status,
)

NPI = "1234567893"


@pytest.mark.parametrize(
    ("stage", "status", "severities"),
    [
        ("practising", Status.DEACTIVATED, (Severity.ALARM,)),
        ("retired", Status.DEACTIVATED, (Severity.NOTE,)),
        ("practising", Status.ACTIVE, ()),
        ("practising", Status.UNKNOWN, ()),
    ],
)
def test_it_is_loud_only_where_present_practice_is_claimed(
    stage: str, status: Status, severities: tuple[Severity, ...]
) -> None:
    match = Match(
        Person(f"npi:{NPI}", (Candidate("npi_mirror", NPI, (), status=status),)), (), -20.0, 0.0, 0.5, fits=True
    )
    identifier = Claim(ClaimKind.IDENTIFIER, Identifier("npi", NPI, valid=True))
    claims = Claims((identifier, Claim(ClaimKind.STAGE, stage)))
    found = NpiDeactivated().check(Case(Profile(), claims, ranking=Ranking((match,))))
    assert tuple(flag.severity for flag in found) == severities
