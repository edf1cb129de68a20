"""Waiting for something to become so."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def wait_for(true: Callable[[], object], seconds: float, every_s: float = 0.05, what: str = "") -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, what or f"not so after {seconds} s"
        time.sleep(every_s)
