from __future__ import annotations

import csv
from pathlib import Path

import pytest

from credcheck.registries import _nppes


@pytest.mark.real
@pytest.mark.parametrize("version", ["V1_header_raw", "V2_header_from_CMS_June2025"])
def test_every_kept_column_stands_in_the_official_headers(shared: Path, version: str) -> None:
    with (shared / "nppes_headers" / f"npidata_pfile_{version}.csv").open(encoding="utf-8-sig") as file:
        header = {_nppes.RENAMED.get(name, name) for name in next(csv.reader(file))}
    assert set(_nppes.LAYOUT.cells) <= header
