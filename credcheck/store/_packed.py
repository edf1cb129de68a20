"""What the database keeps packed, unpacked within a bound: a row that somebody else wrote may be a bomb."""

from __future__ import annotations

import zlib

MOST = 64_000_000
"""More than any report that is read, or any answer that `net` takes."""


def unpacked(body: bytes, most: int = MOST) -> bytes:
    """The bytes behind a packed body; `zlib.error` where they are damaged, cut or far too many."""
    inflate = zlib.decompressobj()
    found = inflate.decompress(body, most)
    if not inflate.eof:
        raise zlib.error("cut, or too large")
    return found
