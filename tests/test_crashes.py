from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CRASH = "import ctypes\n\n\ndef test_falls() -> None:\n    ctypes.string_at(0)\n"


def test_a_worker_that_crashes_leaves_word_of_where_at_the_end_of_the_run(tmp_path: Path) -> None:
    (tmp_path / "test_fall.py").write_text(CRASH)
    command = [sys.executable, "-m", "pytest", "-n", "1", "-p", "tests.crashes", "-p", "no:cacheprovider"]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    told = subprocess.run(
        [*command, "test_fall.py"], cwd=tmp_path, env=surroundings, capture_output=True, text=True, timeout=100
    )
    _, _, after = told.stdout.partition("where gw0 crashed")
    assert "Segmentation fault" in after
    assert "in test_falls" in after
