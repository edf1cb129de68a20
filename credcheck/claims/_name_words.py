"""What single words are to a personal name: titles, particles, everyday words, given and family names."""

from __future__ import annotations

import re

from credcheck.claims._known_names import names
from credcheck.claims._words import codes, words

TITLES = codes("title")
DOCTORAL = frozenset({"Dr", "Prof"})
PARTICLES = words("names.particles")
STOP = words("names.stop")
VOUCHES = 5
"""A given name of so many letters vouches for an unknown one behind it."""
HAN = re.compile("[\u3400-\u9fff]{2,4}$")
HANGUL = re.compile("[\uac00-\ud7af]{2,4}$")


def is_given(folded: str) -> bool:
    """Whether a word is a given name, be it a less common one."""
    known = names()
    return folded in known.given or folded in known.more


def is_name(folded: str) -> bool:
    """Whether a word is any given or family name, even one that is an everyday word as well."""
    known = names()
    return any(folded in group for group in (known.given, known.more, known.rare, known.family))


def is_everyday(folded: str) -> bool:
    """Whether a word is an everyday one and no given name; two letters are one only where they are grammar ("is")."""
    known = names()
    return len(folded) > (1 if folded in STOP else 2) and folded in known.words and folded not in known.given
