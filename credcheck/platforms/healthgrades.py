"""Healthgrades, a directory of US clinicians."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.model import Reading, Sentence
from credcheck.platforms._address import address
from credcheck.platforms._reading import nothing, profile_of
from credcheck.platforms.interface import Platform

_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,120}")


class Healthgrades(Platform):
    """Healthgrades: pages about clinicians, which the site makes itself."""

    id: ClassVar[str] = "healthgrades"
    title: ClassVar[str] = "Healthgrades"
    order: ClassVar[int] = 52
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.healthgrades")

    def read(self, text: str) -> Reading | None:
        """Pages of physicians, dentists and other providers on Healthgrades."""
        found = address(text)
        if found is None or not found.under("healthgrades.com"):
            return None
        kind, slug = found.at(0), found.at(1)
        if kind not in ("physician", "dentist", "providers") or not _SLUG.fullmatch(slug):
            return nothing(self.id)
        return profile_of(self.id, slug, f"https://www.healthgrades.com/{kind}/{slug}")
