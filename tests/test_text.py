"""Folding, hidden characters and check digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.text import finished, fold, hidden, is_npi, is_orcid, tight, unhide, visible


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("Jöhn O’Brien-Smith, M.D.", "JOHN OBRIEN SMITH MD"),
        ("  ŁUKASZ   Żak ", "LUKASZ ZAK"),
        ("Jane", "JANE"),
        ("𝓙𝓪𝓷𝓮", "JANE"),
        ("Ja\u200bne", "JANE"),
        ("Straße", "STRASSE"),
        ("", ""),
    ],
)
def test_spellings_of_one_name_fold_alike(raw: str, folded: str) -> None:
    assert fold(raw) == folded


def test_tight_drops_every_space() -> None:
    assert tight("O'Brien-Smith") == "OBRIENSMITH"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_shown_text_never_holds_a_bidi_control(text: str) -> None:
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200f\u200e") & set(visible(text))


def test_a_reversing_character_is_shown_by_its_number() -> None:
    assert visible("Dr \u202eenaJ") == "Dr [U+202E]enaJ"


def test_emoji_joiners_are_not_taken_for_disguise() -> None:
    assert hidden("👨\u200d⚕\ufe0f Jane") == ()
    assert visible("👨\u200d⚕\ufe0f") == "👨\u200d⚕\ufe0f"


def test_a_zero_width_space_inside_a_name_is_seen() -> None:
    assert hidden("Ja\u200bne") == (2,)
    assert unhide("Ja\u200bne") == "Jane"


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("1234567893", True),
        ("1234567890", False),
        ("3234567893", False),
        ("123456789", False),
        ("12345678931", False),
        ("１２３４５６７８９３", False),
    ],
)
def test_an_npi_without_its_check_digit_is_no_npi(number: str, valid: bool) -> None:
    assert is_npi(number) is valid


@pytest.mark.parametrize(
    ("orcid", "valid"),
    [
        ("0000-0002-1825-0097", True),
        ("0000-0002-1825-0098", False),
        ("0000-0002-1694-233X", True),
        ("0000000218250097", False),
    ],
)
def test_an_orcid_without_its_check_digit_is_no_orcid(orcid: str, valid: bool) -> None:
    assert is_orcid(orcid) is valid


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        ("<p>Jane <b>MD</b></p> etc", "<p>Jane <b>MD</b></p> etc"),
        ("a<!-- b -->c<!---->d<!-->e-->", "a<!-- b -->c<!---->d<!-->e-->"),
        ("<p>Jane</p><!-- the rest <b>is hidden</b>", "<p>Jane</p>"),
        ("<p>Jane</p> MD <a href='x", "<p>Jane</p> MD "),
        ("1 < 2", "1 "),
        ("<![if !IE]><b>MD</b><![endif]>", "<!-if !IE]><b>MD</b><!-endif]>"),
        ("Jane", "Jane"),
        ("", ""),
    ],
)
def test_what_a_page_never_finishes_is_left_out(html: str, whole: str) -> None:
    assert finished(html) == whole
