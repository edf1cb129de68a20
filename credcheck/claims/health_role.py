"""Does the holder claim to be, or to have been, a health professional, trainee, student or biomedical scientist?"""

from __future__ import annotations

import re

from credcheck.claims._draft import Draft
from credcheck.claims._mentions import CLINICAL
from credcheck.claims._untrained import is_untrained
from credcheck.claims._words import pattern
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Credential, Part, Sentence

_LINK = re.compile(r"https?://\S+")
_BIOMEDICAL = pattern("health_role.biomedical")
_NOT_BIOMEDICAL = pattern("health_role.not_biomedical")


class HealthRole(Extractor):
    """Decides whether a health role is claimed, from professions, post-nominals and what is researched."""

    order = 85

    def extract(self, draft: Draft) -> Draft:
        """The draft with one yes/no claim."""
        professions = set(draft.values(ClaimKind.PROFESSION))
        spans = tuple(
            s
            for c in draft.of(ClaimKind.PROFESSION)
            if c.value in CLINICAL | {"medical_student", "researcher"}
            for s in c.spans
        )
        if "persona" in draft.values(ClaimKind.SUBJECT):
            said = tuple(s for c in draft.of(ClaimKind.SUBJECT) for s in c.spans)
            return draft.claim(ClaimKind.HEALTH_ROLE, False, said, Sentence("claims.health_role.denied"))
        if draft.values(ClaimKind.NEGATED) == (True,) and not _is_something_else(draft):
            said = tuple(s for c in draft.of(ClaimKind.NEGATED) for s in c.spans)
            return draft.claim(ClaimKind.HEALTH_ROLE, False, said, Sentence("claims.health_role.denied"))
        if professions & (CLINICAL | {"medical_student"}):
            return draft.claim(ClaimKind.HEALTH_ROLE, True, spans, Sentence("claims.health_role.profession"))
        if "researcher" in professions and is_biomedical(draft):
            return draft.claim(ClaimKind.HEALTH_ROLE, True, spans, Sentence("claims.health_role.science"))
        return draft.claim(ClaimKind.HEALTH_ROLE, False, (), Sentence("claims.health_role.no"))


def _is_something_else(draft: Draft) -> bool:
    """Whether one calling is denied and another claimed: "Nurse, not a doctor"; a post-nominal claims it as well."""
    if any(isinstance(v, Credential) and v.profession for v in draft.values(ClaimKind.CREDENTIAL)):
        return True
    if is_untrained(draft):
        return False
    denied = [s for c in draft.of(ClaimKind.NEGATED) for s in c.spans]
    joked = pattern("subject.persona").search(draft.bio.low) is not None
    others = [c for c in draft.of(ClaimKind.PROFESSION) if c.value in CLINICAL - {"physician"}]
    spans = [s for c in others for s in c.spans]
    apart = all(s.part is not d.part or s.end <= d.start or d.end <= s.start for s in spans for d in denied)
    return bool(others) and apart and not joked


def is_biomedical(draft: Draft) -> bool:
    """Whether a researcher's science is biomedical."""
    for mention in draft.mentions:
        if mention.is_own() and mention.field:
            return mention.field.health
    bio = _LINK.sub(" ", draft.bio.low)
    if pattern("health_role.never").search(bio):
        return False
    fields = [e.value for h in draft.hits if (e := h.get("field"))]
    if any(getattr(f, "health", False) for f in fields) or any(h.get("spec") for h in draft.hits_in(Part.BIO)):
        return True
    return bool(_BIOMEDICAL.search(bio)) and not (_NOT_BIOMEDICAL.search(bio) and len(_BIOMEDICAL.findall(bio)) < 2)
