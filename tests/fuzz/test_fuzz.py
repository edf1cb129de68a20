"""Every parser of hostile input answers, or refuses in our own words: seeds, what was found before, some changes.

Longer: `make fuzz MINUTES=30`, see __main__.py. What is found there is kept in corpus/ and replayed here.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzz.mutate import mutate
from tests.fuzz.target import Target
from tests.fuzz.targets import targets

CORPUS = Path(__file__).with_name("corpus")
TARGETS = targets()
KEPT = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
CHANGES = 8
pytestmark = pytest.mark.timeout(60)


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENALEX", "ESANTE", "NCBI"):
        monkeypatch.setenv(f"CREDCHECK_KEY_{name}", "invented-key")


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_seeds_and_small_changes_of_them_are_answered_or_refused(target: Target) -> None:
    chance = random.Random(target.name)
    seeds = list(target.seeds())
    for seed in seeds:
        target.run(seed)
    for _ in range(CHANGES * min(len(seeds), 12)):
        target.run(mutate(chance.choice(seeds), chance))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.stem[:12]}")
def test_what_once_broke_a_parser_is_answered_or_refused(path: Path) -> None:
    TARGETS[path.parent.name].run(path.read_bytes())


def test_what_was_found_belongs_to_a_parser_that_is_still_there() -> None:
    assert {path.parent.name for path in KEPT} <= set(TARGETS)
