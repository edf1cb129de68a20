"""Waiting for something to become so."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def wait_for(true: Callable[[], object], seconds: float, every_s: float = 0.05, what: str = "") -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, what or f"not so after {seconds} s"
        time.sleep(every_s)


def wait_for_clip(env: Mapping[str, str], text: bytes, target: str = "UTF8_STRING") -> None:
    """Wait until the clipboard of an X display holds this text."""
    command = ["xclip", "-out", "-selection", "clipboard", "-target", target]

    def held() -> bool:
        return subprocess.run(command, env=env, capture_output=True, check=False, timeout=20).stdout == text

    wait_for(held, 20, 0.1, "the text never came into the clipboard")
