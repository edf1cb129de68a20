"""Patterns of the lists, put together."""

from __future__ import annotations

import re

import pytest

from credcheck import lists
from credcheck.claims._words import pattern

TEXTS = (
    "i am a nurse, not your doctor. retweets are no endorsement (she/her)",
    "official account of the sample department of health. not medical advice",
    "studying immune cells and viruses at sample university; vaccines save lives",
    "this is a parody account of dr. example. dm for business: sample at example dot org",
)


@pytest.mark.parametrize("name", sorted({row["name"] for row in lists.rows("patterns")}))
def test_a_pattern_finds_what_its_rows_find_one_behind_the_other(name: str) -> None:
    rows = "|".join(row["pattern"] for row in lists.rows("patterns") if row["name"] == name)
    for text in TEXTS:
        found = [m.span() for m in pattern(name).finditer(text)]
        assert found == [m.span() for m in re.finditer(rows, text)]
