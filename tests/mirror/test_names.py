from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.mirror.columns import packed
from credcheck.mirror.gathering import signatures
from credcheck.mirror.names import PART, WHOLE, by_formal, folded, related_given, surname_forms, surname_variants
from credcheck.mirror.signature import sign
from credcheck.mirror.words import Weights
from credcheck.text import fold

SHORTS = {"BOB": (("ROBERT", 0.9),), "ROB": (("ROBERT", 0.9),), "LIZ": (("ELIZABETH", 1.0),)}


@pytest.mark.parametrize(
    ("surname", "forms"),
    [
        ("EXAMPLE", {"EXAMPLE": WHOLE}),
        ("O'Example", {"OEXAMPLE": WHOLE}),
        ("SAMPLE-EXEMPLAR", {"SAMPLE EXEMPLAR": WHOLE, "SAMPLE": PART, "EXEMPLAR": PART}),
        ("DE LA MUESTRA", {"DE LA MUESTRA": WHOLE, "DELAMUESTRA": WHOLE, "MUESTRA": PART}),
        ("SAMPLE JR", {"SAMPLE": WHOLE}),
        ("", {}),
    ],
)
def test_a_double_surname_is_filed_whole_and_under_each_half(surname: str, forms: dict[str, int]) -> None:
    assert dict(surname_forms(surname)) == forms


def test_a_claimed_double_surname_is_looked_up_in_both_orders_and_by_halves() -> None:
    assert list(dict(surname_variants("Sample-Exemplar", Weights()))) == [
        "SAMPLE EXEMPLAR", "SAMPLEEXEMPLAR", "EXEMPLAR SAMPLE", "SAMPLE", "EXEMPLAR",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given_name", "related"), [("BOB", {"ROBERT", "ROB"}), ("ROBERT", {"BOB", "ROB"}), ("JANE", set()), ("", set())]
)
def test_nicknames_relate_both_ways_and_to_their_siblings(given_name: str, related: set[str]) -> None:
    assert set(related_given(given_name, SHORTS, by_formal(SHORTS))) == related


@given(st.text(max_size=400))
def test_no_text_breaks_the_forms_or_makes_one_longer_than_the_index_holds(text: str) -> None:
    for form, _ in (*surname_forms(text), *surname_variants(text, Weights())):
        assert len(form.encode()) <= 60


@given(st.lists(st.binary(max_size=59)))
def test_signatures_of_many_are_those_of_each(forms: list[bytes]) -> None:
    at, text = packed(pa.array(forms, pa.binary()))
    assert signatures(at, text).tolist() == [sign(form) for form in forms]


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_plain_text_is_folded_as_all_text_is(text: str) -> None:
    assert folded(text) == fold(text)
