"""Text as a page of ink can show it: inert, cut where it would run off the page, and only letters the fonts have."""

from __future__ import annotations

import re
import struct
import unicodedata
from bisect import bisect_right
from functools import cache

from credcheck import resources
from credcheck.text import visible

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
CUT = "\u200b"
UNSEEN = {"\n", "\u200c", "\u200d", "\ufe0e", "\ufe0f"}
"""Characters without a shape of their own, which fonts need not have."""
MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
PILE = re.compile(f"(?<=[{MARKS}]{{8}})[{MARKS}]+")
"""Marks above and below a letter beyond the eighth: no script needs them, and thousands take minutes to set."""
UNIT = re.compile(r"(?<=\d) (?=%|UTC)")
"""A number and its unit, which no end of a line may part."""
LONG_WORD = re.compile(r"[^\s/?-]{31,}")
"""More letters than a narrow column holds, without a sign after which a line may end."""
SIGN, RUN = re.compile(r"(?<=\w)[._@:&=]+(?=\w)"), re.compile(r"[^._@:&=\u200b]{24}(?=[^._@:&=\u200b]{6})")
"""Where such a word is cut: after its signs, else anywhere."""


def ink(text: str) -> str:
    """Safe text; a letter that no font here has is shown by its number, so that nothing is dropped unseen."""
    flat = PILE.sub(lambda found: f"[U+{ord(found[0][0]):04X} … ×{len(found[0])}]", visible(text))
    held = UNIT.sub("\u00a0", flat)
    return "".join(c if c in UNSEEN or drawable(c) else f"[U+{ord(c):04X}]" for c in held)


def foreign(text: str) -> str:
    """A text somebody else wrote, kept from turning or stretching the line around it."""
    return f"{FIRST_STRONG_ISOLATE}{LONG_WORD.sub(_with_cuts, ink(text))}{POP_ISOLATE}" if text else ""


def _with_cuts(word: re.Match[str]) -> str:
    return RUN.sub(rf"\g<0>{CUT}", SIGN.sub(rf"\g<0>{CUT}", word[0]))


def direction(text: str) -> str:
    """Which way a text runs, by its first letter that has a direction: "rtl" or "ltr"."""
    ways = (unicodedata.bidirectional(char) for char in text)
    return next(("rtl" if way in ("R", "AL") else "ltr" for way in ways if way in ("L", "R", "AL")), "ltr")


def drawable(char: str) -> bool:
    """Whether one of our fonts has this character."""
    starts, ends = _ranges()
    place = bisect_right(starts, ord(char)) - 1
    return place >= 0 and ord(char) <= ends[place]


@cache
def _ranges() -> tuple[list[int], list[int]]:
    """What the fonts have, all together, as ascending ranges."""
    found = sorted(pair for file in (resources.folder() / "fonts").glob("*.ttf") for pair in covered(file.read_bytes()))
    starts, ends = [0], [-1]
    for start, end in found:
        if start <= ends[-1] + 1:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def covered(font: bytes) -> list[tuple[int, int]]:
    """The ranges of characters in a font's `cmap` table, formats 4 and 12 (OpenType specification)."""
    tables = {font[at : at + 4]: struct.unpack_from(">II", font, at + 8) for at in range(12, 12 + 16 * font[5], 16)}
    cmap = tables[b"cmap"][0]
    subtables = {
        cmap + struct.unpack_from(">HHI", font, cmap + 4 + 8 * n)[2]
        for n in range(struct.unpack_from(">H", font, cmap + 2)[0])
    }
    readers = {4: _format_4, 12: _format_12}
    found = ((readers.get(struct.unpack_from(">H", font, at)[0]), at) for at in subtables)
    return [pair for read, at in found if read for pair in read(font, at)]


def _format_4(font: bytes, at: int) -> list[tuple[int, int]]:
    size = struct.unpack_from(">H", font, at + 6)[0]
    ends = struct.unpack_from(f">{size // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{size // 2}H", font, at + 16 + size)
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start != 0xFFFF]


def _format_12(font: bytes, at: int) -> list[tuple[int, int]]:
    groups = struct.unpack_from(">I", font, at + 12)[0]
    return [struct.unpack_from(">II", font, at + 16 + 12 * n) for n in range(groups)]
