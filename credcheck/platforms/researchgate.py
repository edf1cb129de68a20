"""ResearchGate."""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import quote

from credcheck.model import Reading, ReadingKind, Sentence
from credcheck.platforms._address import address
from credcheck.platforms._reading import nothing, other, profile_of
from credcheck.platforms.interface import Platform

_HOME = "https://www.researchgate.net"
_SLUG = re.compile(r"[\w.'’-]{1,120}")


class ResearchGate(Platform):
    """ResearchGate: profiles, and author pages that nobody has claimed."""

    id: ClassVar[str] = "researchgate"
    title: ClassVar[str] = "ResearchGate"
    order: ClassVar[int] = 51
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.researchgate")

    def read(self, text: str) -> Reading | None:
        """Profiles and unclaimed author pages on ResearchGate."""
        found = address(text)
        if found is None or not found.under("researchgate.net"):
            return None
        kind, slug = found.at(0), found.at(1)
        if kind not in ("profile", "scientific-contributions") or not _SLUG.fullmatch(slug):
            return nothing(self.id)
        url = f"{_HOME}/{kind}/{quote(slug, safe='-_.')}"
        if kind == "profile":
            return profile_of(self.id, slug, url)
        return other(self.id, ReadingKind.UNCLAIMED_PROFILE, slug, url)
