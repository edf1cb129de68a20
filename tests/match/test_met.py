"""As how many others a listed name is met."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credcheck.match import load
from credcheck.match.met import met, met_as
from credcheck.match.weights import Weights
from tests.match.rated import BEFORE, rated

WEIGHTS = replace(rated(), numbers={**rated().numbers, "met people": 1000.0, "met growth": 0.5})


def of(people: int, likely: float, registered: int = 1000, weights: Weights = WEIGHTS) -> float:
    return met_as(people, likely, registered, weights)


@pytest.mark.parametrize(("likely", "rate"), [(0.001, 0.01), (0.1, 0.2), (1.0, 1.0), (1e-9, 0.01), (50.0, 1.0)])
def test_rates_hold_where_they_were_counted_and_beyond_the_ends(likely: float, rate: float) -> None:
    assert of(1, likely) == pytest.approx(rate)


def test_between_two_rates_the_line_is_straight_between_logarithms() -> None:
    assert of(1, 0.01) == pytest.approx((0.01 * 0.2) ** 0.5)


def test_a_name_of_common_parts_is_met_more_often_than_one_of_rare_parts() -> None:
    found = [of(1, likely) for likely in (0.001, 0.004, 0.02, 0.3, 0.9)]
    assert found == sorted(found)
    assert len(set(found)) == len(found)


def test_a_larger_register_repeats_rare_names_more_often_and_never_all_of_them() -> None:
    small, large, huge = (of(1, 0.001, registered) for registered in (1000, 100_000, 10**12))
    assert small < large == pytest.approx(0.01 + 0.009 * 9)
    assert huge == 1.0


def test_a_small_register_is_no_surer_than_the_one_that_was_counted() -> None:
    assert of(1, 0.001, 10) == of(1, 0.001, 1000)


def test_names_that_many_carry_and_tables_without_rates_keep_to_the_count_less_a_discount() -> None:
    older = load(BEFORE)
    assert not older.met
    for people in (1, 2, 3, 9):
        assert of(people, 0.1, weights=older) == met(people, older)
    assert of(9, 0.1) == met(9, WEIGHTS)
    assert met(0, WEIGHTS) == 0.0
