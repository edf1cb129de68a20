from __future__ import annotations

import pytest

from credcheck.flags.not_checkable import NotCheckable
from credcheck.model import Answer, Case, Claim, ClaimKind, Claims, Outcome, Profile, Subject
from tests import factory

CLAIMS = Claims(
    (
        Claim(ClaimKind.SUBJECT, Subject.PERSON.value),
        Claim(ClaimKind.NAME, factory.name()),
        Claim(ClaimKind.HEALTH_ROLE, True),
    )
)


@pytest.mark.parametrize(
    ("outcome", "raised"),
    [(Outcome.NOT_ASKED, 1), (Outcome.FOUND, 0), (Outcome.NOT_FOUND, 0), (Outcome.FAILED, 0), (Outcome.ASKING, 0)],
)
def test_only_when_no_register_was_asked_is_it_remarked(outcome: Outcome, raised: int) -> None:
    assert len(NotCheckable().check(Case(Profile("Jane"), CLAIMS, (Answer("npi", outcome),)))) == raised


def test_nobody_named_is_not_this_rules_matter() -> None:
    assert NotCheckable().check(Case(Profile("Jane"), Claims(), (Answer("npi", Outcome.NOT_ASKED),))) == ()
