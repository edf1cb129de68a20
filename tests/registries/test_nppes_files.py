from __future__ import annotations

from datetime import date

import pytest

from credcheck.mirror import Content
from credcheck.registries import _nppes_files


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
    assert _nppes_files.is_main_file(name) is is_main


def test_the_snapshot_is_the_last_day_in_the_name() -> None:
    assert _nppes_files.snapshot_of("npidata_pfile_20050523-20251109.csv") == date(2025, 11, 9)
    assert _nppes_files.snapshot_of("npidata_pfile_20050523-20259909.csv") is None
    assert _nppes_files.snapshot_of("something.csv") is None


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
    assert {(o.url.removeprefix(base), o.content, o.since, o.day) for o in _nppes_files.offers(page, home)} == {
        ("NPPES_Data_Dissemination_November_2026_V2.zip", Content.WHOLE, None, date(2026, 11, 1)),
        (
            "NPPES_Data_Dissemination_110926_111526_Weekly_V2.zip",
            Content.CHANGES,
            date(2026, 11, 9),
            date(2026, 11, 15),
        ),
        ("NPPES_Deactivated_NPI_Report_110926_V2.zip", Content.WITHDRAWN, None, date(2026, 11, 9)),
    }
