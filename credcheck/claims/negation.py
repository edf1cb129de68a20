"""Denials and parody: "not a doctor", "Dr. of memes", "parody account"."""

from __future__ import annotations

from credcheck.claims._draft import Draft
from credcheck.claims._meant import Scope
from credcheck.claims._mentions import CLINICAL
from credcheck.claims._untrained import is_untrained
from credcheck.claims._words import pattern
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Credential, Part, Sentence, Span

PARODY = pattern("negation.parody")

_DEGREES = frozenset({"md", "do", "rn", "np", "dds"})


class Negation(Extractor):
    """Reads denials of a health role and declared parody; "not your doctor" and "not medical advice" are neither."""

    order = 37

    def extract(self, draft: Draft) -> Draft:
        """The draft with one yes/no claim."""
        span = denial(draft)
        if span is None:
            return draft.claim(ClaimKind.NEGATED, False, (), Sentence("claims.negated.no"))
        quote = draft.profile.quote(span)
        return draft.claim(ClaimKind.NEGATED, True, (span,), Sentence("claims.negated.yes", text=quote))


def denial(draft: Draft) -> Span | None:
    """Where the profile denies a health role or says that it jokes."""
    untrained = is_untrained(draft)
    if untrained:
        return untrained
    for text in (draft.name, draft.bio):
        found = PARODY.search(text.low)
        if found and not _affirmed(draft, found.group()):
            return Span(text.part, *found.span())
    for mention in draft.mentions:
        if (
            mention.scope is Scope.DENIED
            and mention.profession in CLINICAL
            and not any(m.scope is Scope.SELF and m.profession in CLINICAL for m in draft.mentions)
        ):
            return mention.span()
    return None


def _denies_another_degree(draft: Draft, words: str) -> bool:
    """Whether only another degree than the one behind the name is denied: "Jane Do, MD": "not a DO"."""
    held = {
        c.value.code.lower()
        for c in draft.of(ClaimKind.CREDENTIAL)
        if isinstance(c.value, Credential) and any(s.part is Part.NAME for s in c.spans)
    }
    denied = words.rpartition(" ")[2].replace(".", "")
    return denied in _DEGREES and bool(held & (_DEGREES - {denied}))


def _affirmed(draft: Draft, words: str) -> bool:
    """Whether a denial of one thing stands beside an affirmed health profession ("no virologist, only internist")."""
    plain = words.lower()
    if "parod" in plain or "satir" in plain or "spoof" in plain:
        return False
    if _denies_another_degree(draft, plain):
        return True
    return any(
        m.scope is Scope.SELF and m.profession in CLINICAL and m.hit.text.part is Part.BIO and m.clinical
        for m in draft.mentions
    )
