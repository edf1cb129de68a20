"""Whether a bio names the calling in another language only: "Akutläkare", "Fachärztin für Innere Medizin"."""

from __future__ import annotations

from functools import cache

from credcheck import lists
from credcheck.claims._draft import Draft
from credcheck.claims._known_names import names
from credcheck.claims._tokens import fold
from credcheck.model import ClaimKind, Part

_SHORTEST = 5
_ENDINGS = (
    "ist", "ists", "ogy", "ician", "icians", "geon", "geons", "ery", "ics", "iac", "ine", "graphy", "grapher",
    "scopy", "therapy", "metry", "care", "al", "ric", "tive", "doc", "docs",
)  # fmt: skip
"""How English words for callings and fields end that no dictionary holds."""
_SLANG = frozenset({"orthopod", "gasman", "physio", "physios"})
_NOT_ENGLISH = frozenset({"spesialist", "spezialist", "innere", "innerer", "medizin"})


def calls_in_another_language(draft: Draft) -> bool:
    """Whether no word for a calling or field in the bio is English, and there is one."""
    kinds = (ClaimKind.PROFESSION, ClaimKind.SPECIALTY)
    spans = {s for kind in kinds for c in draft.of(kind) for s in c.spans if s.part is Part.BIO}
    called = " ".join(draft.profile.quote(s) for s in spans).replace("-", " ").replace("/", " ")
    told = [w for w in (fold(w.strip(".,")) for w in called.split()) if len(w) >= _SHORTEST and w.isalpha()]
    return bool(told) and not any(_is_english(w) for w in told)


def _is_english(word: str) -> bool:
    if word in _NOT_ENGLISH:
        return False
    return word.endswith(_ENDINGS) or word in _SLANG or word in names().words or word in _health()


@cache
def _health() -> frozenset[str]:
    """The English words of the register's own labels, and what fields are called in short."""
    labels = [entry.label for entry in lists.taxonomy().values()]
    short = [row["abbreviations"].replace("|", " ") for row in lists.rows("specialties")]
    return frozenset(fold(w.strip("(),:")) for text in (*labels, *short) for w in text.replace("/", " ").split())
