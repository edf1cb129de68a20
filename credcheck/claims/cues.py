"""Habits and signs of bios: disclaimers, pronouns, politics, sales, contact elsewhere."""

from __future__ import annotations

from credcheck.claims._calling_language import calls_in_another_language
from credcheck.claims._draft import Draft
from credcheck.claims._language import language_country
from credcheck.claims._shared import shared
from credcheck.claims._words import pattern, pattern_names, words
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Sentence, Span

_IN_NAMES = frozenset({"pronouns", "parody", "political", "fan"})
_ENGLISH = words("cues.english")
_FEW = 2
_FOREIGN = words("cues.foreign") - _ENGLISH


class Cues(Extractor):
    """Reads the habits and signs that rules look at: disclaimers, pronouns, politics, sales, contact elsewhere."""

    order = 95

    def extract(self, draft: Draft) -> Draft:
        """The draft with every cue and where it stands."""
        bio, name = draft.bio, draft.name
        for key in pattern_names("cue."):
            cue = key.removeprefix("cue.")
            for text in (bio, name) if cue in _IN_NAMES else (bio,):
                found = pattern(key).search(text.low)
                if found:
                    draft = draft.claim(
                        ClaimKind.CUE, cue, (Span(text.part, *found.span()),), Sentence(f"claims.cue.{cue}")
                    )
                    break
        if _is_foreign(draft) or (not draft.values(ClaimKind.COUNTRY) and calls_in_another_language(draft)):
            draft = draft.claim(ClaimKind.CUE, "non_english", (), Sentence("claims.cue.non_english"))
        if found := pattern("cues.memorial_name").match(name.low):
            said = Span(name.part, *found.span())
            draft = draft.claim(ClaimKind.CUE, "memorial", (said,), Sentence("claims.cue.memorial"))
        if span := shared(draft):
            draft = draft.claim(ClaimKind.CUE, "shared", (span,), Sentence("claims.cue.shared"))
        if "anonymous" in draft.values(ClaimKind.SUBJECT):
            draft = draft.claim(ClaimKind.CUE, "anonymous", (), Sentence("claims.cue.anonymous"))
        return draft


def _is_foreign(draft: Draft) -> bool:
    """Whether the bio is written in another language or script."""
    words = [w for w in draft.bio.words if w.kind == "word"]
    if not words:
        return False
    foreign = sum(w.fold in _FOREIGN for w in words) + sum(not w.fold.isascii() for w in words)
    english = sum(w.fold in _ENGLISH for w in words)
    return (foreign >= _FEW and foreign > english) or bool(language_country(draft.bio))
