"""What resources/lists holds."""

from __future__ import annotations

import re

import pytest

from credcheck import lists, resources
from credcheck.claims import _words

LISTS = sorted(p.stem for p in (resources.folder() / "lists").glob("*.tsv"))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_names_its_source(name: str) -> None:
    assert resources.read(f"lists/{name}.tsv").startswith("#")


@pytest.mark.parametrize("name", LISTS)
def test_every_row_has_every_column(name: str) -> None:
    rows = lists.rows(name)
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)


@pytest.mark.parametrize("name", LISTS)
def test_rows_read_one_after_the_other_are_those_that_are_kept(name: str) -> None:
    assert tuple(lists.each(name)) == lists.rows(name)


def test_equal_cells_of_a_long_list_are_one_string() -> None:
    countries = [entry.country for entry in lists.institutions()]
    assert len({id(country) for country in countries}) == len(set(countries))


def test_post_nominals_are_found_by_any_spelling() -> None:
    credentials = lists.credentials()
    assert credentials["PAC"].code == "PA-C"
    assert credentials["MD"].profession == "physician"
    assert credentials["MBCHB"].profession == "physician"
    assert credentials["FRCPC"].country == "CA"
    assert credentials["PHD"].profession == ""
    assert len(credentials) > 1000


def test_taxonomy_codes_have_our_own_labels_and_a_parent() -> None:
    entry = lists.taxonomy()["207RI0200X"]
    assert (entry.parent, entry.profession) == ("207R00000X", "physician")
    assert "infectious disease" in entry.label.lower()


def test_every_specialty_code_is_a_taxonomy_code() -> None:
    known = lists.taxonomy()
    assert {c for s in lists.specialties() for c in s.codes} <= set(known)


def test_institutions_have_places_and_domains() -> None:
    assert lists.institution_domains()["mayoclinic.org"].name == "Mayo Clinic"
    assert len(lists.institutions()) > 10_000


def test_every_pattern_is_a_pattern_in_small_letters() -> None:
    for row in lists.rows("patterns"):
        re.compile(row["pattern"])
        assert not re.search(r"(?<!\\)(?<!\(\?)[A-Z]", row["pattern"])


def test_word_sets_are_folded() -> None:
    for row in lists.rows("words"):
        if not row["name"].startswith("country"):
            assert _words.words(row["name"]) == {w.lower() for w in row["words"].split()}


def test_a_register_that_the_list_lacks_counts_as_one_that_finds_people_and_is_named_by_its_id() -> None:
    entry = lists.register_of("zz_live")
    assert (entry.family, entry.title, entry.finds, entry.country) == ("zz", "The register zz_live", True, "US")


def test_both_ways_to_ask_a_register_lead_to_one_entry() -> None:
    assert lists.register_of("npi_live") == lists.register_of("npi_mirror") == lists.registers()["npi"]
    assert not lists.register_of("leie").finds
