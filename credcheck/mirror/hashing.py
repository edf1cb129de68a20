"""One polynomial hash of bytes, alike in numpy (many strings at once), in Python (one) and in the compiled kernel."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

BASE = 0x9E3779B97F4A7C15 | 1
MIX = 0xD6E8FEB86659FD93
MASK = (1 << 64) - 1
MAX_BUCKET = 100_000
"""A bucket holds a few rows; only a licence that thousands left unfilled in the same way comes near this."""

U64 = NDArray[np.uint64]
U32 = NDArray[np.uint32]
U8 = NDArray[np.uint8]


def powers(count: int) -> U64:
    """BASE to the power of 0, 1, ..., count - 1, modulo 2**64."""
    found = np.full(max(count, 1), BASE, np.uint64)
    found[0] = 1
    return np.multiply.accumulate(found)


def one(text: bytes) -> int:
    """The hash of one string."""
    total, power = 0, 1
    for byte in text:
        total = (total + (byte + 1) * power) & MASK
        power = (power * BASE) & MASK
    return finish(total)


def finish(total: int) -> int:
    """Spread a sum over all bits."""
    total ^= total >> 32
    total = (total * MIX) & MASK
    return total ^ (total >> 32)


def finish_all(total: U64) -> U64:
    """`finish` for an array."""
    total = total ^ (total >> np.uint64(32))
    total = total * np.uint64(MIX)
    return total ^ (total >> np.uint64(32))


def many(offsets: NDArray[Any], text: U8) -> U64:
    """The hashes of the strings text[offsets[i]:offsets[i + 1]]."""
    starts, lens = offsets[:-1].astype(np.int64), np.diff(offsets).astype(np.int64)
    out = np.zeros(len(lens), np.uint64)
    if len(lens) and lens.max() > 0:
        base = starts[0]
        body = text[base : offsets[-1]].astype(np.uint64) + np.uint64(1)
        place = np.arange(len(body)) - np.repeat(starts - base, lens)
        body *= powers(int(lens.max()))[place]
        full = lens > 0
        out[full] = np.add.reduceat(body, (starts - base)[full])
    return finish_all(out)


def top(hashes: U64) -> U32:
    """The upper 32 bits: all that choosing a bucket needs."""
    return (hashes >> np.uint64(32)).astype(np.uint32)


def bits_for(count: int, per_bucket: int) -> int:
    """How many bits choose among enough buckets for that many."""
    return max(1, (max(count, 1) // per_bucket).bit_length())


def buckets(hashes: U32, rows: U32, per_bucket: int = 4) -> tuple[U32, U32]:
    """Rows grouped by the top bits of their hash: (offsets of 2**k buckets, rows); look up with `bucket`."""
    bits = bits_for(len(hashes), per_bucket)
    keys = (hashes >> np.uint32(32 - bits)).astype(np.uint64) << np.uint64(32) | rows
    keys.sort()
    edges = np.arange((1 << bits) + 1, dtype=np.uint64) << np.uint64(32)
    offsets = np.searchsorted(keys, edges).astype(np.uint32)
    return offsets, (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32)


def bucket(hashed: int, offsets: U32, rows: U32) -> U32:
    """The rows that may have this hash; ValueError where the offsets cannot be right."""
    at = hashed >> (64 - (len(offsets) - 1).bit_length() + 1)
    low, high = int(offsets[at]), int(offsets[at + 1])
    if not low <= high <= len(rows) or high - low > MAX_BUCKET:
        raise ValueError(high - low)
    return rows[low:high]
