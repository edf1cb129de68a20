from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.flags.hidden_characters import HiddenCharacters
from credcheck.model import Case, Claims, Flag, Profile, Severity


def flags(**parts: str) -> tuple[Flag, ...]:
    return HiddenCharacters().check(Case(Profile(**parts), Claims()))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["Jane Ex\u200bample", "\u202eelpmaxE enaJ", "Ja\u2060ne"])
def test_hidden_characters_inside_a_name_are_a_caution(name: str) -> None:
    (flag,) = flags(name=name)
    assert flag.severity is Severity.CAUTION
    assert all(not name[s.start].isalpha() for s in flag.spans)


@pytest.mark.parametrize("name", ["Jane Example\u200b", "\ufeffJane Example"])
def test_at_the_edge_of_a_name_they_are_a_note(name: str) -> None:
    assert [f.severity for f in flags(name=name)] == [Severity.NOTE]


def test_in_the_bio_they_are_a_note() -> None:
    assert [f.severity for f in flags(bio="a\u200bb")] == [Severity.NOTE]


@pytest.mark.parametrize(
    "name", ["Jane \U0001f468\u200d\u2695\ufe0f", "\u0645\u06cc\u200c\u0631\u0648\u0645", "\u200fJane\u200e", ""]
)
def test_emoji_and_scripts_that_need_joiners_are_left_alone(name: str) -> None:
    assert flags(name=name, bio=name) == ()


def test_marks_that_frame_a_name_written_from_the_right_are_left_alone_and_those_that_turn_letters_are_not() -> None:
    framed = "\u202bDr. Jane \u062c\u06cc\u0646\u202c"
    assert flags(name=framed) == ()
    assert [f.severity for f in flags(name=f"\u202e{framed}")] == [Severity.CAUTION]
    assert [f.severity for f in flags(name=f"{framed} Ex\u2066ample")] == [Severity.CAUTION]


@given(st.text(max_size=200))
def test_no_text_breaks_the_rule(text: str) -> None:
    for flag in flags(name=text, bio=text, handle=text, location=text):
        assert flag.spans
