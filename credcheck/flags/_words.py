"""Word patterns of the rules, kept as a list with sources, and where they stand in a text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from credcheck import lists
from credcheck.lookalike import confusables
from credcheck.text import hidden

LONGEST = 5000
_NEGATED = re.compile(
    r"(?:\b(?:no|not|never|nothing(?:['’]s)?|none|cannot|hardly|without|non|sin|sem|sans|pas de|ohne|keine?|senza|"
    r"без|не|нет)|"
    r"n't|n’t)(?: \w+){0,2} ?$"
)
_TAGS = range(0xE0020, 0xE007F)
"""Invisible twins of the ASCII characters."""
_WORD = re.compile(r"[^\W\d_]+")


def found_in(text: str, family: str) -> list[tuple[int, int]]:
    """Where words of a family stand in the text as it is read, negated ones left out."""
    low, at = plain(text)
    found = [m.span() for pattern in _patterns(family) for m in pattern.finditer(low) if m[0]]
    return sorted((at[a], at[b - 1] + 1) for a, b in found if not _NEGATED.search(low[max(0, a - 24) : a]))


def spot(text: str, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """Where a pattern for small letters first stands in the text as it is read, unless it is negated there."""
    low, at = plain(text)
    found = (m.span() for m in pattern.finditer(low) if m[0])
    return next(((at[a], at[b - 1] + 1) for a, b in found if not _NEGATED.search(low[max(0, a - 24) : a])), None)


@lru_cache(maxsize=64)
def plain(text: str) -> tuple[str, tuple[int, ...]]:
    """The text in small plain letters, and where in it each of them stands.

    Ornamental letters and the invisible twins of letters are read as these; other characters that cannot be seen are
    left out, and letters of other scripts within a Latin word are read as those they look like.
    """
    text = text[:LONGEST]
    unseen = {i for i in hidden(text) if ord(text[i]) not in _TAGS}
    kept = [(_letter(c), i) for i, c in enumerate(text) if i not in unseen]
    low = _undisguised("".join(c for c, _ in kept))
    return low, tuple(i for _, i in kept)


@cache
def _patterns(family: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in lists.rows("flag_words") if row["family"] == family)


def _letter(char: str) -> str:
    """The small plain letter of a character; what would become several stays as it is, so that places hold."""
    if ord(char) < 128:
        return char.lower()
    char = chr(ord(char) - 0xE0000) if ord(char) in _TAGS else char
    flat = unicodedata.normalize("NFKC", char)
    low = (flat if len(flat) == 1 else char).lower()
    return low if len(low) == 1 else char


def _undisguised(low: str) -> str:
    """Letters of other scripts within a word that holds Latin letters as those they look like."""
    return _WORD.sub(lambda m: _as_latin(m[0]), low) if not low.isascii() else low


def _as_latin(word: str) -> str:
    if not any("a" <= c <= "z" for c in word) or all(c < "\u0250" for c in word):
        return word
    known = confusables()
    read = (known.get(c, c).lower() if c >= "\u0250" else c for c in word)
    return "".join(new if len(new) == 1 else old for new, old in zip(read, word, strict=True))
