from __future__ import annotations

import pytest

from credcheck.model import (
    ClaimKind,
    ClaimValue,
    Headline,
    PersonName,
    RecordAxis,
)
from credcheck.verdict import decide
from tests.verdict.cases import QUOTED, answer, case, outcome, record, said


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (((ClaimKind.SUBJECT, "anonymous"), (ClaimKind.HEALTH_ROLE, True)), "verdict.anonymous"),
        (
            ((ClaimKind.SUBJECT, "person"), (ClaimKind.NAME, PersonName("Jane")), (ClaimKind.HEALTH_ROLE, True)),
            "verdict.anonymous",
        ),
        (((ClaimKind.SUBJECT, "organisation"), (ClaimKind.HEALTH_ROLE, True)), "verdict.organisation"),
        (((ClaimKind.SUBJECT, "persona"),), "verdict.persona"),
        (((ClaimKind.NAME, PersonName("Jane", "", "Example")),), "verdict.no_claim"),
        (((ClaimKind.NAME, PersonName("Jane", "", "Example")), (ClaimKind.NEGATED, True)), "verdict.negated"),
        ((), "verdict.anonymous"),
    ],
)
def test_nothing_to_check_is_not_checkable(values: tuple[tuple[ClaimKind, ClaimValue], ...], why: str) -> None:
    verdict = decide(case(said(*values), answer(record())), ())
    assert (verdict.record, verdict.headline) == (RecordAxis.NOT_CHECKABLE, Headline.NOT_CHECKABLE)
    assert verdict.why[0].id == why


def test_a_nameless_account_with_a_licence_number_is_checkable() -> None:
    assert outcome(case(said((ClaimKind.SUBJECT, "anonymous"), QUOTED), answer()))[0] is RecordAxis.NONE
