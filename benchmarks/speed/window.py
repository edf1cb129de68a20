"""The window's own measures: clipboard to verdict, blocks of its thread, cancel, search, first paint, idle memory.

usage: python benchmarks/speed/window.py [--checks 60] [--rows 400] [--lines 100000] [--settle 30] [--mirrors FOLDER]
It prints a table; the exit code is 1 where a target is missed. It starts a private X server by itself
(packaging/x11env.sh) unless there is a display. Everything is asked of the practice register of invented people, in a
folder that is thrown away; `--mirrors` names a folder of large copies to measure the memory with as well.
Run it on an idle machine: a block is measured by the clock, and by what the window's thread itself computed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.speed import window_large, window_memory  # noqa: E402
from benchmarks.speed.window_flows import Bench, Measure, watch_sockets  # noqa: E402


def first_paint() -> Measure:
    """Start to first paint against a bare window, by the benchmark beside this one."""
    command = [sys.executable, str(ROOT / "benchmarks/speed/start.py"), "--runs", "11"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    line = next(line for line in said.splitlines() if line.startswith("ratio of medians"))
    return Measure("first paint against a bare window", float(line.split()[3]), 1.3, "×")


def options() -> argparse.Namespace:
    """How much is measured."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--checks", type=int, default=60)
    made.add_argument("--rows", type=int, default=400)
    made.add_argument("--lines", type=int, default=100_000)
    made.add_argument("--settle", type=float, default=30)
    made.add_argument("--mirrors", type=Path)
    return made.parse_args()


def main() -> int:
    """Measure everything and print the table."""
    chosen = options()
    if not os.environ.get("DISPLAY"):
        return subprocess.call(["sh", str(ROOT / "packaging/x11env.sh"), sys.executable, *sys.argv])
    watch_sockets()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), chosen)
        measures = [*bench.clipboard_to_verdict(), *bench.blocks(), *bench.cancel(), *bench.search()]
        measures += [*window_large.large(bench), *window_large.cancels(bench)]
        bench.close()
    measures += [first_paint(), *window_memory.idle(chosen.settle, chosen.mirrors)]
    for one in measures:
        mark = "" if one.held else "   MISSED"
        target = f"(target {one.target:g})" if one.target < float("inf") else ""
        print(f"{one.what:<36} {one.value:8.2f} {one.unit:<3} {target}{mark}")
    return int(not all(one.held for one in measures))


if __name__ == "__main__":
    sys.exit(main())
