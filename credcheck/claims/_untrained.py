"""Who says that they have no medical training, and claims no health calling beside it."""

from __future__ import annotations

from credcheck.claims._draft import Draft
from credcheck.claims._meant import Scope
from credcheck.claims._mentions import CLINICAL
from credcheck.claims._words import pattern
from credcheck.model import ClaimKind, Credential, Part, Span


def is_untrained(draft: Draft) -> Span | None:
    """Where somebody without a health post-nominal or calling of their own says that they have no medical training."""
    if "medical" not in draft.bio.low and "nursing" not in draft.bio.low:
        return None
    found = pattern("negation.untrained").search(draft.bio.low)
    bio = any(
        m.scope is Scope.SELF and m.profession in CLINICAL and m.hit.text.part is Part.BIO for m in draft.mentions
    )
    held = any(isinstance(v, Credential) and v.profession for v in draft.values(ClaimKind.CREDENTIAL))
    return Span(Part.BIO, *found.span()) if found and not bio and not held else None
