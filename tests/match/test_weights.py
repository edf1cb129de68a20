from __future__ import annotations

import tomllib

import pytest

from credcheck import resources, wording
from credcheck.match.weights import GRID, REFUTING, SILENT, WEIGHTS_VERSION, Level, load, parse, versions
from credcheck.model import Sentence

WEIGHTS = load()
LEVELS = tuple(WEIGHTS.levels.values())


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.id)
def test_every_level_has_a_source_and_a_sentence_that_names_the_register(level: Level) -> None:
    assert level.source
    assert 0 < level.m <= 1
    text = wording.render(Sentence(level.id, source="The NPI registry", claimed="A", listed="B"))
    assert text.startswith("The NPI registry lists")


@pytest.mark.parametrize("level", [level for level in LEVELS if level.name in REFUTING], ids=lambda v: v.id)
def test_refuting_levels_weigh_against(level: Level) -> None:
    assert level.bits < 0


def test_every_prior_is_a_probability() -> None:
    assert all(0 < share < 1 for share in WEIGHTS.listed.values())
    assert all(0 < factor <= 1 for factor in WEIGHTS.stage.values())


def test_every_row_of_every_version_names_its_source() -> None:
    for version in versions():
        rows = [line.split("\t") for line in resources.read(f"weights/{version}.tsv").splitlines() if line[0] != "#"]
        assert rows[0][-1] == "source"
        assert all(len(row) == len(rows[0]) and row[-1].strip() for row in rows[1:])


def test_a_table_is_loaded_by_its_version_and_an_unknown_one_is_an_error() -> None:
    assert load().version == WEIGHTS_VERSION
    assert load(WEIGHTS_VERSION) is load()
    with pytest.raises(KeyError):
        load("1999-01-01.1")


@pytest.mark.parametrize("level", LEVELS, ids=lambda level: level.id)
@pytest.mark.parametrize("frequency", [0.0, 1e-7, 3.3e-5, 0.01, 0.7, 1.0])
@pytest.mark.parametrize("letters", [0, 5, 6, 8, 20])
def test_bits_stand_on_a_grid_and_on_their_own_side_of_nought(level: Level, frequency: float, letters: int) -> None:
    bits = WEIGHTS.bits(level.field, level.name, frequency, letters)
    assert bits * GRID == int(bits * GRID)
    if level.name in SILENT:
        assert bits == 0.0
    else:
        assert (bits <= 0.0) if level.name in REFUTING else (bits >= 0.0)


def test_a_longer_word_has_fewer_neighbours_so_that_a_near_one_weighs_more() -> None:
    head = "kind\tfield\tname\tletters\tm\tu\ttimes\tsource\n"
    rows = "level\tsurname\tone edit\t\t0.01\t0.001\t0\tx\nlevel\tsurname\tone edit\t8\t0.01\t0.00001\t0\tx\n"
    table = parse("test", head + rows)
    assert table.bits("surname", "one edit", 0.0, 7) < table.bits("surname", "one edit", 0.0, 8)


def test_a_word_that_nobody_carries_is_likelier_misspelt_so_that_a_near_one_weighs_more() -> None:
    head = "kind\tfield\tname\tletters\tm\tu\ttimes\tsource\n"
    rows = "level\tsurname\tone edit\t\t0.01\t0.001\t1.0\tx\nunheard\tsurname\tone edit\t\t0.25\t\t\tx\n"
    table = parse("test", head + rows)
    assert table.bits("surname", "one edit", 0.0, 7, heard=False) == table.bits("surname", "one edit", 0.0, 7) + 2


def test_a_table_that_says_nothing_of_unheard_words_weighs_them_like_others() -> None:
    old = load("2026-11-26.1")
    assert old.bits("given", "one edit", 0.0, 7, heard=False) == old.bits("given", "one edit", 0.0, 7)


@pytest.mark.parametrize("room", ["match", "verdict", "flags"])
def test_no_sentence_accuses_anybody(room: str) -> None:
    text = str(tomllib.loads(resources.read(f"wording/en/{room}.toml"))).lower()
    for word in ("fraud", "fake", "liar", "impostor", "imposter", "lying", "criminal", "quack", "bogus"):
        assert word not in text
