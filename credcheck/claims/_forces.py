"""Armed forces in which the holder serves or served: "US Army veteran", "former Royal Navy officer"."""

from __future__ import annotations

from credcheck.claims._ground import Ground, Reading
from credcheck.claims._words import words

_FORCES = words("forces.one")
_PAIRS = frozenset({("air", "force"), ("marine", "corps"), ("coast", "guard"), ("national", "guard")})
_WHOSE = words("forces.whose")
_SERVED = words("forces.served")
_OVER = words("institutions.former") | words("scope.retired")


def forces(ground: Ground) -> list[Reading]:
    """The armed forces named before a word for who served, or behind "former" or "retired"."""
    found: list[Reading] = []
    all_words = ground.text.words
    for i, word in enumerate(all_words):
        last = i if word.fold in _FORCES else i + 1 if _is_pair(ground, i) else -1
        if last < 0 or not word.is_capital():
            continue
        first = i - 1 if ground.joins(i) and all_words[i - 1].fold in _WHOSE else i
        behind = all_words[last + 1].fold if ground.joins(last + 1) else ""
        behind = all_words[last + 2].fold if behind in ("combat", "war") and ground.joins(last + 2) else behind
        over = first > 0 and ground.joins(first) and all_words[first - 1].fold in _OVER
        if behind in _SERVED or over:
            found.append((first, last, None, "claims.institution.office"))
    return found


def _is_pair(ground: Ground, i: int) -> bool:
    behind = ground.text.words[i + 1 : i + 2]
    return bool(behind) and ground.joins(i + 1) and (ground.text.words[i].fold, behind[0].fold) in _PAIRS
