"""Instagram, by Meta."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.model import Reading, ReadingKind, Sentence
from credcheck.platforms._address import address
from credcheck.platforms._reading import nothing, other, profile_of
from credcheck.platforms._words import words
from credcheck.platforms.interface import Platform

_HOSTS = ("instagram.com", "instagr.am")
_HANDLE = re.compile(r"[A-Za-z0-9._]{1,30}")
_RESERVED = words(
    "p reel reels explore stories accounts about legal direct tv developer web share s privacy terms oauth api "
    "directory challenge emails session your_activity notifications download"
)
_POSTS = ("p", "reel", "tv")


class Instagram(Platform):
    """Instagram: addresses on instagram.com and instagr.am; the profile itself is pasted."""

    id: ClassVar[str] = "instagram"
    title: ClassVar[str] = "Instagram"
    order: ClassVar[int] = 41
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.instagram")

    def read(self, text: str) -> Reading | None:
        """Profiles and stories on Instagram."""
        found = address(text)
        if found is None or not found.under(*_HOSTS):
            return None
        if not found.on(*_HOSTS):
            return nothing(self.id)
        if found.at(0) == "stories" and found.at(1) != "highlights" and _HANDLE.fullmatch(found.at(1)):
            return other(self.id, ReadingKind.POST, found.at(1), _url(found.at(1)))
        name = found.at(1) if found.at(0) == "_u" else found.at(0).removeprefix("@")
        if name.lower() in _RESERVED or not _HANDLE.fullmatch(name):
            return nothing(self.id)
        if found.at(1) in _POSTS and found.at(2):
            return other(self.id, ReadingKind.POST, name, _url(name))
        return profile_of(self.id, name, _url(name))


def _url(name: str) -> str:
    return f"https://www.instagram.com/{name}/"
