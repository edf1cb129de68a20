"""The icon in a real tray (tint2), driven by the mouse: quick check, menu, closing to the tray, offers, no tray."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gui.outside import Program
from tests.gui.people import FITS, JANE, SAM
from tests.gui.waiting import wait_for

pytestmark = [pytest.mark.window, pytest.mark.timeout(180)]
PANEL = Path(__file__).with_name("data") / "tint2rc"
ICON = re.compile(r'"CredCheck"\).* 24x24\+\d+\+\d+ +\+(\d+)\+(\d+)')
OFFER = "The clipboard holds a profile: Sam Sample, RN. Nothing was sent. Click to check it."
CHECK, SHOW, QUIT = 1, 2, 3
"""The lines of the icon's menu."""


class Tray:
    """A tray of another program, and the icon of ours in it."""

    def __init__(self, env: dict[str, str]) -> None:
        self._env = env
        quiet = subprocess.DEVNULL
        self._running = subprocess.Popen(["tint2", "-c", str(PANEL)], env=env, stdout=quiet, stderr=quiet)

    def icon(self) -> list[str]:
        """Where the icon is on the screen; [] where there is none."""
        shown = subprocess.run(
            ["xwininfo", "-root", "-tree"], env=self._env, capture_output=True, text=True, check=True
        )
        found = ICON.search(shown.stdout)
        return [str(int(edge) + 12) for edge in found.groups()] if found else []

    def click(self, button: int) -> None:
        """Click the icon, as soon as it is there."""
        wait_for(self.icon, 20, 0.2, "no icon in the tray")
        subprocess.run(["xdotool", "mousemove", *self.icon(), "click", str(button)], env=self._env, check=True)

    def choose(self, line: int) -> None:
        """Choose from the icon's menu."""
        self.click(3)
        time.sleep(0.5)
        subprocess.run(["xdotool", "key", *["Down"] * line, "Return"], env=self._env, check=True)

    def end(self) -> None:
        self._running.terminate()
        self._running.wait(10)


@pytest.fixture
def tray(screen: dict[str, str]) -> Iterator[Tray]:
    if shutil.which("tint2") is None:
        pytest.skip("needs tint2 (Debian: tint2)")
    made = Tray(screen)
    yield made
    made.end()


def close(program: Program) -> None:
    """Close the window as the window manager does."""
    program.keys("alt+F4")
    program.gone("Profile to check", 10)


def test_the_tray_checks_the_clipboard_and_brings_a_closed_window_back_until_it_is_told_to_quit(
    tray: Tray, program: Program
) -> None:
    program.copy(JANE)
    tray.click(1)
    program.wait("Quick check")
    program.wait(FITS)
    program.keys("Escape")
    program.gone("Quick check")
    stay, watch = "Stay in the tray when the window is closed", "Watch the clipboard, and offer"
    program.keys("ctrl+5")
    program.press(stay)
    program.press(f"{watch} to check what looks like a profile")
    wait_for(lambda: program.is_checked(stay), 10)
    program.keys("ctrl+1")
    close(program)
    program.wait("CredCheck stays in the tray.")
    tray.choose(SHOW)
    program.wait("Profile to check")
    close(program)
    tray.choose(CHECK)
    program.wait("Quick check")
    program.keys("Escape")
    program.gone("Quick check")
    assert program.running.poll() is None
    program.copy(SAM)
    program.mouse("mousemove", *program.where(OFFER), "click", 1)
    program.wait("Quick check")
    program.wait("L0 · Nothing shows it")
    assert "@samsample" in program.read("The clipboard, as it is checked")
    program.keys("Escape")
    program.gone("Quick check")
    tray.choose(QUIT)
    assert program.running.wait(20) == 0
    assert "Traceback" not in program.log.read_text("utf-8", "replace")


def test_once_the_tray_is_gone_the_program_ends_with_its_window(tray: Tray, program: Program) -> None:
    wait_for(tray.icon, 20)
    program.keys("ctrl+5")
    program.press("Stay in the tray when the window is closed")
    wait_for(lambda: program.is_checked("Stay in the tray when the window is closed"), 10)
    tray.end()
    wait_for(lambda: not tray.icon(), 10, 0.2)
    program.keys("alt+F4")
    assert program.running.wait(20) == 0
