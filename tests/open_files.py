"""Which files this process has open (Linux only; elsewhere none are counted)."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

HERE = Path("/proc/self/fd")
MOST = 500
"""A worker of the tests has some twenty open, and a few hundred while copies of registers are compared."""


def counted() -> int:
    """How many are open."""
    return sum(1 for _ in HERE.iterdir()) if HERE.is_dir() else 0


def kinds(most: int = 8) -> list[tuple[str, int]]:
    """Of what kind they are, the most frequent first: paths and numbers of sockets with their digits left out."""
    names = []
    for link in HERE.iterdir():
        try:
            names.append(str(link.readlink()))
        except OSError:  # the listing's own, closed since
            continue
    return Counter(re.sub(r"[0-9a-f]*[0-9][0-9a-f]*", "N", name) for name in names).most_common(most)
