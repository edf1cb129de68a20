"""What a profile says: Profile -> Claims, one kind of claim a file."""

from __future__ import annotations

import sys
from functools import cache

from credcheck import discover
from credcheck.claims import _corrected
from credcheck.claims._corrected import EDITABLE, without
from credcheck.claims._draft import draft
from credcheck.claims.interface import Extractor
from credcheck.model import Claim, ClaimKind, Claims, Profile, Span

__all__ = ["EDITABLE", "Extractor", "added", "extract", "extractors", "replaced", "without"]


def extract(profile: Profile) -> Claims:
    """Everything a profile claims of its holder, with the spans that say it; pure."""
    found = draft(profile)
    for extractor in extractors():
        found = extractor.extract(found)
    return found.done()


def replaced(claims: Claims, old: Claim, text: str) -> Claims:
    """The claims with one of them read anew from what the user typed; BadInput where it cannot be read."""
    return _corrected.replaced(extract, claims, old, text)


def added(claims: Claims, kind: ClaimKind, text: str, spans: tuple[Span, ...] = ()) -> Claims:
    """The claims with one more that the user typed; BadInput where it cannot be read."""
    return _corrected.added(extract, claims, kind, text, spans)


@cache
def extractors() -> tuple[Extractor, ...]:
    """All readers of claims, in the order in which they run."""
    return tuple(plug() for plug in discover.plugs(sys.modules[__name__], Extractor))  # type: ignore[type-abstract]
