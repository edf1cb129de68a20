"""A running CredCheck, driven from outside: clipboard by xclip, keys by xdotool, everything else through AT-SPI."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.gui.waiting import ROOT, wait_for

READER = Path(__file__).with_name("atspi_reader.py")
# A packaged program is driven by the same tests: CREDCHECK_PROGRAM=build/dist/credcheck/credcheck
COMMAND = os.environ.get("CREDCHECK_PROGRAM", "").split() or [sys.executable, "-m", "credcheck"]


class Program:
    """One running CredCheck."""

    def __init__(self, screen: dict[str, str], home: Path, *words: str, practice: bool = True) -> None:
        self._how = ["--practice"] if practice else []
        own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home), "PYTHONPATH": str(ROOT)}
        self.env = (
            {k: v for k, v in screen.items() if k != "QT_QPA_PLATFORM"}
            | own
            | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        )
        self.home, self.log = home, home / "log"
        self.running = self.start(*(words or ("gui",)))
        self._reader: subprocess.Popen[str] | None = None

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start the program with these words."""
        command = [*COMMAND, *words, *self._how, "--data-dir", str(self.home / "data")]
        with self.log.open("ab") as log:
            return subprocess.Popen(command, cwd=self.home, env=self.env, stdout=log, stderr=log)

    # ------------------------------------------------------------ what a user does
    def press(self, name: str) -> None:
        """Press what is called so, as soon as it can be."""
        wait_for(lambda: self._ask("press", name), 20, 0.1, f"nothing to press is called {name!r}")

    def focus(self, name: str) -> None:
        """Put the keyboard there."""
        wait_for(lambda: self._ask("focus", name), 20, 0.1, f"nothing to focus is called {name!r}")

    def keys(self, *keys: str) -> None:
        subprocess.run(["xdotool", "key", *keys], env=self.env, check=True)

    def type(self, text: str) -> None:
        subprocess.run(["xdotool", "type", "--delay", "5", text], env=self.env, check=True)

    def replace(self, name: str, text: str) -> None:
        """Type over what stands in a field, and leave it."""
        self.focus(name)
        self.keys("ctrl+a")
        self.type(text)
        self.keys("Tab")

    def enter(self, text: str) -> None:
        """Type a line and press Enter."""
        self.type(text)
        self.keys("Return")

    def copy(self, text: str) -> None:
        command = ["xclip", "-selection", "clipboard"]
        subprocess.run(command, env=self.env, input=text.encode(), check=True, stdout=subprocess.DEVNULL)

    def mouse(self, *words: object) -> None:
        """Let xdotool do something with the mouse."""
        subprocess.run(["xdotool", *map(str, words)], env=self.env, check=True)

    def window(self, deed: str, *words: str) -> str:
        """Let xdotool do something with the window, or ask it something."""
        found = ["search", "--onlyvisible", "--pid", str(self.running.pid), "--name", "CredCheck"]
        command = ["xdotool", *found, deed, *(["%1"] if words else []), *words]
        told: list[str] = []

        def done() -> bool:
            # A search ends without a find when another window closes meanwhile; nothing is done then.
            ran = subprocess.run(command, env=self.env, check=False, capture_output=True, text=True)
            told[:] = [ran.stdout]
            return ran.returncode == 0

        wait_for(done, 10, 0.2, f"xdotool never did {command}")
        return told[0]

    def size(self) -> tuple[int, int]:
        """How wide and high the window is."""
        return self._box()[2:]

    def pixel(self) -> tuple[int, int, int]:
        """The colour that the window has at its edge, red, green and blue."""
        x, y, width, height = self._box()
        return pixel(self.env, x + width - 9, y + height // 2)

    def _box(self) -> tuple[int, int, int, int]:
        numbers = re.search(
            r"Position: (-?\d+),(-?\d+).*Geometry: (\d+)x(\d+)", self.window("getwindowgeometry"), re.DOTALL
        )
        assert numbers is not None
        x, y, width, height = map(int, numbers.groups())
        return x, y, width, height

    def check(self, text: str, verdict: str) -> None:
        """Copy a profile, check it by one key, and wait for the verdict."""
        self.keys("ctrl+n")
        self.gone("Registers asked")
        self.copy(text)
        self.keys("ctrl+shift+v")
        self.wait(verdict)
        self.wait("Not judged yet")

    # ------------------------------------------------------------ what a user sees
    def tree(self) -> list[dict[str, Any]]:
        return self._ask("tree")  # type: ignore[no-any-return]

    def read(self, name: str) -> str:
        """The text of what is called so."""
        return str(self._ask("read", name))

    def says(self, text: str) -> bool:
        return bool(self._ask("wait", text, 0))

    def wait(self, text: str, seconds: float = 30) -> None:
        """Wait until the window says something."""
        if not self._ask("wait", text, seconds):
            shown = sorted({n["name"] or n["text"] for n in self.tree() if "showing" in n["states"]})
            raise AssertionError(f"never said {text!r}; it says {shown}; {self.log.read_text()}")

    def gone(self, text: str, seconds: float = 30) -> None:
        """Wait until the window says something no more."""
        assert self._ask("gone", text, seconds), f"still says {text!r}"

    def where(self, name: str) -> tuple[int, int]:
        """The middle of what is called so, on the screen."""
        wait_for(lambda: self._ask("where", name), 20, 0.1, f"nothing shown is called {name!r}")
        x, y = self._ask("where", name)
        return x, y

    def click(self, name: str) -> None:
        """Click the middle of what is called so."""
        self.mouse("mousemove", *self.where(name), "click", 1)

    def order(self, *names: str) -> list[str]:
        """Those of these that are shown, from the top down."""
        return list(self._ask("order", *names))

    def choose(self, box: str, word: str) -> None:
        """Choose a word from the box that shows `box`, by keys."""
        self.press(box)
        wait_for(lambda: self._ask("offered", word), 10, 0.1, f"{box} does not offer {word!r}")
        self.keys("Home", *["Down"] * (self._ask("offered", word) - 1), "Return")

    def chosen(self, name: str) -> str:
        """The text that is chosen in what is called so."""
        return str(self._ask("chosen", name))

    def is_checked(self, name: str) -> bool:
        """Whether the box of this name is ticked."""
        return any(n["name"] == name and "checked" in n["states"] for n in self.tree())

    def unnamed(self) -> list[str]:
        """What takes the keyboard and has no name."""
        return [n["role"] for n in self.tree() if {"focusable", "showing"} <= set(n["states"]) and not n["name"]]

    def end(self) -> None:
        if self._reader is not None:
            self._reader.communicate(timeout=20)
        if self.running.poll() is None:
            self.running.terminate()
        self.running.wait(20)

    def _ask(self, *words: Any) -> Any:
        if self._reader is None:
            self._reader = self._read()
        assert self._reader.stdin is not None
        assert self._reader.stdout is not None
        self._reader.stdin.write(json.dumps(words) + "\n")
        self._reader.stdin.flush()
        answer = self._reader.stdout.readline()
        assert answer, self.log.read_text("utf-8", "replace")
        return json.loads(answer)

    def _read(self) -> subprocess.Popen[str]:
        """The reader; it lives as long as the program, because starting one for each question takes most of a test."""
        command = ["/usr/bin/python3", str(READER), "CredCheck", str(self.running.pid)]
        env = {k: v for k, v in self.env.items() if k != "PYTHONPATH"}
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
            )


def pixel(env: dict[str, str], x: int, y: int) -> tuple[int, int, int]:
    """The colour of one point of the screen."""
    code = (
        "import sys; from Xlib import X, display; root = display.Display().screen().root; "
        "print(*root.get_image(int(sys.argv[1]), int(sys.argv[2]), 1, 1, X.ZPixmap, 0xFFFFFFFF).data[:3])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(x), str(y)], env=env, check=True, capture_output=True, text=True
    )
    blue, green, red = map(int, ran.stdout.split())
    return red, green, blue
