"""A perceptual hash of a picture: the same picture in another size or format differs in a few of its 64 bits.

Only pictures that lie on this machine are hashed, and only the hash is kept. Without the optional extra `pictures`
(Pillow) there is none. Sizes are told by a picture's head before anything in it is unpacked.
"""

from __future__ import annotations

import importlib
import io
from itertools import pairwise
from typing import Any

CAP_BYTES = 8_000_000
CAP_PIXELS = 24_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_WIDE, _HIGH = 9, 8
_LEAST = 12
"""A picture whose brightness varies less than this is one colour: every such picture would look like another."""


def fingerprint(content: bytes) -> str:
    """The hash in hexadecimal; "" for what is no picture, too large, of one colour, or without Pillow."""
    shades = _shades(content) if 0 < len(content) <= CAP_BYTES else ()
    if not shades or max(shades) - min(shades) < _LEAST:
        return ""
    rows = [shades[y * _WIDE : (y + 1) * _WIDE] for y in range(_HIGH)]
    bits = [left > right for row in rows for left, right in pairwise(row)]
    return f"{sum(bit << n for n, bit in enumerate(bits)):016x}"


def _shades(content: bytes) -> tuple[int, ...]:
    """The brightness of the picture in nine by eight fields, the first image of several."""
    try:
        pillow = importlib.import_module("PIL.Image")
    except ImportError:
        return ()
    try:
        with pillow.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > CAP_PIXELS:
                return ()
            return tuple(_plain(picture, pillow).tobytes())
    except (
        OSError,
        SyntaxError,
        ValueError,
        MemoryError,
        pillow.DecompressionBombError,
        pillow.DecompressionBombWarning,
    ):
        return ()  # Pillow raises these for broken pictures


def _plain(picture: Any, pillow: Any) -> Any:
    """In shades of grey on white, shrunk to the fields."""
    picture.draft("L", (_WIDE * 16, _HIGH * 16))
    whole = picture.convert("RGBA")
    ground = pillow.new("RGBA", whole.size, (255, 255, 255, 255))
    ground.alpha_composite(whole)
    return ground.convert("L").resize((_WIDE, _HIGH), pillow.Resampling.BOX)
