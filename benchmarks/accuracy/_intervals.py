"""The interval a share is known to lie in, from how many were counted."""

from __future__ import annotations

from math import sqrt

Z = 1.959964


def wilson(hits: int, whole: int) -> tuple[float, float, float]:
    """A share with its 95 % interval: low, middle, high (Wilson)."""
    if not whole:
        return 0.0, float("nan"), 1.0
    share, extra = hits / whole, Z * Z / whole
    middle = (share + extra / 2) / (1 + extra)
    half = Z / (1 + extra) * sqrt(share * (1 - share) / whole + extra / whole / 4)
    return middle - half, middle, middle + half
