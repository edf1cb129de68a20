"""Typed access into JSON: every wrong shape is one kind of error, and no cell is without an end."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.errors import RegistryChanged
from credcheck.model import Sentence
from credcheck.registries._json import Table, day, table, tables
from credcheck.wording import render

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=12,
)
READERS = ["word", "needed", "words", "whole", "true", "table", "tables", "day"]


@given(ANYTHING, st.sampled_from(READERS), st.lists(st.sampled_from("abc"), min_size=1, max_size=3))
def test_no_json_raises_anything_but_registry_changed(value: Any, reader: str, path: list[str]) -> None:
    with contextlib.suppress(RegistryChanged):
        getattr(table("Src", value), reader)(*path)


def test_the_error_names_source_and_field() -> None:
    with pytest.raises(RegistryChanged) as caught:
        Table("Src", {"a": []}).word("a")
    assert render(caught.value.sentence).startswith('Src answered in a form that CredCheck does not know (at "a")')


@given(st.dictionaries(st.sampled_from("abc"), ANYTHING), st.sampled_from("abc"))
def test_what_is_read_has_the_type_it_says(cells: dict[str, Any], key: str) -> None:
    row = Table("Src", cells)
    for reader, kind in (("word", str), ("words", tuple), ("tables", tuple), ("table", Table)):
        try:
            assert isinstance(getattr(row, reader)(key), kind)
        except RegistryChanged:
            continue


def test_a_path_leads_into_depth_and_a_missing_step_to_nothing() -> None:
    row = Table("Src", {"a": {"b": {"c": " x  y\n"}}, "n": None})
    assert row.word("a", "b", "c") == "x y"
    assert (row.word("a", "z", "c"), row.word("n", "b"), row.tables("n"), row.words("n")) == ("", "", (), ())
    with pytest.raises(RegistryChanged):
        row.word("a", "b")
    with pytest.raises(RegistryChanged):
        row.needed("z")


def test_one_text_counts_as_a_list_of_one_and_empty_ones_are_left_out() -> None:
    assert Table("Src", {"a": "x"}).words("a") == ("x",)
    assert Table("Src", {"a": ["x", "", None, 7]}).words("a") == ("x", "7")


def test_a_long_cell_is_cut_off() -> None:
    assert len(Table("Src", {"a": "x" * 10_000}).word("a")) == 500


@pytest.mark.parametrize(("text", "number"), [("12", 12), (12, 12), (12.0, 12), ("", None), (None, None), ("-1", -1)])
def test_numbers_are_read_also_when_written_as_text(text: Any, number: int | None) -> None:
    assert Table("Src", {"a": text}).whole("a") == number


@pytest.mark.parametrize("text", ["many", True, "1e9", "1.5", [1], "9" * 30])
def test_what_is_no_whole_number_is_another_shape(text: Any) -> None:
    with pytest.raises(RegistryChanged) as caught:
        Table("Src", {"a": text}).whole("a")
    assert caught.value.sentence == Sentence("registry.changed", source="Src", field="a")


@pytest.mark.parametrize(
    "text", ["2026-06-17", "2026-06-17T00:00:00.000", "2026/06/17", "20260617", "06/17/2026", "06-17-2026"]
)
def test_every_notation_of_a_day_is_read(text: str) -> None:
    assert day(text) == date(2026, 6, 17)


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading_of_a_day(text: str) -> None:
    assert day(text) is None or isinstance(day(text), date)


def test_a_list_must_hold_objects() -> None:
    assert tables("Src", []) == ()
    wrong: list[Any] = [{}, [1], None, "x"]
    for value in wrong:
        with pytest.raises(RegistryChanged):
            tables("Src", value)
