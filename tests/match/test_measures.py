"""The numbers that docs/accuracy.md prints, on claims small enough to count by hand."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from benchmarks.accuracy import _brute, _drawn, _intervals, _limits, _measures, _namesakes, _offsets
from benchmarks.accuracy._claimants import KINDS, LEVELS, Claimant
from benchmarks.accuracy._limits import Nearly
from benchmarks.accuracy._measures import Judged, Linked
from benchmarks.accuracy._people import Pool, Somebody, origin
from benchmarks.accuracy._table import judged
from credcheck import thresholds
from credcheck.match import load
from credcheck.match.weights import parse
from credcheck.model import ClaimKind, Claims, PersonName, Place, Specialty
from tests.match.test_explain import NUMBERS, ranked
from tests.match.test_ranking import IN_US, NAME, PHYSICIAN, answer, record, said

IN_CA = (ClaimKind.PLACE, Place("California", "", "CA", "US"))


def linked(score: float, right: bool, present: bool = True, matched: bool = True, natural: float = 1.0) -> Linked:
    somebody = Somebody("1", PersonName("Jane", "", "Example"), (), (), (), ())
    claimant = Claimant(somebody, Claims(), present, LEVELS[3], KINDS[0], KINDS[0], natural)
    best = "npi:1" if right else "npi:2"
    return Linked(claimant, "match" if matched else "several", Judged(best, score, score), score, right, (), 0.0)


def test_wilson_intervals_are_those_of_the_textbook() -> None:
    low, middle, high = _intervals.wilson(8, 10)
    assert (round(low, 3), round(middle, 3), round(high, 3)) == (0.490, 0.717, 0.943)
    assert _intervals.wilson(0, 0)[0] == 0.0


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


def test_our_misses_are_counted_at_the_precision_that_a_rival_reaches() -> None:
    claims = [linked(0.9 if at % 8 < 6 else 0.5, at % 8 < 6) for at in range(800)]
    rival = [Judged("npi:1", 0.9, 0.1) if at % 8 < 2 else Judged("npi:2", 0.4, 0.1) for at in range(800)]
    side = _measures.side_by_side(claims, {"somebody else": rival})
    row = side["even"]["somebody else"]
    assert row["ours"]["precision"] >= row["precision"]
    assert (row["recall"][_measures.TOLD], row["ours"]["recall"][_measures.TOLD]) == (0.25, 0.75)


def _row(precision: float, recall: float, **more: object) -> dict[str, object]:
    return {"threshold": 0.5, "precision": precision, "recall": {"B to D": recall}} | more


def test_the_best_other_matcher_is_the_one_of_most_recall_among_those_precise_enough() -> None:
    ours = {"ours": _row(0.9, 0.9)}
    side = {
        "even": {
            "us": _row(0.995, 0.8, threshold=None),
            "few": _row(1.0, 0.1, **ours),
            "more": _row(0.992, 0.5, **ours),
            "many": _row(0.9, 0.9, **ours),
        }
    }
    assert _drawn.at_high_precision(side, "even") == pytest.approx(0.4)
    assert _drawn.ours_to_theirs(side, "even") == pytest.approx([0.1 / 0.9, 0.2, 1.0])


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


def test_a_word_that_nobody_carries_has_a_correction_of_its_own() -> None:
    claims = said((NAME[0], PersonName("Jane", "", "Exampel")), PHYSICIAN, IN_US)
    ranking = ranked(claims, record(NUMBERS[0]), pair=0)
    unheard = _offsets.Example(ranking, 0, 1.0, frozenset({"surname"}))
    fitted = _offsets.fit([unheard] * 300 + [_offsets.Example(ranking, -1, 1.0)] * 300)
    assert fitted.bits["surname: one edit, unheard"] > 0 > fitted.bits["surname: one edit"]
    table = parse("test", judged().corrected(fitted, "here").text("test"))
    assert table.levels["surname", "one edit"].unheard < 1 == table.levels["given", "one edit"].unheard


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


# ---------------------------------------------------------------- thresholds
LIMITS = thresholds.of("")


def nearly(probability: float, right: bool, present: bool, more: float = 9.0) -> Nearly:
    return Nearly(True, probability, more, right, present, 1.0)


def test_match_begins_as_low_as_the_precision_asked_for_allows() -> None:
    sure = [nearly(0.975, True, True) for _ in range(2000)] + [nearly(0.0, False, False) for _ in range(1000)]
    doubtful = [nearly(0.925, at % 4 > 0, at % 4 > 0) for at in range(400)]
    found = {one.name: one.m for one in _limits.chosen(sure + doubtful, LIMITS, "here")}
    assert found["match"] == 0.93
    found = {one.name: one.m for one in _limits.chosen(sure, LIMITS, "here")}
    assert found["match"] == _limits.MATCHES[0]


def test_thresholds_hold_at_the_worse_end_of_the_interval() -> None:
    absent = [nearly(0.0, False, False) for _ in range(1996)]
    doubtful = [nearly(0.925, False, False) for _ in range(4)]
    found = {
        one.name: one.m for one in _limits.chosen([nearly(0.99, True, True)] * 2000 + absent + doubtful, LIMITS, "")
    }
    assert found["match"] == 0.93  # 4 of 2,000 may be .51 %


def test_without_precision_the_strictest_thresholds_are_written() -> None:
    found = {one.name: one.m for one in _limits.chosen([nearly(0.9995, False, False)] * 50, LIMITS, "here")}
    assert (found["match"], found["alone"]) == (_limits.MATCHES[-1], _limits.ALONE[-1])


def test_who_cannot_be_a_match_for_another_reason_says_nothing_of_thresholds() -> None:
    claims, namesake = said(NAME, PHYSICIAN, IN_US), record(NUMBERS[0], family="Other")
    found = _limits.nearly(claims, answer(namesake), ranked(claims, namesake), f"npi:{NUMBERS[0]}", LIMITS, 1.0)
    assert not found.able


# ---------------------------------------------------------------- who can be told apart
def somebody(npi: str, code: str = "207R00000X", state: str = "CA", given: str = "Jane") -> Somebody:
    return Somebody(npi, PersonName(given, "", "Example"), (), (), (code,), (state,))


def everybody(*people: Somebody) -> Pool:
    found = Pool()
    for one in people:
        found.add(one)
    return found


def test_only_who_agrees_with_all_that_the_holder_agrees_with_fits_as_well() -> None:
    claims = said(NAME, (ClaimKind.SPECIALTY, Specialty("Internal medicine", ("207R00000X",))), IN_CA)
    holder = somebody("1")
    others = (somebody("2"), somebody("3", state="NY"), somebody("4", code="207X00000X"), somebody("5", given="Bob"))
    crowd = _brute.crowd(everybody(holder, *others), frozenset({"2"}))
    assert _brute.as_good(crowd, claims, holder) == 1, "those left out of the register count as well"
    assert _brute.pair_counts(crowd, claims)["pair"] == 3, "and are not counted as listed"


def test_who_claims_a_state_they_are_not_listed_in_cannot_be_told_from_namesakes_elsewhere() -> None:
    crowd = _brute.crowd(everybody(somebody("1", state="TX"), somebody("2", state="NY")), frozenset())
    assert _brute.as_good(crowd, said(NAME, IN_CA), somebody("1", state="TX")) == 1


def test_at_equal_rarity_a_group_of_shared_names_fares_like_the_others() -> None:
    def claim(carriers: int, right: bool) -> Linked:
        return replace(linked(0.99, right), carriers=carriers)

    rare, shared = [claim(1, True)] * 8 + [claim(25, False)] * 2, [claim(1, True)] * 2 + [claim(25, False)] * 8
    every = rare + shared
    assert _measures._at_equal_rarity(rare, every) == _measures._at_equal_rarity(shared, every) == 0.5


def test_namesakes_who_share_a_state_more_often_than_strangers_raise_its_chance() -> None:
    pool = everybody(*(somebody(str(at), state="WY") for at in range(40)))
    times = {one.field: one.times for one in _namesakes.measured(pool, random.Random(1))}
    assert times["place"] is not None
    assert times["place"] > 100
