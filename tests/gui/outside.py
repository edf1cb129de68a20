"""A running CredCheck, driven from outside: clipboard by xclip, keys by xdotool, everything else through AT-SPI."""

from __future__ import annotations

import json
import os
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

    def __init__(self, screen: dict[str, str], home: Path, *words: str) -> None:
        own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home), "PYTHONPATH": str(ROOT)}
        self.env = (
            {k: v for k, v in screen.items() if k != "QT_QPA_PLATFORM"}
            | own
            | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        )
        self.home, self.log = home, home / "log"
        self.running = self.start(*(words or ("gui",)))

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start the program with these words."""
        command = [*COMMAND, *words, "--practice", "--data-dir", str(self.home / "data")]
        with self.log.open("ab") as log:
            return subprocess.Popen(command, cwd=self.home, env=self.env, stdout=log, stderr=log)

    def tree(self) -> list[dict[str, Any]]:
        return self._ask("tree")  # type: ignore[no-any-return]

    def press(self, name: str) -> None:
        assert self._ask("press", name) is True, f"nothing to press is called {name!r}"

    def keys(self, *keys: str) -> None:
        subprocess.run(["xdotool", "key", *keys], env=self.env, check=True)

    def copy(self, text: str) -> None:
        command = ["xclip", "-selection", "clipboard"]
        subprocess.run(command, env=self.env, input=text.encode(), check=True, stdout=subprocess.DEVNULL)

    def says(self, text: str) -> bool:
        return any(text in node["name"] or text in node["text"] for node in self.tree() if "showing" in node["states"])

    def _ask(self, *words: str) -> Any:
        command = ["/usr/bin/python3", str(READER), "CredCheck", *words]
        env = {k: v for k, v in self.env.items() if k != "PYTHONPATH"}
        ran = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)
        assert ran.returncode == 0, ran.stderr + self.log.read_text("utf-8", "replace")
        return json.loads(ran.stdout)

    def type(self, text: str) -> None:
        subprocess.run(["xdotool", "type", "--delay", "5", text], env=self.env, check=True)

    def wait(self, text: str, seconds: float = 30) -> None:
        """Wait until the window says something."""
        try:
            wait_for(lambda: self.says(text), seconds, 0.2)
        except AssertionError as error:
            shown = sorted({n["name"] or n["text"] for n in self.tree() if "showing" in n["states"]})
            raise AssertionError(f"never said {text!r}; it says {shown}; {self.log.read_text()}") from error

    def is_checked(self, name: str) -> bool:
        """Whether the box of this name is ticked."""
        return any(n["name"] == name and "checked" in n["states"] for n in self.tree())

    def unnamed(self) -> list[str]:
        """What takes the keyboard and has no name."""
        return [n["role"] for n in self.tree() if {"focusable", "showing"} <= set(n["states"]) and not n["name"]]

    def end(self) -> None:
        if self.running.poll() is None:
            self.running.terminate()
        self.running.wait(20)
