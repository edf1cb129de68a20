from __future__ import annotations

import pytest

from credcheck.flags.platform_label import PlatformLabel
from credcheck.model import Case, Claims, Label, Profile, Severity, Verification


@pytest.mark.parametrize(
    ("label", "severities"),
    [
        (Label("mod", "impersonation"), [Severity.ALARM]),
        (Label("mod", "spam"), [Severity.CAUTION]),
        (Label("mod", "spam", self_set=True), []),
        (Label("mod", "nudity"), []),
    ],
)
def test_telling_labels_of_moderators_are_shown(label: Label, severities: list[Severity]) -> None:
    case = Case(Profile(labels=(label,)), Claims())
    assert [flag.severity for flag in PlatformLabel().check(case)] == severities


@pytest.mark.parametrize(("valid", "count"), [(False, 1), (True, 0), (None, 0)])
def test_a_verification_that_no_longer_holds_is_shown(valid: bool | None, count: int) -> None:
    case = Case(Profile(verifications=(Verification("issuer.example", "trusted", valid),)), Claims())
    assert len(PlatformLabel().check(case)) == count
