"""The language of a bio, as far as its small words tell."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from credcheck.claims._tokens import Text
from credcheck.claims._words import set_names, words

_ENGLISH = words("cues.english")
_FEW, _LETTERS = 2, 8
_SCRIPTS = (
    ("JP", "\u3040", "\u30ff"),
    ("KR", "\uac00", "\ud7af"),
    ("TH", "\u0e00", "\u0e7f"),
    ("GR", "\u0370", "\u03ff"),
    ("IL", "\u0590", "\u05ff"),
)

_OF_SCRIPTS = re.compile("[" + "".join(f"{first}-{last}" for _, first, last in _SCRIPTS) + "]")


def language_country(text: Text) -> str:
    """The country whose language the text is written in ("FR"), or "" for English and for what cannot be told."""
    known = _languages()
    said = [known[w.fold] for w in text.words if w.fold in known and w.kind == "word"]
    best = _most(said) if len(said) >= _FEW else (0, 0, "")
    script = "" if text.low.isascii() or not _OF_SCRIPTS.search(text.low) else _script(text.low)
    if script:
        return script
    if best[0] < _FEW:
        return ""
    return best[-1] if best[0] > sum(w.fold in _ENGLISH for w in text.words if w.kind == "word") else ""


def _script(low: str) -> str:
    """The country in whose script more than a few letters are written."""
    return next((code for code, first, last in _SCRIPTS if sum(first <= c <= last for c in low) > _LETTERS), "")


def _most(said: list[tuple[str, ...]]) -> tuple[int, int, str]:
    """How many words are of a language, how many of no other, and its country: of the one with most of them."""
    counts = Counter(code for codes in said for code in codes)
    alone = Counter(codes[0] for codes in said if len(codes) == 1)
    return max((n, alone[code], code) for code, n in counts.items())


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """The countries whose language has a word."""
    found: dict[str, tuple[str, ...]] = {}
    for name in set_names("language."):
        for word in words(name):
            found[word] = (*found.get(word, ()), name[-2:])
    return found
