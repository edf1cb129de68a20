"""Text without effects: folding, what is safe to show, check digits, similarity."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ß": "ss",
        "ı": "i",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "þ": "th",
        "Þ": "Th",
        "ð": "d",
    }
)
# Bidi controls, zero-width characters, soft hyphen, variation selectors and tags: invisible, and able to disguise text.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0d\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BREAK = str.maketrans("\u2028\u2029", "\n\n")
"""Line breaks that not every program knows for such."""


def fold(text: str) -> str:
    """Upper-case letters and digits separated by single spaces; accents, apostrophes and hidden characters gone."""
    if text.isascii() and (text.isalnum() or not text):
        return text.upper()
    text = unicodedata.normalize("NFKD", unhide(text).translate(_PLAIN))
    text = "".join(c for c in text if not unicodedata.combining(c)).upper()
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"['’‘`´.]", "", text)).replace("_", " ").split())


def tight(text: str) -> str:
    """`fold` without spaces: O'Brien-Smith -> OBRIENSMITH."""
    return fold(text).replace(" ", "")


def at(handle: str) -> str:
    """A handle as people write it: with one @ before it."""
    return f"@{handle.removeprefix('@')}" if handle else ""


def unhide(text: str) -> str:
    """The text without zero-width and bidi control characters."""
    return _HIDDEN.sub("", text)


def hidden(text: str) -> tuple[int, ...]:
    """Where zero-width and bidi controls stand (code point offsets); emoji joiners and ZWJ scripts excepted."""
    return tuple(m.start() for m in _HIDDEN.finditer(text) if not _joins(text, m.start()))


def visible(text: str) -> str:
    """Safe to show: hidden and control characters become a visible mark, line breaks stay."""
    return _CONTROL.sub("\ufffd", "".join(_mark(text, i, c) for i, c in enumerate(text))).translate(_BREAK)


def _mark(text: str, at: int, char: str) -> str:
    if not _HIDDEN.match(char) or _joins(text, at):
        return char
    return f"[U+{ord(char):04X}]"


def _joins(text: str, at: int) -> bool:
    """Whether ZWJ/ZWNJ/variation selectors do honest work here: inside emoji or inside a script that needs them."""
    char = text[at]
    if "\ufe00" <= char <= "\ufe0f":
        return at > 0
    if char not in "\u200c\u200d" or at == 0 or at + 1 >= len(text):
        return "\U000e0020" <= char <= "\U000e007f" and "\U0001f3f4" in text[:at]
    before = text[at - 1] if text[at - 1] != "\ufe0f" or at < 2 else text[at - 2]
    return unicodedata.category(before) in ("So", "Sk") or _script_joins(before)


def _script_joins(char: str) -> bool:
    name = unicodedata.name(char, "")
    return name.startswith(
        (
            "ARABIC",
            "DEVANAGARI",
            "BENGALI",
            "MALAYALAM",
            "TAMIL",
            "TELUGU",
            "KANNADA",
            "SINHALA",
            "GUJARATI",
            "GURMUKHI",
            "ORIYA",
            "SYRIAC",
            "MONGOLIAN",
            "KHMER",
            "MYANMAR",
        )
    )


def is_npi(digits: str) -> bool:
    """Whether ten digits carry a valid NPI check digit: Luhn over "80840" + NPI, first digit 1 or 2."""
    if not re.fullmatch(r"[12][0-9]{9}", digits):
        return False
    return _luhn("80840" + digits) == 0


def is_orcid(orcid: str) -> bool:
    """Whether "0000-0000-0000-000X" carries a valid check digit (ISO 7064 MOD 11-2)."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]", orcid):
        return False
    digits, total = orcid.replace("-", ""), 0
    for char in digits[:-1]:
        total = (total + int(char)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))


def _luhn(digits: str) -> int:
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10


def similarity(a: str, b: str) -> float:
    """Jaro-Winkler similarity of two folded words, 0 to 1."""
    from rapidfuzz.distance import JaroWinkler  # here, since the window needs this module before its first paint

    return float(JaroWinkler.similarity(a, b))


def finished(html: str) -> str:
    """Markup without what is never finished: an open comment hides the rest, as in a browser, and half a tag is none.

    Python's parser looks for the end of each such piece to the end of the page again and again: a page of comments that
    never end took minutes.
    """
    html = html.replace("<![", "<!-")  # a browser ends both at the next ">"
    kept, at = [], 0
    while (start := html.find("<!--", at)) >= 0:
        end = html.find("-->", start + 2)
        if end < 0:
            html = html[:start]
            break
        kept.append(html[at : end + 3])
        at = end + 3
    whole = "".join([*kept, html[at:]])
    end = whole.rfind(">") + 1
    return whole[:end] + whole[end:].partition("<")[0]
