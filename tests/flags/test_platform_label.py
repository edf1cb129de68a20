from __future__ import annotations

import pytest

from credcheck.flags.platform_label import PlatformLabel
from credcheck.model import Case, Claims, Label, Profile, Severity


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
