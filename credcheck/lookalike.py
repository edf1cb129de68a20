"""How a name or handle looks to the eye: disguised letters read as the Latin ones they look like. Pure.

The idea is the skeleton of Unicode Technical Standard #39, cut to what a Latin reader takes for a Latin letter, with
the tricks it does not cover: invisible and direction-turning characters, figures for letters, a capital I for an l.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from credcheck import lists
from credcheck.text import fold, hidden, unhide

_LEET = MappingProxyType(
    {"0": "o", "1": "li", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "il", "|": "li"}
)
_TURNED = re.compile("[\u202e\u202b\u2067]([^\u202c\u2069\u202a\u202d\u2066\n]*)[\u202c\u2069\u202a\u202d\u2066]?")
_FORWARD = re.compile("[\u202d\u2066\u202a]")
_CAPITAL_I = re.compile(r"(?<=[a-z])I(?=[a-z])|(?<=\b[A-HJ-Z])I(?=[a-z])|(?<=[a-z])I\b")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_MOST = 6
LONGEST = 300


@cache
def confusables() -> Mapping[str, str]:
    """Characters and the Latin letters they look like."""
    return MappingProxyType({chr(int(r["code"], 16)): r["letters"] for r in lists.rows("confusables")})


def plain(text: str) -> str:
    """The text as the eye reads it, with Latin letters for what looks like them; accents of Latin letters are gone."""
    text = unhide(_turned(text[:LONGEST]))
    known = confusables()
    mapped = "".join(known.get(c, c) for c in unicodedata.normalize("NFC", text))
    mapped = "".join(known.get(c, c) for c in unicodedata.normalize("NFKD", mapped))
    return "".join(c for c in mapped if not unicodedata.combining(c))


def readings(name: str) -> tuple[str, ...]:
    """What a disguised name can be read as, likeliest first; () when nothing in it is disguised."""
    eye = plain(name)
    told = " ".join(_readings(word) for word in eye.split())
    options = _spread(told)
    figures = fold(told) != fold(eye)
    return options if hides(name) or figures or _foreign(name) else ()


def ornamental(name: str) -> bool:
    """Whether all letters of a name come from one alphabet that Unicode itself maps to Latin (bold, script, wide)."""
    letters = [c for c in name if c.isalpha()]
    blocks = {ord(c) >> 8 for c in letters}
    mapped = all(ord(c) > 0x2000 and unicodedata.normalize("NFKC", c).isascii() for c in letters)
    return bool(letters) and mapped and len(blocks) <= 2 and not hides(name)


def hides(name: str) -> bool:
    """Whether invisible or direction-turning characters stand inside the name's words."""
    return any(
        c in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068" or (name[:i][-1:].isalnum() and name[i + 1 : i + 2].isalnum())
        for i in hidden(name)
        for c in (name[i],)
    )


def pairs(name: str) -> tuple[str, ...]:
    """What a name could be meant to look like by pairs of plain letters: rn for m, vv for w."""
    return tuple(name.replace(two, one) for two, one in _PAIRS[:2] if two in name)


def handle_key(handle: str) -> str:
    """What a handle looks like: one key for all that the eye takes for the same."""
    text = fold(plain(handle.removeprefix("@").partition("@")[0])).lower().replace(" ", "")
    for two, one in _PAIRS:
        text = text.replace(two, one)
    return text.translate(str.maketrans("01358i", "olesbl")).replace("4", "a").replace("7", "t")


def domain_key(domain: str) -> str:
    """What a domain looks like: punycode shown as the letters it stands for, then as the eye reads them."""
    labels = [_shown(label) for label in domain.lower().split(".")]
    return ".".join(handle_key(label) for label in labels)


def one_edit(a: str, b: str) -> bool:
    """Whether two words differ by one letter put in, left out, changed, or two neighbours swapped."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    if len(a) == len(b):
        return rest_a[1:] == rest_b[1:] or (rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:])
    return rest_a[1:] == rest_b if len(a) > len(b) else rest_a == rest_b[1:]


def _turned(text: str) -> str:
    """Text as bidi overrides show it: what an override turns around is turned back."""
    if not any("\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" for c in text):
        return text
    shown = _TURNED.sub(lambda m: m[1][::-1] if m[0][0] == "\u202e" else m[1], text)
    return _FORWARD.sub("", shown)


def _readings(word: str) -> str:
    """The word with figures for letters read as letters, each choice as [ab]; a word without letters stays."""
    bare = word.rstrip("!|,.")
    figures = [c for c in bare if c in _LEET]
    if not figures or not any(c.isalpha() for c in bare) or any(c.isdigit() and c not in _LEET for c in bare):
        return _CAPITAL_I.sub("l", word)
    if len(bare) < 3 or re.search(r"[0-9]{4}", bare):
        return word  # a figure beside a letter, or a year
    shown = "".join(f"[{_LEET[c]}]" if c in _LEET and len(_LEET[c]) > 1 else _LEET.get(c, c) for c in bare)
    return shown + word[len(bare) :]


def _spread(told: str) -> tuple[str, ...]:
    options = [""]
    for piece in re.findall(r"\[[a-z]+\]|[^\[]+|\[", told):
        choices = piece[1:-1] if re.fullmatch(r"\[[a-z]+\]", piece) else [piece]
        options = [o + c for o in options for c in choices][:_MOST]
    return tuple(options)


def _foreign(name: str) -> bool:
    """Whether a word of the name is written with letters that look like Latin ones, and reads as a Latin word."""
    return any(any(_disguises(c) for c in word) and _latin(plain(word)) for word in unhide(name).split())


def _disguises(char: str) -> bool:
    """A letter of the table, one that only NFKC turns into Latin, or a stroke laid over a letter."""
    if char in confusables() or "\u0334" <= char <= "\u0338":
        return True
    return ord(char) > 0x2000 and unicodedata.category(char)[0] in "LS" and _latin(unicodedata.normalize("NFKC", char))


def _latin(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return bool(letters) and all(c.isascii() for c in letters)


def _shown(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
