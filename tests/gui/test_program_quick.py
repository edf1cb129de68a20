"""The quick check from outside: a second start forwarded, the palette, a hung clipboard, Enter and Esc."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.gui.outside import Program
from tests.gui.waiting import wait_for, wait_for_clip

pytestmark = [pytest.mark.window, pytest.mark.timeout(180)]
PASTED = "Jane Example, MD\n@janeexample_md\nCardiologist at Example Heart Institute\nBoston, MA"


def test_a_second_start_is_forwarded_checked_and_opened_in_full(program: Program) -> None:
    program.copy(PASTED)
    second = program.start("check-clipboard")
    assert second.wait(20) == 0
    assert program.running.poll() is None
    program.wait("Quick check")
    program.wait("Registry match, account not bound")
    assert program.says("The clipboard, as it is checked")
    program.keys("Return")
    program.wait("Registers asked")
    wait_for(lambda: not program.says("Full view"), 10, 0.2)
    assert program.says("Jane Example, MD")


def test_the_quick_check_starts_alone_and_esc_ends_it(screen: dict[str, str], tmp_path: Path) -> None:
    alone = Program(screen, tmp_path, "check-clipboard")
    try:
        alone.copy(PASTED)
        alone.wait("Quick check")
        alone.keys("Escape")
        assert alone.running.wait(20) == 0
        said = alone.log.read_text("utf-8", "replace")
        assert "Traceback" not in said
    finally:
        alone.end()


def test_a_hung_clipboard_stops_nothing_and_is_said(program: Program) -> None:
    command = ["xclip", "-quiet", "-selection", "clipboard"]
    owner = subprocess.Popen(command, env=program.env, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert owner.stdin is not None
    owner.stdin.write(b"hung")
    owner.stdin.close()
    wait_for_clip(program.env, b"hung")
    owner.send_signal(signal.SIGSTOP)
    try:
        before = time.monotonic()
        program.keys("ctrl+shift+v")
        program.wait("does not answer", 8)
        program.keys("ctrl+3")
        program.wait("Search the history", 8)
        assert time.monotonic() - before < 12
    finally:
        owner.send_signal(signal.SIGCONT)
        owner.kill()
        owner.wait(5)
