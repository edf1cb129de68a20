"""Which names go together, found among invented names of two peoples."""

from __future__ import annotations

import random
from collections.abc import Mapping

import numpy as np
import pytest

from benchmarks.accuracy import _together
from benchmarks.accuracy._together import Array, Fitted
from credcheck.match.together import Classes, Shares

LETTERS = "DEFGHIJKLM"
NORTH = ([f"N{a}{b}O" for a in LETTERS for b in LETTERS[:4]], [f"A{a}{b}" for a in LETTERS for b in "EI"])
SOUTH = ([f"S{a}{b}U" for a in LETTERS for b in LETTERS[:2]], [f"B{a}" for a in LETTERS])


def _names() -> list[tuple[str, str]]:
    chance = random.Random(5)
    found = [(chance.choice(NORTH[0]), chance.choice(NORTH[1])) for _ in range(6000)]
    found += [(chance.choice(SOUTH[0]), chance.choice(SOUTH[1])) for _ in range(1500)]
    return [*found, *[("SELDOMU", "BD")] * (_together.FEWEST - 1), *[("NDDO", "X")] * 50]


@pytest.fixture(scope="module")
def found() -> Fitted:
    return _together.fitted(_names(), classes=2, starts=2, rounds=40)


@pytest.fixture(scope="module")
def made(found: Fitted) -> Classes:
    words: dict[tuple[str, str], Shares] = {}
    parts: dict[tuple[str, str], Shares] = {}
    for kind, side in (("family", found.families), ("given", found.given)):
        written = _together.parts(side, found.all)
        words |= _keyed(kind, _together.leaning(side, written, found.all))
        parts |= _keyed(kind, written)
    return Classes(tuple(found.all.tolist()), words, parts)


def _keyed(kind: str, rows: Mapping[str, Array]) -> dict[tuple[str, str], Shares]:
    return {(kind, word): tuple(row.tolist()) for word, row in rows.items()}


def test_two_peoples_are_told_apart_by_which_names_are_met_together(made: Classes) -> None:
    assert made.together("SDDU", "BD") == pytest.approx(5.0, rel=0.1)
    assert made.together("NDDO", "ADE") == pytest.approx(1.25, rel=0.1)
    assert made.together("SDDU", "ADE") < 0.3


def test_a_word_that_few_carry_is_known_by_its_letters(found: Fitted, made: Classes) -> None:
    assert "SELDOMU" not in found.families
    assert made.together("SEEU", "BD") > 4.0
    assert made.together("SEEU", "ADE") < 0.5


def test_an_initial_has_no_row_and_says_nothing(found: Fitted, made: Classes) -> None:
    assert "X" not in found.given
    assert made.together("SDDU", "B") == pytest.approx(1.0)


def test_the_same_names_give_the_same_list(found: Fitted) -> None:
    again = _together.fitted(_names(), classes=2, starts=2, rounds=40)
    assert np.array_equal(found.all, again.all)
    assert found.told == again.told


def test_the_best_of_several_starts_is_kept(found: Fitted) -> None:
    assert found.told >= _together.fitted(_names(), classes=2, starts=1, rounds=40).told
