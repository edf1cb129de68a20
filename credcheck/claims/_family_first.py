"""Names that begin with the family name and show by their letters that they do.

Latin letters alone never tell the order of a name. Vietnamese ones do: letters such as ễ, ạ, ơ and đ beside one of the
few dozen Vietnamese family names in front, and none behind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from credcheck.claims._tokens import fold
from credcheck.claims._words import words

_MARKED = re.compile("[ăđơư\u1ea0-\u1ef9]", re.IGNORECASE)
_FAMILIES = words("names.vietnamese_families")
_LONGEST = 5


def is_vietnamese(pieces: Sequence[str]) -> bool:
    """Whether the letters show a Vietnamese name, and it begins with a family name."""
    if not 1 < len(pieces) <= _LONGEST or not _MARKED.search(normalize("NFC", " ".join(pieces))):
        return False
    return fold(pieces[0]) in _FAMILIES and fold(pieces[-1]) not in _FAMILIES
