"""How names and handles look to the eye."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck import lookalike


@pytest.mark.parametrize(
    "name",
    [
        "J\u0430ne D\u043ee",  # Cyrillic letters
        "\U0001d5dd\U0001d5ee\U0001d5fb\U0001d5f2 \U0001d5d7\U0001d5fc\U0001d5f2",  # mathematical letters
        "\uff2a\uff41\uff4e\uff45 \uff24\uff4f\uff45",  # full width
        "\u1d0a\u1d00\u0274\u1d07 \u1d05\u1d0f\u1d07",  # small capitals
        "\U0001f179\U0001f170\U0001f17d\U0001f174 \U0001f173\U0001f17e\U0001f174",  # squared
        "Ja\u200bne Do\u00ade",  # invisible
        "\u202eeoD enaJ\u202c",  # turned around
        "J4ne D0e",  # figures
        "J\u0336a\u0336n\u0336e\u0336 D\u0336o\u0336e\u0336",  # struck through
    ],
)
def test_a_disguised_name_is_read_as_the_eye_reads_it(name: str) -> None:
    assert "JANE DOE" in [told.upper() for told in lookalike.readings(name)]


@pytest.mark.parametrize(
    "name",
    [
        "Jane Doe",
        "Dr. Jane Doe, MD \U0001fa7a",
        "Jos\u00e9 N\u00fa\u00f1ez",
        "\u00d8ystein Lund",
        "Zo\u00eb Salda\u00f1a",
        "Jane Doe!",
        "Jane Doe 2020",
        "COVID19 doc",
        "\u5c71\u7530 \u592a\u90ce",
        "\u0644\u064a\u0644\u0649 \u0645\u062b\u0627\u0644",
        "",
    ],
)
def test_plainly_written_names_are_not_disguised(name: str) -> None:
    assert lookalike.readings(name) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("dr_jane.smlth", "drjanesmith", True),
        ("drjanesrnith", "drjanesmith", True),
        ("janed0e", "JaneDoe", True),
        ("jane.doe", "janedoe", True),
        ("janedoe", "janedow", False),
    ],
)
def test_handles_that_look_the_same_have_one_key(one: str, other: str, same: bool) -> None:
    assert (lookalike.handle_key(one) == lookalike.handle_key(other)) is same


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("jane", "janne", True),
        ("janne", "jane", True),
        ("jnae", "jane", True),
        ("jake", "jane", True),
        ("jane", "jane", False),
        ("jane", "jan", True),
        ("jane", "enaj", False),
        ("jane", "janeen", False),
    ],
)
def test_one_edit_is_one_letter_more_less_changed_or_two_swapped(a: str, b: str, near: bool) -> None:
    assert lookalike.one_edit(a, b) is near


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    lookalike.readings(text)
    lookalike.handle_key(text)
    lookalike.domain_key(text)
    assert len(lookalike.readings(text)) <= 6


@given(st.text(alphabet="abcdefg", max_size=8), st.text(alphabet="abcdefg", max_size=8))
def test_one_edit_is_symmetric(a: str, b: str) -> None:
    assert lookalike.one_edit(a, b) == lookalike.one_edit(b, a)
