"""Doximity, a directory of US clinicians."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.model import Reading, Sentence
from credcheck.platforms._address import address
from credcheck.platforms._reading import nothing, profile_of
from credcheck.platforms.interface import Platform

_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,120}")


class Doximity(Platform):
    """Doximity: public pages and signed-in profiles; a page there may exist without its holder having claimed it."""

    id: ClassVar[str] = "doximity"
    title: ClassVar[str] = "Doximity"
    order: ClassVar[int] = 50
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.doximity")

    def read(self, text: str) -> Reading | None:
        """Profiles on Doximity."""
        found = address(text)
        if found is None or not found.under("doximity.com"):
            return None
        kind, slug = found.at(0), found.at(1)
        if kind not in ("pub", "profiles", "cv") or not _SLUG.fullmatch(slug):
            return nothing(self.id)
        return profile_of(self.id, slug, f"https://www.doximity.com/{kind}/{slug}")
