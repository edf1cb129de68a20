from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.flags.mixed_script import MixedScript
from credcheck.model import Case, Claims, Lookalike, Profile, Severity, Surroundings


def severities(name: str, *lookalikes: Lookalike) -> list[Severity]:
    case = Case(Profile(name), Claims(), surroundings=Surroundings(lookalikes))
    return [flag.severity for flag in MixedScript().check(case)]


def test_a_mixed_word_alone_is_a_note() -> None:
    assert severities("J\u0430ne Example") == [Severity.NOTE]


def test_with_a_registered_name_that_looks_the_same_it_is_a_caution() -> None:
    assert severities("J\u0430ne Example", Lookalike("0" * 64, "same")) == [Severity.CAUTION]


@pytest.mark.parametrize(
    "name", ["Jane Example", "\u0418\u0432\u0430\u043d Example", "Zo\u00eb", "\u5c71\u7530 Taro", "\u03b2-blocker", ""]
)
def test_whole_words_of_another_script_are_left_alone(name: str) -> None:
    assert severities(name) == []


@given(st.text(max_size=200))
def test_no_text_breaks_the_rule(text: str) -> None:
    assert severities(text) in ([], [Severity.NOTE])
