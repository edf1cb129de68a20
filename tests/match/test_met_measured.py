"""How often names are met again, counted on registers small enough to count by hand."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from benchmarks.accuracy import _met, _offsets, _rates
from benchmarks.accuracy._met import Cut
from benchmarks.accuracy._people import Pool, Somebody
from benchmarks.accuracy._table import Measured, judged
from credcheck.match import join
from credcheck.match.told_apart import OWN
from credcheck.match.weights import parse
from credcheck.model import PersonName
from tests.match.rated import rated
from tests.match.test_explain import ranked
from tests.match.test_prices import counted, said_of
from tests.match.test_ranking import record

SEEN = Counter({("SMITH", "MARY"): 1, ("SMITH", "ANN"): 3, ("RARE", "ANN"): 1})
CUT = Cut(SEEN, Counter({"SMITH": 4, "RARE": 1}), Counter({"MARY": 1, "ANN": 4}), Counter({("RARE", "ANN"): 2}), 5, 10)


def test_what_the_parts_of_a_name_make_likely_leaves_its_own_bearers_out() -> None:
    usual, rare = ("SMITH", "MARY"), ("RARE", "ANN")
    assert CUT.likely(usual) == pytest.approx(_met.with_it(usual) * (3 + OWN) * OWN / 5)
    assert CUT.likely(rare) == pytest.approx(_met.with_it(rare) * OWN * (3 + OWN) / 5)


def test_names_that_go_together_are_likelier_than_their_parts_and_spaces_do_not_matter() -> None:
    assert _met.with_it(("GARCIA", "JOSE")) > 5 > 1 > _met.with_it(("GARCIA", "WEI"))
    assert _met.with_it(("DE LA CRUZ", "JOSE LUIS")) == _met.with_it(("DELACRUZ", "JOSELUIS"))


def test_meetings_are_counted_of_as_many_people_again() -> None:
    assert CUT.met(("RARE", "ANN")) == pytest.approx(2 * 5 / 10)
    assert CUT.met(("SMITH", "ANN")) == 0.0


def _people(names: list[tuple[str, str]]) -> Pool:
    everybody = Pool()
    for at, (family, given) in enumerate(names):
        everybody.add(Somebody(str(at), PersonName(given, "", family), (), (), (), ()))
    return everybody


def test_names_of_common_parts_are_found_to_be_met_more_often_than_those_of_rare_parts() -> None:
    chance = random.Random(3)
    rare = [(f"ONLY{at}", f"GIVEN{chance.randrange(50)}") for at in range(6000)]
    common = [(f"FAMILY{chance.randrange(300)}", f"GIVEN{chance.randrange(50)}") for _ in range(12000)]
    rates, about = _met.measured(_people(rare + common), random.Random(1))
    of_one = [(float(rate.name), rate.m or 0.0) for rate in rates if rate.field == "1"]
    assert of_one[0][1] < of_one[-1][1]
    assert [likely for likely, _ in of_one] == sorted(likely for likely, _ in of_one)
    assert {one.name for one in about} == {"met people", "met growth", "dependence"}


def test_parts_that_go_together_make_whole_names_more_frequent_than_they_are_apart() -> None:
    chance = random.Random(4)

    def dependence(names: list[tuple[str, str]]) -> float:
        about = _met.measured(_people(names), random.Random(1))[1]
        return next(one.m or 0.0 for one in about if one.name == "dependence")

    apart = [(f"F{chance.randrange(30)}", f"G{chance.randrange(30)}") for _ in range(6000)]
    together = [(f"F{at}", f"G{at}") for at in (chance.randrange(30) for _ in range(6000))]
    assert dependence(apart) == pytest.approx(1.0, abs=0.1)
    assert dependence(together) > 20


def test_rates_are_written_corrected_and_read_again() -> None:
    rows = [Measured("met", "1", "0.01", 0.05, None, "here"), *_met.apart()]
    bits = {"met 1: 0.01": -1.0, "apart : 0.1": 2.0}
    fitted = _offsets.Fitted(bits, dict.fromkeys(bits, 100), 0.0, 0.0)
    table = parse("test", judged().with_met(rows).corrected(fitted, "here").text("test"))
    assert table.met == {1: ((0.01, 0.1),)}
    assert dict(table.apart)[0.1] == 0.25
    assert dict(table.apart)[1.6] == 1.0


def test_a_person_is_labelled_by_the_row_that_weighed_the_name() -> None:
    found = counted(record(), family=40, given=20_000)
    table = rated()
    labels = _rates.labels(said_of(PersonName("Jane", "", "Example")), join((found,)), found, table)
    near = _rates.labels(said_of(PersonName("Jane", "", "Exmple")), join((found,)), found, table)
    other = _rates.labels(said_of(PersonName("Otto", "", "Someoneelse")), join((found,)), found, table)
    assert [label.split()[:2] for label in labels.values()] == [["met", "1:"]]
    assert [label.split()[0] for label in near.values()] == ["apart"]
    assert other == {}


def test_a_correction_is_learnt_of_the_rate_by_which_a_name_was_weighed() -> None:
    ranking = ranked(said_of(PersonName("Jane", "", "Example")), record())
    key = ranking.matches[0].person.key
    right = [_offsets.example(ranking, 0, 1.0, rates={key: "met 1: 0.01"})] * 100
    wrong = [_offsets.example(ranking, -1, 1.0, rates={key: "met 1: 0.5"})] * 100
    bits = _offsets.fit(right + wrong).bits
    assert bits["met 1: 0.01"] > 0 > bits["met 1: 0.5"]


def test_the_same_surname_keeps_the_weight_of_its_frequency_and_the_sum_stays() -> None:
    ranking = ranked(said_of(PersonName("Jane", "", "Example")), record())
    fitted = _offsets.fit([_offsets.example(ranking, 0, 1.0)] * 10 + [_offsets.example(ranking, -1, 1.0)] * 90)
    assert fitted.bits["surname: exact"] == 0.0
    assert fitted.bits["given: exact"] < -1
    assert fitted.after > fitted.before
