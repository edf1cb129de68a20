"""The clipboard under a real Wayland compositor: sway without a screen, with another program that copies."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.gui.waiting import ROOT, wait_for

pytestmark = [pytest.mark.window, pytest.mark.timeout(90)]
MISSING = [tool for tool in ("sway", "swaymsg", "wl-copy") if shutil.which(tool) is None]
READER = Path(__file__).with_name("wayland_reader.py")
NOBODY = 65534
"""sway does not start as root: there it runs as this user; the programs in it may be anybody's."""


class Sway:
    """A compositor of our own, and programs in it."""

    def __init__(self, folder: Path) -> None:
        user: dict[str, Any] = {}
        if os.getuid() == 0:
            user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            os.chown(folder, NOBODY, NOBODY)
        kept = ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV")
        self.env = {k: v for k, v in os.environ.items() if k in kept} | {
            "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "WLR_BACKENDS": "headless", "WLR_RENDERER": "pixman",
            "WLR_LIBINPUT_NO_DEVICES": "1", "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "wayland",
            "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        self._folder, self._running = folder, list[subprocess.Popen[str]]()
        (folder / "config").write_text("xwayland disable\n")
        self.start("sway", "-c", str(folder / "config"), **user)
        wait_for(lambda: self._found("wayland-*") and self._found("sway-ipc.*"), 20)
        self.env |= {"WAYLAND_DISPLAY": self._found("wayland-*"), "SWAYSOCK": str(folder / self._found("sway-ipc.*"))}

    def start(self, *command: str, **user: Any) -> subprocess.Popen[str]:
        with (self._folder / "log").open("a") as log:
            made = subprocess.Popen(
                command,
                env=self.env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                **user,
            )
        self._running.append(made)
        return made

    def window(self, name: str) -> subprocess.Popen[str]:
        """Open a window; it has the keyboard."""
        made = self.start(sys.executable, str(READER), name)
        wait_for(lambda: self.focused() == name, 20, 0.1, f"{name} never had the keyboard")
        return made

    def focused(self) -> str:
        """The window that has the keyboard."""
        nodes = _walk(json.loads(self._say("-t", "get_tree")))
        return next((str(n["app_id"]) for n in nodes if n.get("focused") and n.get("app_id")), "")

    def focus(self, name: str) -> None:
        self._say(f'[app_id="{name}"] focus')
        wait_for(lambda: self.focused() == name, 10)

    def copy(self, text: str) -> None:
        """Another program copies."""
        subprocess.run(
            ["wl-copy", "--", text], env=self.env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def end(self) -> None:
        for running in reversed(self._running):
            running.terminate()
        for running in reversed(self._running):
            running.communicate(timeout=10)

    def _say(self, *words: str) -> str:
        ran = subprocess.run(["swaymsg", *words], env=self.env, capture_output=True, text=True, check=True)
        return ran.stdout

    def _found(self, pattern: str) -> str:
        return next((f.name for f in self._folder.glob(pattern) if not f.name.endswith(".lock")), "")


def _walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in (*node.get("nodes", ()), *node.get("floating_nodes", ())):
        yield from _walk(child)


@pytest.fixture
def sway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sway]:
    if MISSING:
        pytest.skip(f"needs {', '.join(MISSING)} (Debian: sway wl-clipboard)")
    folder = Path("/tmp") / f"credcheck-sway-{os.getpid()}"
    folder.mkdir(mode=0o700)
    made = Sway(folder)
    try:
        yield made
    finally:
        made.end()
        shutil.rmtree(folder)


def read(ours: subprocess.Popen[str]) -> list[Any]:
    """State, text, what Qt holds, and whether our window was active."""
    assert ours.stdin is not None
    assert ours.stdout is not None
    ours.stdin.write("read\n")
    ours.stdin.flush()
    return list(json.loads(ours.stdout.readline()))


def test_a_clip_copied_while_our_window_is_not_active_is_never_taken_from_memory(sway: Sway) -> None:
    sway.copy("the old clip")
    ours = sway.window("ours")
    wait_for(lambda: read(ours)[:2] == ["text", "the old clip"], 20, 0.3)
    sway.window("other")
    sway.copy("the new clip")
    wait_for(lambda: not read(ours)[3], 20, 0.3)
    state, text, held, active = read(ours)
    assert not active
    assert held == "the old clip", "the trap is gone: Qt knows the new clip without the keyboard"
    assert (state, text) == ("unseen", "")
    sway.focus("ours")
    wait_for(lambda: read(ours)[:2] == ["text", "the new clip"], 20, 0.3)


def test_a_clip_asked_for_just_before_our_window_gets_the_keyboard_is_the_new_one(sway: Sway) -> None:
    sway.copy("the old clip")
    ours = sway.window("ours")
    sway.window("other")
    sway.copy("the new clip")
    assert ours.stdin is not None
    assert ours.stdout is not None
    ours.stdin.write("read\n")
    ours.stdin.flush()
    sway.focus("ours")
    state, text, *_ = json.loads(ours.stdout.readline())
    assert (state, text) == ("text", "the new clip")
