"""A table of weights with rates of names that are met again, of round numbers."""

from __future__ import annotations

from dataclasses import replace

from credcheck.match import load
from credcheck.match.weights import Weights

BEFORE = "2026-11-26.5"
"""The last table without such rates."""


def rated() -> Weights:
    """That table, with rates: names of rare parts are hardly met again."""
    before = load(BEFORE)
    return replace(
        before,
        met={
            1: ((0.001, 0.01), (0.1, 0.2), (1.0, 1.0)),
            2: ((0.01, 0.3), (1.0, 1.2)),
            3: ((0.01, 1.2), (1.0, 1.5)),
        },
        apart=((0.01, 0.5), (1.0, 1.0), (100.0, 8.0)),
        numbers={**before.numbers, "met people": 350_000.0, "met growth": 0.4},
    )
