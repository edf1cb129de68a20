"""The whole program from outside: clipboard by xclip, keys by xdotool, everything else through AT-SPI."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.gui.outside import COMMAND, Program
from tests.gui.waiting import ROOT, wait_for

pytestmark = [pytest.mark.window, pytest.mark.timeout(180)]
PASTED = "Sam Sample, RN\n@samsample\nER nurse\nBoston, MA"


def test_the_example_is_checked_and_exported_by_pressing_buttons(program: Program, tmp_path: Path) -> None:
    assert program.says("Practice register: invented people")
    assert program.says("Jane Example, MD")
    program.press("Check")
    wait_for(lambda: program.says("Registry match, account not bound"), 60, 0.3)
    assert program.says("One person fits")
    assert program.says("L0 · Nothing shows it")
    unnamed = [n for n in program.tree() if "focusable" in n["states"] and "showing" in n["states"] and not n["name"]]
    assert unnamed == []
    out = tmp_path / "report.json"
    program.keys("ctrl+e")
    wait_for(lambda: program.says("Export the report"), 20, 0.3)
    subprocess.run(["xdotool", "type", "--delay", "5", str(out)], env=program.env, check=True)
    program.keys("Return")
    wait_for(out.exists, 20)
    assert json.loads(out.read_bytes())
    wait_for(lambda: program.says("The report was saved as"), 10, 0.3)


def test_the_clipboard_is_pasted_and_checked_by_one_key(program: Program) -> None:
    program.copy(PASTED)
    program.keys("ctrl+shift+v")
    wait_for(lambda: program.says("Is somebody listed?"), 60, 0.3)
    assert program.says("Sam Sample")
    program.keys("ctrl+3")
    wait_for(lambda: any(n["name"].startswith("Who: Sam Sample") for n in program.tree()), 20, 0.3)


def test_the_keyboard_alone_reaches_every_page_and_quits_cleanly(program: Program) -> None:
    for keys, words in (
        ("ctrl+4", "Whom CredCheck can ask"),
        ("F1", "Everything can be done without a mouse"),
        ("ctrl+6", "What it does not do"),
        ("ctrl+1", "Profile to check"),
    ):
        program.keys(keys)
        wait_for(lambda words=words: program.says(words), 20, 0.3)  # type: ignore[misc]
    program.keys("ctrl+q")
    assert program.running.wait(20) == 0
    said = program.log.read_text("utf-8", "replace")
    assert "Traceback" not in said
    assert "QThread" not in said


def _is_shown(pid: int, env: dict[str, str]) -> bool:
    sought = ["xdotool", "search", "--onlyvisible", "--pid", str(pid)]
    return subprocess.run(sought, env=env, stdout=subprocess.DEVNULL, check=False).returncode == 0


def test_a_window_without_a_reader_starts_and_closes_too(screen: dict[str, str], tmp_path: Path) -> None:
    env = {k: v for k, v in screen.items() if k != "QT_QPA_PLATFORM"}
    env |= {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    command = [*COMMAND, "gui", "--data-dir", str(tmp_path / "d")]
    running = subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.PIPE)

    def quits() -> bool:  # its window may be there before it takes keys
        subprocess.run(["xdotool", "key", "ctrl+q"], env=env, check=True)
        return running.poll() is not None

    wait_for(lambda: _is_shown(running.pid, env) or running.poll() is not None, 60, 0.3)
    assert running.poll() is None
    wait_for(quits, 60, 1.0)
    _, said = running.communicate(timeout=20)
    assert running.returncode == 0
    assert b"Traceback" not in said
    assert os.path.exists(tmp_path / "d")  # noqa: PTH110
