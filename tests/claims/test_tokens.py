"""Tokens and where they stand in the original text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from credcheck.claims._phrases import phrase_key
from credcheck.claims._post_nominals import is_one_word
from credcheck.claims._tokens import cut, fold
from credcheck.model import Part


def texts(text: str) -> list[str]:
    """The words of a text."""
    return [w.text for w in cut(Part.BIO, text, 3000, is_one_word).words]


def test_dotted_degrees_are_one_word_and_sentences_run_together_are_not() -> None:
    assert texts("M.D., Ph.D.") == ["M.D.", "Ph.D."]
    assert texts("Sample.Nurse here") == ["Sample", "Nurse", "here"]


def test_fancy_letters_are_plain_and_keep_their_place() -> None:
    text = cut(Part.NAME, "x 🅽🅼🅳", 300, is_one_word)
    assert [w.text for w in text.words] == ["x", "NMD"]
    assert text.quote(text.words[1]) == "🅽🅼🅳"


def test_folding_drops_accents_and_signs() -> None:
    assert fold("Médecin") == "medecin"
    assert phrase_key("Children's Hospital & Clinic") == "childrens hospital and clinic"


@given(st.text(max_size=400))
def test_every_token_stands_inside_the_original(text: str) -> None:
    for token in cut(Part.BIO, text, 300, is_one_word).tokens:
        assert 0 <= token.start < token.end <= len(text)
