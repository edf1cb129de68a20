from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.mirror import Content
from credcheck.model import Identifier, NameKind, Place, Status
from credcheck.registries import _nppes
from credcheck.registries._nppes import candidate

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
    assert _nppes.real(nothing) == ""


@pytest.mark.parametrize(
    ("name", "is_main"),
    [
        ("npidata_pfile_20050523-20251109.csv", True),
        ("NPIDATA_PFILE_20050523-20251109.CSV", True),
        ("npidata_pfile_20050523-20251109_fileheader.csv", False),
        ("npidata_pfile_20050523-20251109_FileHeader.csv", False),
        ("othername_pfile_20050523-20251109.csv", False),
        ("NPPES_Data_Dissemination_Readme_v.2.pdf", False),
    ],
)
def test_the_main_file_is_told_from_its_neighbours(name: str, is_main: bool) -> None:
    assert _nppes.is_main_file(name) is is_main


def test_the_snapshot_is_the_last_day_in_the_name() -> None:
    assert _nppes.snapshot_of("npidata_pfile_20050523-20251109.csv") == date(2025, 11, 9)
    assert _nppes.snapshot_of("npidata_pfile_20050523-20259909.csv") is None
    assert _nppes.snapshot_of("something.csv") is None


@given(st.dictionaries(st.sampled_from(_nppes.LAYOUT.cells), st.text(max_size=40)))
def test_no_cells_break_a_candidate(cells: dict[str, str]) -> None:
    assert candidate("npi_mirror", cells).registry == "npi_mirror"


@pytest.mark.real
@pytest.mark.parametrize("version", ["V1_header_raw", "V2_header_from_CMS_June2025"])
def test_every_kept_column_stands_in_the_official_headers(shared: Path, version: str) -> None:
    with (shared / "nppes_headers" / f"npidata_pfile_{version}.csv").open(encoding="utf-8-sig") as file:
        header = {_nppes.RENAMED.get(name, name) for name in next(csv.reader(file))}
    assert set(_nppes.LAYOUT.cells) <= header


def test_the_download_page_is_read_by_the_names_of_its_files() -> None:
    home = "https://download.registry.example/nppes/NPI_Files.html"
    page = """<a href='./NPPES_Data_Dissemination_November_2026_V2.zip'>x</a>
        <a href="./NPPES_Data_Dissemination_November_2026.zip">old layout</a>
        <A HREF='/nppes/NPPES_Data_Dissemination_110926_111526_Weekly_V2.zip'>x</A>
        <a href='./NPPES_Deactivated_NPI_Report_110926_V2.zip'>x</a>
        <a href='https://elsewhere.example/NPPES_Data_Dissemination_December_2026_V2.zip'>x</a>
        <a href='./NPPES_Data_Dissemination_Brumaire_2026_V2.zip'>x</a>
        <a href='./NPPES_Data_Dissemination_999999_111526_Weekly_V2.zip'>x</a>
        <a href='//[x.zip'>x</a>
        <a href='./Readme.pdf'>x</a>"""
    base = "https://download.registry.example/nppes/"
    assert {(o.url.removeprefix(base), o.content, o.since, o.day) for o in _nppes.offers(page, home)} == {
        ("NPPES_Data_Dissemination_November_2026_V2.zip", Content.WHOLE, None, date(2026, 11, 1)),
        (
            "NPPES_Data_Dissemination_110926_111526_Weekly_V2.zip",
            Content.CHANGES,
            date(2026, 11, 9),
            date(2026, 11, 15),
        ),
        ("NPPES_Deactivated_NPI_Report_110926_V2.zip", Content.WITHDRAWN, None, date(2026, 11, 9)),
    }
