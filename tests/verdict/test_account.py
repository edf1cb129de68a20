from __future__ import annotations

import pytest

from credcheck.model import (
    Binding,
    Headline,
    Level,
)
from credcheck.verdict import decide
from tests.verdict.cases import CARDIOLOGIST, DOCTOR, OTHER, answer, case, proof, record, said


@pytest.mark.parametrize(
    ("bindings", "level", "headline"),
    [
        ((proof(Level.L3),), Level.L3, Headline.BOUND),
        ((proof(Level.L4),), Level.L4, Headline.BOUND),
        ((proof(Level.L2),), Level.L2, Headline.MATCH_NOT_BOUND),
        ((proof(Level.L4, ""),), Level.L1, Headline.MATCH_NOT_BOUND),
        ((proof(Level.L4, f"npi:{OTHER}"),), Level.L1, Headline.MATCH_NOT_BOUND),
        ((proof(Level.L4, failed=True),), Level.L0, Headline.MATCH_NOT_BOUND),
        ((proof(Level.L0), proof(Level.L3)), Level.L3, Headline.BOUND),
    ],
)
def test_only_a_proof_that_names_the_matched_person_binds(
    bindings: tuple[Binding, ...], level: Level, headline: Headline
) -> None:
    verdict = decide(case(said(*CARDIOLOGIST), answer(record()), bindings=bindings), ())
    assert (verdict.account, verdict.headline) == (level, headline)


def test_without_a_match_nothing_is_bound() -> None:
    verdict = decide(case(said(*DOCTOR), answer(), bindings=(proof(Level.L4),)), ())
    assert verdict.account is Level.L1
