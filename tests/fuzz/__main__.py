"""Feeds every parser of hostile input for a while; prints how often, and what broke. Exit code 1 when something did.

usage: python -m tests.fuzz [--minutes 30] [--at-once 1] [--out build/fuzz] [NAME...]   NAME: how a name begins

Each target runs in a process of its own, with a cap on memory and on the time of one input. With atheris installed
(packaging/locks/fuzz.lock) inputs are guided by the branches they reach. What is found lies in OUT/NAME/; kept
for good, and replayed by test_fuzz.py, it lies in tests/fuzz/corpus/NAME/.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fuzz.targets import targets

ONE = [sys.executable, "-m", "tests.fuzz.one"]
LEEWAY_S = 120


def main() -> int:
    """Run what was asked for, print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=30)
    options.add_argument("--at-once", type=int, default=1)
    options.add_argument("--out", type=Path, default=Path("build/fuzz"))
    options.add_argument("names", nargs="*")
    chosen = options.parse_args()
    names = [name for name in targets() if not chosen.names or name.startswith(tuple(chosen.names))]
    with ThreadPoolExecutor(chosen.at_once) as pool:
        broken = list(pool.map(lambda name: one(name, chosen.minutes * 60, chosen.out), names))
    print(f"{len(names)} parsers, {sum(broken)} of them broke")
    return int(any(broken))


def one(name: str, seconds: float, out: Path) -> bool:
    """Feed one target; whether something broke it."""
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    with (folder / "log").open("wb") as log:
        command = [*ONE, name, str(int(seconds)), str(folder)]
        code = subprocess.run(command, stdout=log, stderr=log, timeout=seconds + LEEWAY_S, check=False).returncode
    found = sorted(path for path in folder.iterdir() if path.name.startswith(("crash-", "timeout-", "oom-")))
    told = folder / "told.json"
    times = json.loads(told.read_text("utf-8"))["inputs"] if told.exists() else executed(folder / "log")
    print(
        f"{name:<28} {time.monotonic() - begun:6.0f} s {times:>10,} inputs   {len(found)} broke it",
        *found,
        sep="  ",
        flush=True,
    )
    return bool(found or code)


def executed(log: Path) -> int:
    """How many inputs libFuzzer says it has tried."""
    lines = log.read_text("utf-8", "replace").splitlines()
    said = [line.rpartition(":")[2] for line in lines if line.startswith("stat::number_of_executed_units")]
    return int(said[-1]) if said else 0


if __name__ == "__main__":
    sys.exit(main())
