"""Feeds every parser of hostile input, those that had least of it first; prints how often, and what broke.

usage: python -m tests.fuzz [--minutes 30] [--hours 100] [--at-once 1] [--out build/fuzz] [--runs FILE] [NAME...]

NAME is how a name begins. Minutes are the processor's, and add up over runs: RUNS (tests/fuzz/runs.csv) is the table of
what was done on which day, and a parser that had its MINUTES is left alone. HOURS by the clock end the run.

Each target runs in a process of its own, a slice at a time, with a cap on memory and on the time of one input. With
atheris installed (packaging/locks/fuzz.lock) inputs are guided by the branches they reach, and what reached one is kept
in OUT/NAME for the next run. What is found lies there too; kept for good, and replayed by test_fuzz.py, it lies in
tests/fuzz/corpus/NAME/. Exit code 1 when something broke.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fuzz import runs
from tests.fuzz.targets import targets

ONE = [sys.executable, "-m", "tests.fuzz.one"]
SLICE_S = 90
"""Long enough that loading the program with its branches counted, some four seconds, is little of it."""


class Round:
    """Whose turn it is: the least fuzzed of those that come first, never one that is being fed."""

    def __init__(self, names: list[str], options: argparse.Namespace) -> None:
        """Share the work among these."""
        self._names, self._runs = names, options.runs
        self._goal_s: float = options.minutes * 60
        self._end = time.monotonic() + options.hours * 3600
        self._lock = threading.Lock()
        self._fed: set[str] = set()
        self._spent = runs.seconds(options.runs)

    def next(self) -> tuple[str, float] | None:
        """A parser and its seconds; None when all had theirs."""
        with self._lock:
            open_ = [n for n in self._names if self._left(n) > 1 and n not in self._fed]
            if not open_ or time.monotonic() > self._end:
                return None
            name = min(open_, key=lambda n: self._spent.get(n, 0.0))
            self._fed.add(name)
            return name, min(SLICE_S, self._left(name))

    def done(self, name: str, run: runs.Run) -> None:
        """Write down what was done."""
        with self._lock:
            self._fed.discard(name)
            # One that cannot even begin must not have its turn for ever.
            self._spent[name] = self._spent.get(name, 0.0) + max(run.seconds, 1.0)
            runs.add(self._runs, run)

    def _left(self, name: str) -> float:
        return self._goal_s - self._spent.get(name, 0.0)


def main() -> int:
    """Run what was asked for, print a table."""
    options = _options()
    names = [name for name in targets() if not options.names or name.startswith(tuple(options.names))]
    turns = Round(names, options)
    with ThreadPoolExecutor(options.at_once) as pool:
        broken = sum(pool.map(lambda _: _work(turns, options.out), range(options.at_once)))
    print(runs.table(options.runs, names))
    return int(broken > 0)


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=30)
    options.add_argument("--hours", type=float, default=100)
    options.add_argument("--at-once", type=int, default=1)
    options.add_argument("--out", type=Path, default=Path("build/fuzz"))
    options.add_argument("--runs", type=Path, default=Path(__file__).with_name("runs.csv"))
    options.add_argument("names", nargs="*")
    return options.parse_args()


def _work(turns: Round, out: Path) -> int:
    """Feed one after the other until nothing is left; how many slices found something."""
    broken = 0
    while turn := turns.next():
        run = _slice(*turn, out / turn[0])
        turns.done(turn[0], run)
        broken += run.broke > 0
    return broken


def _slice(name: str, seconds: float, folder: Path) -> runs.Run:
    """Feed one target for a while."""
    folder.mkdir(parents=True, exist_ok=True)
    told = folder / "told.json"
    told.unlink(missing_ok=True)
    with (folder / "log").open("ab") as log:
        command = [*ONE, name, str(seconds), str(folder)]
        code = subprocess.run(command, stdout=log, stderr=log, check=False).returncode
    said = json.loads(told.read_text("utf-8")) if told.exists() else {}
    broke = said.get("broke", 0) or int(code != 0)  # killed, or ended by libFuzzer itself
    way = "guided" if importlib.util.find_spec("atheris") else "blind"
    run = runs.Run(
        *(runs.today(), name, way, said.get("seconds", 0.0), said.get("inputs", 0), broke),
        *(_branches(folder / "log"), said.get("reached", 0), said.get("still", 0.0)),
    )
    print(
        f"{name:<28} {run.seconds:6.0f} s {run.inputs:>10,} inputs   {run.broke} broke it   {run.branches} branches",
        flush=True,
    )
    return run


def _branches(log: Path) -> int:
    """How many branches libFuzzer says were reached, by the last line that tells it."""
    with log.open("rb") as lines:
        lines.seek(max(0, log.stat().st_size - 100_000))
        found = re.findall(rb"\bcov: ([0-9]+)", lines.read())
    return int(found[-1]) if found else 0


if __name__ == "__main__":
    sys.exit(main())
