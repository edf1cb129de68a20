"""What a profile says: Profile -> Claims, one kind of claim a file."""

from __future__ import annotations

import sys
from functools import cache

from credcheck import discover
from credcheck.claims._draft import draft
from credcheck.claims.interface import Extractor
from credcheck.model import Claims, Profile

__all__ = ["Extractor", "extract", "extractors"]


def extract(profile: Profile) -> Claims:
    """Everything a profile claims of its holder, with the spans that say it; pure."""
    found = draft(profile)
    for extractor in extractors():
        found = extractor.extract(found)
    return found.done()


@cache
def extractors() -> tuple[Extractor, ...]:
    """All readers of claims, in the order in which they run."""
    return tuple(plug() for plug in discover.plugs(sys.modules[__name__], Extractor))  # type: ignore[type-abstract]
