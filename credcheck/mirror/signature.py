"""The 64-bit signature of a name form: which letters it has, to bound a similarity without comparing."""

from __future__ import annotations

LETTERS = (1 << 52) - 1
LONGEST = 63


def sign(form: bytes) -> int:
    """Up to two of each letter A-Z (52 bits), the first byte's low bits (6), the length in bytes (6)."""
    once = twice = 0
    for byte in form:
        if 65 <= byte <= 90:
            bit = 1 << (byte - 65)
            twice |= once & bit
            once |= bit
    first = form[0] & 63 if form else 0
    return once | twice << 26 | first << 52 | min(len(form), LONGEST) << 58


def spare(form: bytes) -> int:
    """How many letters of a form its signature does not show: third ones, spaces, digits."""
    return len(form) - (sign(form) & LETTERS).bit_count()
