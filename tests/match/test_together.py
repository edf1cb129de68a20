"""How much more often a surname and a given name go together."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from credcheck.match import join, load, rank
from credcheck.match.together import LEAST, Classes, classes, together
from credcheck.model import ClaimKind, PersonName
from tests.match.rated import BEFORE, rated
from tests.match.test_prices import counted, said_of
from tests.match.test_ranking import record

KNOWING = replace(rated(), numbers={**rated().numbers, "together": 1.0})
WORDS = {("family", "FF"): (1.0, 0.0), ("given", "GG"): (0.5, 0.5), ("given", "HH"): (0.0, 1.0)}
PARTS = {("given", "^J"): (0.4, 0.6), ("given", "JO"): (0.8, 0.2)}
TWO = Classes((0.2, 0.8), MappingProxyType(WORDS), MappingProxyType(PARTS))


def test_words_of_one_class_go_together_as_much_more_often_as_the_class_is_rare() -> None:
    assert TWO.together("FF", "GG") == pytest.approx(0.5 / 0.2)


def test_words_that_share_no_class_are_never_held_to_be_met_by_nobody() -> None:
    assert TWO.together("FF", "HH") == LEAST


def test_a_word_of_unknown_letters_and_an_initial_say_nothing() -> None:
    for given in ("UNHEARD", "G", "J", ""):
        assert TWO.together("FF", given) == pytest.approx(1.0)
    assert TWO.together("UNHEARD", "GG") == pytest.approx(1.0)


def test_each_part_of_an_unlisted_word_counts_half() -> None:
    odds = (0.2 / 0.8) * ((0.4 / 0.2 * 0.8 / 0.2) / (0.6 / 0.8 * 0.2 / 0.8)) ** 0.5
    assert TWO.of("given", "JO")[0] == pytest.approx(odds / (1 + odds))


def test_a_word_of_any_length_and_script_is_read_without_an_error() -> None:
    for word in ("X" * 500, "\u738b\u5c0f\u660e", "123", "^$", "JO" * 200):
        assert sum(classes().of("given", word)) == pytest.approx(1.0, abs=0.01)


def test_tables_of_weights_before_the_list_do_not_know_it() -> None:
    assert together("GARCIA", "JOSE", load(BEFORE)) == 1.0
    assert together("GARCIA", "JOSE", KNOWING) == classes().together("GARCIA", "JOSE") > 5.0


def test_a_table_says_to_which_power_the_list_is_believed() -> None:
    half = replace(KNOWING, numbers={**KNOWING.numbers, "together": 0.5})
    assert together("GARCIA", "JOSE", half) == pytest.approx(together("GARCIA", "JOSE", KNOWING) ** 0.5)


def test_every_word_listed_has_shares_that_sum_to_one_within_rounding() -> None:
    found = classes()
    assert all(share > 0 for share in found.all)
    rows = (*found.words.values(), *found.parts.values())
    assert {len(shares) for shares in rows} == {len(found.all)}
    assert all(min(shares) > 0 and abs(sum(shares) - 1) < 0.01 for shares in rows)
    assert all(len(word) > 1 and " " not in word for _, word in found.words)


def test_a_name_of_parts_that_go_together_weighs_less_than_one_of_parts_as_common_that_do_not() -> None:
    def bits(given: str, knowing: bool) -> float:
        found = counted(record(given_name=given, family="Garcia"), family=900, given=600)
        table = KNOWING if knowing else rated()
        best = rank(said_of(PersonName(given, "", "Garcia")), join((found,)), (found,), table).matches[0]
        return sum(e.bits for e in best.evidence if e.kind is ClaimKind.NAME)

    assert bits("Jose", True) < bits("Jose", False) - 1
    assert bits("Wei", True) > bits("Wei", False)
