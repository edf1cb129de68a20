"""The fuzzer's own bookkeeping: what was done adds up, and the least fuzzed come first."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from tests.fuzz import runs
from tests.fuzz.__main__ import Round
from tests.fuzz.one import Feeder
from tests.fuzz.runs import Run

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
    assert "| page | 1.7 | 30 | 1 |" in runs.table(file, ["page", "none"])
    assert "| none | 0.0 | 0 | 0 |" in runs.table(file, ["page", "none"])


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
