from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.model import Identifier, NameKind, Place, Status
from credcheck.registries import _nppes, _nppes_records
from credcheck.registries._nppes_records import candidate

JANE = {
    "NPI": "1234567893",
    _nppes.FAMILY: "EXAMPLE", _nppes.GIVEN: "JANE", _nppes.MIDDLE: "A", _nppes.SUFFIX: "--",
    _nppes.CREDENTIAL: "M.D., PH.D.", _nppes.SEX: "F",
    _nppes.OTHER_FAMILY: "OLDCROFT", _nppes.OTHER_KIND: "1",
    _nppes.PRACTICE[0]: "BOSTON", _nppes.PRACTICE[1]: "MA", _nppes.PRACTICE[2]: "02118", _nppes.PRACTICE[3]: "US",
    _nppes.ENUMERATED: "05/23/2006", _nppes.UPDATED: "09/14/2026",
    "Healthcare Provider Taxonomy Code_1": "207RC0000X", "Provider License Number_1": "EX1",
    "Provider License Number State Code_1": "MA", "Healthcare Provider Primary Taxonomy Switch_1": "Y",
    "Healthcare Provider Taxonomy Code_15": "207R00000X", "Provider License Number State Code_15": "NULL",
}  # fmt: skip


def test_a_row_becomes_a_candidate_in_the_registers_own_words() -> None:
    found = candidate("npi_mirror", JANE)
    assert found.url == "https://npiregistry.cms.hhs.gov/provider-view/1234567893"
    assert [(n.name.text(), n.kind) for n in found.names] == [
        ("JANE A EXAMPLE", NameKind.LEGAL), ("JANE OLDCROFT", NameKind.FORMER),
    ]  # fmt: skip
    assert found.credentials == ("M.D.", "PH.D.")
    assert found.places == (Place("BOSTON, MA", "BOSTON", "MA", "US"),)
    assert [(t.code, t.state, t.primary) for t in found.taxonomies] == [
        ("207RC0000X", "MA", True), ("207R00000X", "", False),
    ]  # fmt: skip
    assert Identifier("licence", "EX1", "MA") in found.identifiers
    assert (found.status, found.listed_since, found.updated) == (Status.ACTIVE, date(2006, 5, 23), date(2026, 9, 14))


def test_a_deactivated_row_holds_no_name_and_says_when() -> None:
    found = candidate("npi_mirror", {"NPI": "1234567893", _nppes.DEACTIVATED: "03/15/2021"})
    assert (found.status, found.status_since, found.names) == (Status.DEACTIVATED, date(2021, 3, 15), ())
    assert found.remark is not None


def test_a_reactivated_row_is_active_again_unless_it_was_deactivated_later() -> None:
    on = {**JANE, _nppes.DEACTIVATED: "01/10/2019", _nppes.REACTIVATED: "06/01/2019"}
    assert candidate("x", on).status is Status.ACTIVE
    off = {**JANE, _nppes.DEACTIVATED: "01/10/2020", _nppes.REACTIVATED: "06/01/2019"}
    assert candidate("x", off).status is Status.DEACTIVATED


@pytest.mark.parametrize("nothing", ["--", "NULL", "null", "<UNAVAIL>", "$$$$$$$$$", "$", " ", None])
def test_the_registers_words_for_nothing_are_nothing(nothing: str | None) -> None:
    assert _nppes_records.real(nothing) == ""


@given(st.dictionaries(st.sampled_from(_nppes.LAYOUT.cells), st.text(max_size=40)))
def test_no_cells_break_a_candidate(cells: dict[str, str]) -> None:
    assert candidate("npi_mirror", cells).registry == "npi_mirror"
