from __future__ import annotations

from dataclasses import replace

from credcheck.model import (
    ClaimKind,
    ClaimValue,
    ListedName,
    PersonName,
    Place,
    RecordAxis,
)
from credcheck.verdict import beside_the_name
from tests.verdict.cases import CARDIOLOGIST, answer, case, outcome, record, said


def test_a_middle_name_that_differs_is_never_a_match_however_well_the_rest_agrees() -> None:
    zelda = tuple((k, PersonName("Jane", "Zelda", "Example") if k is ClaimKind.NAME else v) for k, v in CARDIOLOGIST)
    anne = replace(record(), names=(ListedName(PersonName("Jane", "Anne", "Example")),))
    assert outcome(case(said(*zelda), answer(anne)))[0] is not RecordAxis.MATCH
    assert outcome(case(said(*CARDIOLOGIST), answer(anne)))[0] is RecordAxis.MATCH


def test_a_listed_place_that_differs_does_not_undo_a_match() -> None:
    moved = replace(record(), places=(Place("", "Portland", "OR", "US"),))
    here: tuple[ClaimKind, ClaimValue] = (ClaimKind.PLACE, Place("Boston, MA", "Boston", "MA", "US"))
    assert outcome(case(said(*CARDIOLOGIST, here), answer(moved)))[0] is RecordAxis.MATCH


def test_a_place_elsewhere_takes_from_what_else_agrees_beside_the_name() -> None:
    here, there = (
        case(said(*CARDIOLOGIST, (ClaimKind.PLACE, Place(state, "", state, "US"))), answer(record())).ranking.matches[0]
        for state in ("IL", "TX")
    )
    assert beside_the_name(there) < beside_the_name(here)
    assert beside_the_name(there) == sum(e.bits for e in there.evidence if e.kind is not ClaimKind.NAME)
