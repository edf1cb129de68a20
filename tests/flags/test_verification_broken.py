from __future__ import annotations

import pytest

from credcheck.flags.verification_broken import VerificationBroken
from credcheck.model import Case, Claims, Profile, Severity, Verification


@pytest.mark.parametrize(("valid", "raised"), [(False, [Severity.CAUTION]), (True, []), (None, [])])
def test_only_a_verification_that_no_longer_holds_is_remarked(valid: bool | None, raised: list[Severity]) -> None:
    profile = Profile("Jane", verifications=(Verification("press.example", "trusted", valid),))
    flags = VerificationBroken().check(Case(profile, Claims()))
    assert [f.severity for f in flags] == raised
    assert all(dict(f.sentence.params)["issuer"] == "press.example" for f in flags)
