from __future__ import annotations

import inspect

import pytest

from credcheck import wording
from credcheck.flags import RULES_VERSION, raise_flags, rules
from credcheck.flags.interface import Rule
from credcheck.model import Case, Claim, ClaimKind, Claims, Identifier, Label, Profile, Severity


def test_the_loudest_flags_come_first() -> None:
    bad = Claim(ClaimKind.IDENTIFIER, Identifier("npi", "1234567890", valid=False))
    claims = Claims((Claim(ClaimKind.CUE, "views_own"), bad))
    flags = raise_flags(Case(Profile("Jane", labels=(Label("mod", "impersonation"),)), claims))
    assert [flag.severity for flag in flags] == [Severity.ALARM, Severity.CAUTION, Severity.NOTE]
    for flag in flags:
        assert wording.render(flag.sentence) != flag.sentence.id


def test_an_empty_case_raises_nothing() -> None:
    assert raise_flags(Case(Profile(), Claims())) == ()
    assert RULES_VERSION


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_says_what_it_is(rule: type[Rule]) -> None:
    assert inspect.getdoc(rule)
    assert rule.id == rule.__module__.rpartition(".")[2]
