from __future__ import annotations

import tomllib

import pytest

from credcheck import resources, wording
from credcheck.match.weights import LEVELS, LISTED, REFUTING, Level
from credcheck.model import Sentence


@pytest.mark.parametrize("level", LEVELS.values(), ids=lambda level: level.id)
def test_every_level_has_a_source_and_a_sentence_that_names_the_register(level: Level) -> None:
    assert level.source
    assert 0 < level.m <= 1
    text = wording.render(Sentence(level.id, source="The NPI registry", claimed="A", listed="B"))
    assert text.startswith("The NPI registry lists")


@pytest.mark.parametrize("level", [level for level in LEVELS.values() if level.name in REFUTING], ids=lambda v: v.id)
def test_refuting_levels_weigh_against(level: Level) -> None:
    assert level.bits < 0


def test_every_prior_is_a_probability() -> None:
    assert all(0 < listed.share < 1 and listed.source for listed in LISTED.values())


@pytest.mark.parametrize("room", ["match", "verdict", "flags"])
def test_no_sentence_accuses_anybody(room: str) -> None:
    text = str(tomllib.loads(resources.read(f"wording/en/{room}.toml"))).lower()
    for word in ("fraud", "fake", "liar", "impostor", "imposter", "lying", "criminal", "quack", "bogus"):
        assert word not in text
