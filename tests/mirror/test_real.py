from __future__ import annotations

import csv
import json
import runpy
import sys
from pathlib import Path

import pytest

from credcheck.mirror import Mirror, Mirrors, NameQuery
from credcheck.model import Sentence
from credcheck.registries import _nppes
from credcheck.registries.npi_mirror import NpiMirror

pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]


def silent(done: int, total: int, what: Sentence) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    """All real rows there are, written as the official zip and imported."""
    folder, tool = tmp_path_factory.mktemp("real"), Path(__file__).resolve().parents[3] / "shared" / "tools"
    arguments = sys.argv
    try:
        sys.argv = ["combined_to_nppes.py", str(folder / "real.zip")]
        runpy.run_path(str(tool / "combined_to_nppes.py"), run_name="__main__")
    except ResourceWarning:
        pass
    finally:
        sys.argv = arguments
    NpiMirror.load(folder / "real.zip", Mirrors(folder), silent, 0.07)
    mirror = Mirrors(folder).open("npi")
    assert mirror is not None
    return mirror


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_every_labelled_person_is_among_the_ten_best_for_the_claimed_name(whole: Mirror, shared: Path) -> None:
    for line in (shared / "bios" / "dev_labels.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["registry"]["verdict"] not in ("match", "ambiguous"):
            continue
        name, states = row["person_name"], tuple(p["region"] for p in row["places"] if p["region"])
        query = NameQuery(name["family"], name["given"] or "", name["middle"] or "", states, limit=10)
        ids = [hit.record.id for hit in whole.search(query).hits]
        assert set(row["registry"]["npis"]) <= set(ids), row["id"]


def test_a_former_surname_finds_the_person_whenever_the_register_holds_both(whole: Mirror, shared: Path) -> None:
    missed = asked = 0
    with (shared / "npi" / "name_changes.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            record = whole.by_id(row["npi"])
            listed = {record.cells.get(_nppes.FAMILY), record.cells.get(_nppes.OTHER_FAMILY)} if record else set()
            if record and row["last_name"].upper() in listed:
                asked += 1
                found = whole.search(NameQuery(row["last_name"], record.cells[_nppes.GIVEN], limit=200)).hits
                missed += row["npi"] not in [hit.record.id for hit in found]
    assert asked > 1000
    assert missed == 0


@pytest.mark.parametrize("file", ["datagrove_npi_original_raw.csv", "jwhyte_nppes_sample_1000rows_330cols.csv"])
def test_rows_in_the_official_layout_come_back_cell_by_cell(tmp_path: Path, shared: Path, file: str) -> None:
    source = shared / "nppes_full_format" / file
    NpiMirror.load(source, Mirrors(tmp_path), silent)
    mirror = Mirrors(tmp_path).open("npi")
    assert mirror is not None
    with source.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            record = mirror.by_id(row["NPI"])
            assert record is not None
            kept = {_nppes.RENAMED.get(name, name): value for name, value in row.items()}
            assert dict(record.cells) == {c: kept[c] for c in _nppes.LAYOUT.cells if kept[c]}
