"""The fuzzer's own bookkeeping: what was done adds up, and the least fuzzed come first."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fuzz import answers, runs
from tests.fuzz.__main__ import Round
from tests.fuzz.copies import packing
from tests.fuzz.mutate import SEPARATOR, mutate
from tests.fuzz.one import Feeder
from tests.fuzz.runs import Run
from tests.fuzz.targets import targets
from tests.fuzz.words import dictionary, words

ROOT = Path(__file__).resolve().parents[2]


def run(parser: str, seconds: float, day: str = "2026-11-26", inputs: int = 10, broke: int = 0) -> Run:
    return Run(day, parser, "guided", seconds, inputs, broke)


def turns(file: Path, *names: str, minutes: float = 1) -> Round:
    return Round(list(names), Namespace(minutes=minutes, hours=1, runs=file))


def test_runs_of_one_day_add_up_and_other_days_stand_apart(tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    for one in (run("page", 30.0), run("page", 12.5, broke=1), run("page", 60.0, day="2026-11-27"), run("zip", 1.0)):
        runs.add(file, one)
    assert runs.read(file)[:2] == [run("page", 42.5, inputs=20, broke=1), run("page", 60.0, day="2026-11-27")]
    assert runs.seconds(file) == {"page": 102.5, "zip": 1.0}
    assert "| page | 1.7 | 30 | 1 | - | - |" in runs.table(file, ["page", "none"])
    assert "| none | 0.0 | 0 | 0 | - | - |" in runs.table(file, ["page", "none"])


def test_it_is_told_how_long_nothing_new_was_reached(tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    for seconds, branches, reached, still in ((90.0, 700, 40, 10.0), (90.0, 700, 40, 90.0), (60.0, 690, 40, 60.0)):
        runs.add(file, replace(run("page", seconds), branches=branches, reached=reached, still=still))
    assert runs.read(file) == [replace(run("page", 240.0, inputs=30), branches=700, reached=40, still=160.0)]
    runs.add(file, replace(run("page", 90.0), branches=720, reached=41, still=5.0))
    assert "| page | 5.5 | 40 | 0 | 720 | 0.1 |" in runs.table(file, ["page"])


def test_a_table_written_before_branches_were_counted_is_read(tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    file.write_text("day,parser,way,seconds,inputs,broke\n2026-11-26,page,guided,30.0,10,0\n", "utf-8")
    assert runs.read(file) == [run("page", 30.0)]


def test_a_zip_is_changed_inside_and_a_talk_in_one_answer() -> None:
    chance = random.Random(1)
    table = b"NPI,Name\n1,Jane\n"
    zips = [mutate(packing({"a.csv": table}), chance) for _ in range(60)]
    inside = {zipfile.ZipFile(io.BytesIO(made)).read("a.csv") for made in zips if is_whole(made)}
    assert len(inside - {table}) > 10
    talk = SEPARATOR.join([b'\x00{"a": [1, 2]}', b"\x01<html>"])
    talks = [made.split(SEPARATOR) for made in (mutate(talk, chance) for _ in range(60)) if SEPARATOR in made]
    assert sum(talk[1] == b"\x01<html>" and talk[0].startswith(b"\x00{") for talk in talks) > 10


def is_whole(content: bytes) -> bool:
    """Whether it is a zip that holds the table."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "a.csv" in archive.namelist() and archive.testzip() is None
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError):
        return False


def test_the_words_of_a_parser_are_told_to_the_fuzzer() -> None:
    made = targets()
    found = words(made["registry.npi_live"])
    assert {b"taxonomies", b"enumeration_type", b"PK\x03\x04"} <= set(found)
    assert dictionary([b'a"\x00']) == '"\\x61\\x22\\x00"\n'


def test_each_question_gets_the_next_answer_and_a_redirect_leads_on() -> None:
    assert answers.response(b"\x0ahttps://a.example/\nx").headers["location"] == "https://a.example/"
    assert answers.response(b"\x0f").status_code == 404
    assert answers.response(b"").status_code == 200


def test_the_least_fuzzed_comes_first_and_one_that_had_its_minutes_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "runs.csv"
    for one in (run("a", 50.0), run("b", 20.0), run("c", 60.0)):
        runs.add(file, one)
    round_ = turns(file, "a", "b", "c")
    assert round_.next() == ("b", 40.0)
    assert round_.next() == ("a", 10.0)
    assert round_.next() is None  # the one left has had its minutes
    round_.done("b", run("b", 5.0))
    assert round_.next() == ("b", 35.0)


def test_one_that_cannot_begin_does_not_keep_the_others_waiting(tmp_path: Path) -> None:
    round_ = turns(tmp_path / "runs.csv", "a", "b")
    assert round_.next() == ("a", 60.0)
    round_.done("a", run("a", 0.0))
    assert round_.next() == ("b", 60.0)


def test_one_input_is_kept_for_each_place_that_breaks(tmp_path: Path) -> None:
    def parse(content: bytes) -> None:
        if content == b"key":
            raise KeyError("x")
        raise ValueError("y")

    feeder = Feeder(parse, 100, tmp_path)
    for content in (b"key", b"one", b"two", b"key"):
        feeder.feed(content)
    assert sorted(path.read_bytes() for path in tmp_path.glob("crash-*")) == [b"key", b"one"]


@pytest.mark.skipif(sys.platform == "win32", reason="bounds time and memory by the system")
def test_a_parser_is_fed_for_its_processor_time_and_tells_how_often(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fuzz.one", "socket", "0.5", str(tmp_path), "--blind"]
    subprocess.run(command, cwd=ROOT, check=True, timeout=60)
    told = json.loads((tmp_path / "told.json").read_text("utf-8"))
    assert told["inputs"] > 100
    assert 0.5 <= told["seconds"] < 5
    assert told["broke"] == 0
