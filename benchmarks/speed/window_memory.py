"""What a window at rest holds: the program in a process of its own, after its start has settled."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.speed.window_flows import ROOT, TEXT, Measure, copy

IDLE_MB = 150


def idle(settle_s: float, mirrors: Path | None) -> list[Measure]:
    """Memory with the practice register, after three checks, and with a large register if there is one.

    RSS counts every page, those shared with other programs too, and of a large register, which is mapped, those that
    were read; PSS counts shared pages by share. What was written is all that the system cannot drop at any moment.
    """
    made = []
    with tempfile.TemporaryDirectory() as folder:
        with _running(Path(folder), practice=True):
            time.sleep(settle_s)  # the first start builds the practice register
        with _running(Path(folder), practice=True) as program:
            made += _measures("idle memory", program, settle_s, IDLE_MB)
            _check_clipboard(Path(folder), practice=True)
            made += _measures("  after three checks", program, settle_s / 2)
    if mirrors is not None:
        made += _large(settle_s, mirrors)
    return made


def _large(settle_s: float, mirrors: Path) -> list[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "mirrors").symlink_to(mirrors)
        (Path(folder) / "offline.toml").write_text("offline = true\n")
        with _running(Path(folder)) as program:
            made = _measures("idle, large register", program, settle_s, IDLE_MB)
            _check_clipboard(Path(folder))
            return made + _measures("  after three checks", program, settle_s / 2)


@contextmanager
def _running(folder: Path, practice: bool = False) -> Iterator[int]:
    program = subprocess.Popen(_command("gui", folder, practice), cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        yield program.pid
    finally:
        program.terminate()
        program.wait(30)


def _command(face: str, folder: Path, practice: bool) -> list[str]:
    how = ["--practice"] if practice else ["--settings", str(folder / "offline.toml")]
    return [sys.executable, "-m", "credcheck", face, *how, "--data-dir", str(folder)]


def _check_clipboard(folder: Path, practice: bool = False) -> None:
    for n in range(3):
        copy(TEXT.format(n=f"memory {n}"))
        subprocess.run(_command("check-clipboard", folder, practice), cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
        time.sleep(3)


def _measures(what: str, program: int, settle_s: float, target: float = float("inf")) -> list[Measure]:
    time.sleep(settle_s)
    table: dict[str, float] = {}
    for line in Path(f"/proc/{program}/smaps_rollup").read_text().splitlines()[1:]:
        name, value = line.split(":")
        table[name] = int(value.split()[0]) / 1000
    return [
        Measure(f"{what}, RSS", table["Rss"], target, "MB"),
        Measure("  PSS", table["Pss"], float("inf"), "MB"),
        Measure("  of that written", table["Anonymous"], float("inf"), "MB"),
    ]
