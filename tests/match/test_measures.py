"""The numbers that docs/accuracy.md prints, on claims small enough to count by hand."""

from __future__ import annotations

import pytest

from benchmarks.accuracy import _measures, _offsets
from benchmarks.accuracy._claimants import KINDS, LEVELS, Claimant
from benchmarks.accuracy._measures import Judged, Linked
from benchmarks.accuracy._people import Somebody, origin
from benchmarks.accuracy._table import judged
from credcheck.match import load
from credcheck.match.weights import parse
from credcheck.model import Claims, PersonName
from tests.match.test_explain import NUMBERS, ranked
from tests.match.test_ranking import IN_US, NAME, PHYSICIAN, record, said


def linked(score: float, right: bool, present: bool = True, matched: bool = True, natural: float = 1.0) -> Linked:
    somebody = Somebody("1", PersonName("Jane", "", "Example"), (), (), (), ())
    claimant = Claimant(somebody, Claims(), present, LEVELS[3], KINDS[0], KINDS[0], natural)
    best = "npi:1" if right else "npi:2"
    return Linked(claimant, "match" if matched else "several", Judged(best, score, score), score, right, (), 0.0)


def test_wilson_intervals_are_those_of_the_textbook() -> None:
    low, middle, high = _measures.wilson(8, 10)
    assert (round(low, 3), round(middle, 3), round(high, 3)) == (0.490, 0.717, 0.943)
    assert _measures.wilson(0, 0)[0] == 0.0


def test_calibration_error_is_the_mean_gap_between_stated_and_observed() -> None:
    claims = [linked(0.9, right) for right in (True, True, True, False)]
    found = _measures.calibration(claims, lambda x: 1.0)
    assert found["error"] == pytest.approx(0.15)
    assert found["bins"] == [{"stated": 0.9, "observed": 0.75, "claims": 4}]


def test_somebody_absent_is_never_right_whoever_is_named() -> None:
    assert not linked(0.9, right=True, present=False).right


def test_a_rival_gets_the_threshold_of_most_hits_at_the_precision_asked_for() -> None:
    claims = [linked(0.9, True) for _ in range(400)] + [linked(0.5, at % 4 < 2) for at in range(400)]
    found = _measures.sweep(claims, lambda x: x.ours, lambda x: 1.0)
    assert found["threshold"] == 0.9
    assert found["precision"] == 1.0
    assert found["recall"]["all"] == 0.5


def test_a_level_whose_chance_is_overstated_is_corrected_upwards() -> None:
    initial = tuple((k, PersonName("J", "", "Example") if v == NAME[1] else v) for k, v in (NAME, PHYSICIAN, IN_US))
    ranking = ranked(said(*initial), record(NUMBERS[0]), pair=2)
    assert ranking.matches[0].probability < 0.9
    fitted = _offsets.fit([_offsets.Example(ranking, 0, 1.0)] * 3000)
    assert fitted.bits["given: initial"] > 0
    assert fitted.after > fitted.before


def test_only_levels_of_names_are_corrected_and_a_conflict_is_not() -> None:
    ranking = ranked(said(NAME, PHYSICIAN, IN_US), record(NUMBERS[0]), record(NUMBERS[1], family="Other"))
    fitted = _offsets.fit([_offsets.Example(ranking, 0, 1.0)] * 100)
    assert set(fitted.bits) == {"surname: exact", "given: exact"}


def test_a_corrected_near_level_never_outweighs_the_same_name() -> None:
    bits = {"surname: other name": 9.0, "given: nickname": 9.0}
    fitted = _offsets.Fitted(bits, dict.fromkeys(bits, 100), 0.0, 0.0)
    table = parse("test", judged().corrected(fitted, "here").text("test"))
    for frequency in (1e-7, 1e-5, 1e-3):
        for field, near in (("surname", "other name"), ("given", "nickname")):
            assert table.bits(field, near, frequency) < table.bits(field, "exact", frequency)


def test_the_fitted_table_has_every_level_of_the_judged_one() -> None:
    assert set(load().levels) == set(parse("test", judged().text("test")).levels)


@pytest.mark.parametrize(
    ("family", "group"),
    [("Kowalski", "Slavic"), ("Nguyen", "East Asian"), ("O'Brien", "Irish and Scottish"), ("Testwright", "other")],
)
def test_surnames_fall_into_rough_groups(family: str, group: str) -> None:
    assert origin(family) == group
