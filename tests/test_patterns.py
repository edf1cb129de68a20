"""No pattern of ours can be made to take for ever: each is tried on tails that backtracking patterns fall over."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from typing import Any

import pytest

import credcheck

ATOMS = ("\n", " ", " \n", "a", "A", "1", ".", "-", ",", "a ", "A. ", "a,", "(", "x-", "1-", "@a", "a.", "aA", "Dr ",
         "of ", "é", "http://", "a/", "'", "/", "MD, ", "·")  # fmt: skip
AT_MOST_S = 1.0
"""Of processor time for all tails of 30: a pattern that doubles with every letter takes a quarter of an hour."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module holds, with its place."""
    for module in pkgutil.walk_packages(credcheck.__path__, "credcheck."):
        if not re.search(r"\.migrations|__main__$|\.libkernel", module.name):
            for name, value in vars(importlib.import_module(module.name)).items():
                yield from _within(f"{module.name}.{name}", value)


def _within(place: str, value: Any) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield place, value
    elif isinstance(value, (tuple, list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _within(place, one)


def _stop(*_: object) -> None:
    raise TimeoutError


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="bounds the time by the system")
def test_no_pattern_backtracks_for_ever() -> None:
    found = dict(patterns())
    assert len(found) > 100
    before, slow = signal.signal(signal.SIGVTALRM, _stop), []
    try:
        for place, pattern in found.items():
            signal.setitimer(signal.ITIMER_VIRTUAL, AT_MOST_S)
            try:
                for atom in ATOMS:
                    pattern.search(f"x {atom * 30}\0")
                    pattern.search(f"x {atom * 30}")
            except TimeoutError:
                slow.append(place)
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:
        signal.signal(signal.SIGVTALRM, before)
    assert slow == []
