"""The numbers that docs/accuracy.md prints, on claims small enough to count by hand."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from benchmarks.accuracy import (
    _brute,
    _by_place,
    _claimants,
    _drawn,
    _intervals,
    _limits,
    _measures,
    _namesakes,
    _offsets,
    _pairs,
)
from benchmarks.accuracy._claimants import KINDS, LEVELS, Claimant
from benchmarks.accuracy._jobs import made_of_each
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
    fitted = _offsets.fit([_offsets.example(ranking, 0, 1.0)] * 3000)
    assert fitted.bits["given: initial"] > 0
    assert fitted.after > fitted.before


def test_only_levels_of_names_are_corrected_and_a_conflict_is_not() -> None:
    ranking = ranked(said(NAME, PHYSICIAN, IN_US), record(NUMBERS[0]), record(NUMBERS[1], family="Other"))
    fitted = _offsets.fit([_offsets.example(ranking, 0, 1.0)] * 100)
    assert set(fitted.bits) == {"surname: exact", "given: exact"}


def test_a_word_that_nobody_carries_has_a_correction_of_its_own() -> None:
    claims = said((NAME[0], PersonName("Jane", "", "Exampel")), PHYSICIAN, IN_US)
    ranking = ranked(claims, record(NUMBERS[0]), pair=0)
    unheard = _offsets.example(ranking, 0, 1.0, frozenset({"surname"}))
    fitted = _offsets.fit([unheard] * 300 + [_offsets.example(ranking, -1, 1.0)] * 300)
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


def test_a_corrected_swapped_name_still_costs_two_bits() -> None:
    fitted = _offsets.Fitted({"surname: swapped": 9.0}, {"surname: swapped": 100}, 0.0, 0.0)
    table = parse("test", judged().corrected(fitted, "here").text("test"))
    assert table.bits("surname", "swapped", 1e-4) < table.bits("surname", "exact", 1e-4) - 2


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
    times = {(one.field, one.name): one.times for one in _namesakes.measured(pool, random.Random(1))}
    assert (times["place", "state"] or 0) > 100


# ---------------------------------------------------------------- cities
def townsman(npi: str, city: str, state: str = "TX", given: str = "Jane", family: str = "Example") -> Somebody:
    """Somebody who lists a city, in a field that people name."""
    name = PersonName(given, "", family)
    return Somebody(npi, name, (), (), ("207R00000X",), (state,), ((city, state),) if city else ())


def test_a_city_counts_against_whoever_lists_another_as_far_as_telling_apart_goes() -> None:
    claims = said(NAME, (ClaimKind.PLACE, Place("Houston, TX", "Houston", "TX", "US")))
    pool = everybody(townsman("1", "HOUSTON"), townsman("2", "DALLAS"), townsman("3", ""), townsman("4", "HOUSTON"))
    assert _brute.as_good(_brute.crowd(pool, frozenset()), claims, pool.people[0]) == 1
    assert _brute.as_good(_brute.crowd(pool, frozenset()), claims, pool.people[1]) == 3


def test_medicares_city_agrees_with_the_register_only_in_the_same_state() -> None:
    assert _pairs.city_level(("Saint Louis", "MO"), ("SAINT LOUIS", "mo")) == "city"
    assert _pairs.city_level(("Clayton", "MO"), ("SAINT LOUIS", "MO")) == "other city"
    assert _pairs.city_level(("Saint Louis", "IL"), ("SAINT LOUIS", "MO")) == "elsewhere"


def test_namesakes_who_meet_in_small_cities_raise_the_chance_of_all_small_cities() -> None:
    strangers = [townsman(str(at), f"TOWN {at}", family=f"Other{at % 20}") for at in range(40)]
    family = [townsman(f"1{at}", "SPRINGFIELD", "WY") for at in range(40)]
    apart = {m.name: m for m in _namesakes.measured(everybody(*strangers), random.Random(1)) if m.field == "place"}
    near = {m.name: m for m in _namesakes.measured(everybody(*family), random.Random(1)) if m.field == "place"}
    assert (apart["city"].u, near["city"].u) == (0.5 / 40, 1.0)
    assert (apart["other city"].times or 0) > 1 == near["other city"].times


def drawn_claims(*people: Somebody, seed: int = 1) -> tuple[Claimant, ...]:
    return _claimants.draw(everybody(*people), 1_500, random.Random(seed)).claimants


def test_only_people_whose_records_list_a_city_claim_one_and_with_its_state() -> None:
    people = [townsman(str(at), f"TOWN {at % 9}" if at % 2 else "", given=f"Jane{at}") for at in range(3_000)]
    people.append(townsman("0", "ALBANY", "NY"))
    claims = [c for c in drawn_claims(*people) if c.place == _claimants.CITY]
    places = [v.value for c in claims for v in c.claims.of(ClaimKind.PLACE)]
    assert claims
    assert all(c.somebody.cities for c in claims)
    assert all(isinstance(p, Place) and p.city and p.region in ("TX", "NY") for p in places)
    listed = [_by_place.named(c) == "listed" for c in claims]
    assert 0.4 < sum(listed) / len(listed) < 0.62


def test_people_with_namesakes_are_drawn_as_often_as_they_are_met_though_the_absent_come_first() -> None:
    people = [townsman(f"{at}", f"TOWN {at % 9}", given=f"Jane{at if at % 3 else at - 1}") for at in range(3_000)]
    people.append(townsman("x", "ALBANY", "NY"))
    plain = [c for c in drawn_claims(*people) if c.present and c.kind == "as registered" and not c.group]
    shared = [c for c in plain if len([p for p in people if p.name == c.somebody.name]) > 1]
    assert 0.4 < len(shared) / len(plain) < 0.9  # two in three of these people


def test_the_parts_of_level_d_add_up_to_it() -> None:
    def of(place: str, matched: bool) -> Linked:
        one = linked(0.99, right=True, matched=matched)
        return replace(one, claimant=replace(one.claimant, place=place))

    every = [of("city", True)] * 3 + [of("state", True)] + [of("state", False)] * 4
    rows = {row["part"]: row["recall"] for row in _by_place.parts(every)}
    assert (rows["a city"]["hits"], rows["a city"]["of"]) == (3, 3)
    assert (rows["a state alone"]["hits"], rows["a state alone"]["of"]) == (1, 5)


def test_work_shared_out_among_processes_comes_back_in_order() -> None:
    assert list(made_of_each(range(10), lambda n: n * n, jobs=2, batch=3)) == [n * n for n in range(10)]
