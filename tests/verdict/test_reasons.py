from __future__ import annotations

from credcheck.model import (
    Case,
    ClaimKind,
    Claims,
    ClaimValue,
    Count,
    Place,
    Profile,
    RecordAxis,
)
from credcheck.verdict import decide
from tests.verdict.cases import ALONE, CARDIOLOGIST, DOCTOR, answer, case, record, said, with_chances


def test_a_claim_that_leaves_as_many_as_before_is_not_told() -> None:
    counts = (Count("pair", 3), Count("pair+specialty", 1), Count("pair+specialty+state", 1))
    here: tuple[ClaimKind, ClaimValue] = (ClaimKind.PLACE, Place("Boston, MA", "Boston", "MA", "US"))
    verdict = decide(case(said(*CARDIOLOGIST, here), answer(record(), counts=counts)), ())
    ids = [sentence.id for sentence in verdict.why]
    assert "verdict.fit.specialty" in ids
    assert "verdict.fit.state" not in ids


def test_a_match_whose_place_differs_does_not_say_that_all_agrees() -> None:
    for region, word in (("IL", "verdict.match"), ("TX", "verdict.match_moved")):
        here: tuple[ClaimKind, ClaimValue] = (ClaimKind.PLACE, Place(region, "", region, "US"))
        about = case(said(*CARDIOLOGIST, here), answer(record(), counts=ALONE))
        verdict = decide(with_chances(about, 0.9999), ())
        assert (verdict.record, verdict.why[0].id) == (RecordAxis.MATCH, word)


def test_every_verdict_says_how_to_have_it_corrected() -> None:
    assert decide(Case(Profile(), Claims()), ()).why[-1].id == "verdict.correct"


def test_the_part_that_a_copy_holds_is_said() -> None:
    ids = [s.id for s in decide(case(said(*DOCTOR), answer(share=0.07)), ()).why]
    assert "verdict.part_copy" in ids
