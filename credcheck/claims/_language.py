"""The language of a bio, as far as its small words tell."""

from __future__ import annotations

from collections import Counter
from functools import cache

from credcheck.claims._tokens import Text
from credcheck.claims._words import set_names, words

_ENGLISH = words("cues.english")
_SCRIPTS = (
    ("JP", "\u3040", "\u30ff"),
    ("KR", "\uac00", "\ud7af"),
    ("TH", "\u0e00", "\u0e7f"),
    ("GR", "\u0370", "\u03ff"),
    ("IL", "\u0590", "\u05ff"),
)


def language_country(text: Text) -> str:
    """The country whose language the text is written in ("FR"), or "" for English and for what cannot be told."""
    folds = [w.fold for w in text.words if w.kind == "word"]
    english = sum(f in _ENGLISH for f in folds)
    counts = Counter(code for f in folds for code in _languages().get(f, ()))
    alone = Counter(codes[0] for f in folds if len(codes := _languages().get(f, ())) == 1)
    best = max(((n, alone[code], code) for code, n in counts.items()), default=(0, 0, ""))
    foreign = "" if text.low.isascii() else "".join(c for c in text.low if c > "\u036f")
    script = next((code for code, low, high in _SCRIPTS if sum(low <= c <= high for c in foreign) > 8), "")
    if script:
        return script
    return best[-1] if best[0] >= 2 and best[0] > english else ""


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """The countries whose language has a word."""
    found: dict[str, tuple[str, ...]] = {}
    for name in set_names("language."):
        for word in words(name):
            found[word] = (*found.get(word, ()), name[-2:])
    return found
