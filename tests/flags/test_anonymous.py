from __future__ import annotations

import pytest

from credcheck.flags.anonymous import Anonymous
from credcheck.model import Case, Claim, ClaimKind, Claims, ClaimValue, PersonName, Profile, Severity

ROLE = (ClaimKind.HEALTH_ROLE, True)
NAME = (ClaimKind.NAME, PersonName("Jane", "", "Example"))


@pytest.mark.parametrize(
    ("values", "severities"),
    [
        ([ROLE], [Severity.NOTE]),
        ([ROLE, NAME, (ClaimKind.SUBJECT, "anonymous")], [Severity.NOTE]),
        ([ROLE, NAME], []),
        ([ROLE, (ClaimKind.SUBJECT, "organisation")], []),
        ([ROLE, (ClaimKind.CUE, "memorial")], []),
        ([], []),
    ],
)
def test_a_nameless_health_role_is_a_note(
    values: list[tuple[ClaimKind, ClaimValue]], severities: list[Severity]
) -> None:
    case = Case(Profile(), Claims(tuple(Claim(k, v) for k, v in values)))
    assert [flag.severity for flag in Anonymous().check(case)] == severities
