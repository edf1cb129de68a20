from __future__ import annotations

import pytest

from credcheck.flags.disclaimer import Disclaimer
from credcheck.model import Case, Claim, ClaimKind, Claims, Profile, Severity


@pytest.mark.parametrize(
    ("cue", "severities"), [("views_own", [Severity.NOTE]), ("no_medical_advice", [Severity.NOTE]), ("fan", [])]
)
def test_a_disclaimer_is_a_neutral_note(cue: str, severities: list[Severity]) -> None:
    case = Case(Profile(), Claims((Claim(ClaimKind.CUE, cue),)))
    assert [flag.severity for flag in Disclaimer().check(case)] == severities
