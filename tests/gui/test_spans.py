from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from credcheck.gui.spans import LONGEST_WORD, SHOWN_CHARACTERS, breakable, marks, shown
from credcheck.gui.theme import Topic
from credcheck.model import Claim, ClaimKind, Part, Profile, Span

ODD = st.text(
    alphabet=st.sampled_from("ab \n\r\t\x00\u202e\u200b\u200d\u2028\ufe0f\U0001f468\U0001f469é漢ل"), max_size=60
)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.one_of(ODD, st.text()))
def test_places_in_the_shown_text_are_those_qt_counts(text: str) -> None:
    made = shown(text)
    assert len(made.offsets) == min(len(text), SHOWN_CHARACTERS) + 1
    assert made.offsets[-1] == utf16(made.text)
    assert list(made.offsets) == sorted(made.offsets)


def test_a_reversing_character_becomes_visible_and_what_follows_keeps_its_place() -> None:
    made = shown("a\u202eb\U0001f600c")
    assert made.text == "a[U+202E]b\U0001f600c"
    assert (made.at(1), made.at(2), made.at(3), made.at(4)) == (1, 9, 10, 12)
    assert made.at(99) == made.at(5)


def test_of_two_overlapping_marks_the_longer_wins() -> None:
    profile = Profile(bio="MD at Example Hospital, MD")
    claims = (
        Claim(ClaimKind.PLACE, "Example", (Span(Part.BIO, 6, 13),)),
        Claim(ClaimKind.INSTITUTION, "Example Hospital", (Span(Part.BIO, 6, 22), Span(Part.NAME, 0, 2))),
        Claim(ClaimKind.CREDENTIAL, "MD", (Span(Part.BIO, 0, 2), Span(Part.BIO, 24, 26))),
        Claim(ClaimKind.CUE, "x", (Span(Part.BIO, 3, 5),)),
        Claim(ClaimKind.NAME, "x", (Span(Part.BIO, 5, 3), Span(Part.BIO, -4, 2))),
    )
    made = marks(profile, Part.BIO, claims, shown(profile.bio))
    assert [(m.start, m.end, m.topic) for m in made] == [(0, 2, Topic.ROLE), (6, 22, Topic.PLACE), (24, 26, Topic.ROLE)]


def test_a_megabyte_is_cut_and_quick() -> None:
    before = time.monotonic()
    assert len(shown("a\u200b" * 500_000).offsets) == SHOWN_CHARACTERS + 1
    assert time.monotonic() - before < 0.5


@given(st.text())
def test_breaking_long_words_changes_no_letter(text: str) -> None:
    assert breakable(text).replace("\u200b", "") == text.replace("\u200b", "")
    assert all(len(part) <= LONGEST_WORD for word in breakable(text).split() for part in word.split("\u200b"))
