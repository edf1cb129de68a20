"""Time from starting the program to a visible window: packaged and from source, in turn, in the same run.

usage: sh packaging/x11env.sh .venv/bin/python packaging/start.py PROGRAM [--runs 7] [--target 1.5]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 60


def seconds(command: list[str], folder: str) -> float:
    """From the start until the X server shows a window of that name."""
    words = [*command, "gui", "--practice", "--data-dir", folder]
    begun = time.perf_counter()
    running = subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"LANGUAGE": "en"}
    )
    try:
        while not _is_shown():
            if time.perf_counter() - begun > PATIENCE_S:
                raise TimeoutError(f"no window after {PATIENCE_S} s: {words}")
        return time.perf_counter() - begun
    finally:
        running.terminate()
        running.wait(20)


def _is_shown() -> bool:
    """Wait for the window; False where the tool gave up, as it does when another window closes while it looks."""
    look = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^CredCheck$"]
    try:
        found = subprocess.run(
            look, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE_S
        )
    except subprocess.TimeoutExpired:
        return False
    return found.returncode == 0


def main() -> int:
    """Measure in turn, print medians and their ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("program", type=lambda word: str(Path(word).resolve()))
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--target", type=float, default=1.5)
    chosen = options.parse_args()
    packaged, source = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(chosen.runs + 1):
            packaged.append(seconds([chosen.program], folder))
            source.append(seconds([sys.executable, "-m", "credcheck"], folder))
    ratio = statistics.median(packaged[1:]) / statistics.median(source[1:])  # the first pair warms the disk
    for name, times in (("packaged", packaged[1:]), ("from source", source[1:])):
        print(
            f"  start, {name:<12} median {statistics.median(times) * 1000:6.0f} ms   best {min(times) * 1000:6.0f} ms"
        )
    print(f"  start, ratio {ratio:.2f} (target {chosen.target})")
    return int(ratio > chosen.target)


if __name__ == "__main__":
    sys.exit(main())
