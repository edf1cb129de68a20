"""Whether a display name is that of two people: "Jane & John Example", "Jane Example MD and John Sample MD"."""

from __future__ import annotations

import re

from credcheck.claims._draft import Draft
from credcheck.claims._known_names import names
from credcheck.claims._name_words import TITLES, is_given
from credcheck.claims._post_nominals import post_nominals, tight
from credcheck.claims._tokens import fold
from credcheck.model import Part, Span

_JOINED = re.compile(r"(?<=[\w.)])\s*(?:&|\+|\band\b|\bund\b|\bet\b)\s*(?=\w)", re.IGNORECASE)
_PARTS = re.compile(r"[|•·:;~/(\[–—]|\s-\s")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


def shared(draft: Draft) -> Span | None:
    """Where the name joins two people, or None: each side begins with a given name, and a family name follows."""
    text = draft.name.original[:120]
    end = found.start() if (found := _PARTS.search(text)) else len(text)
    joined = _JOINED.search(text, 0, end)
    if joined is None:
        return None
    one, other = _people(text[: joined.start()]), _people(text[joined.end() : end])
    known = names()
    given = bool(one and other) and is_given(one[0]) and is_given(other[0])
    whole = len(other) > 1 and other[-1] not in known.words
    return Span(Part.NAME, 0, end) if given and whole and len(one) <= 3 and len(other) <= 3 else None


def _people(text: str) -> list[str]:
    """The words of a name without titles and degrees, folded."""
    words = [w for w in _WORD.findall(text.replace(",", " ")) if tight(w) not in post_nominals()]
    return [f for w in words if (f := fold(w.rstrip("."))) and f not in TITLES]
