"""Google Scholar."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.model import Reading, Sentence
from credcheck.platforms._address import address
from credcheck.platforms._reading import nothing, profile_of
from credcheck.platforms.interface import Platform

_HOST = re.compile(r"scholar\.google\.(?:com?\.)?[a-z]{2,3}")
_USER = re.compile(r"[A-Za-z0-9_-]{12}")


class Scholar(Platform):
    """Google Scholar: author pages, made by whoever signs in."""

    id: ClassVar[str] = "scholar"
    title: ClassVar[str] = "Google Scholar"
    order: ClassVar[int] = 53
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.scholar")

    def read(self, text: str) -> Reading | None:
        """An author's page on Google Scholar."""
        found = address(text)
        if found is None or not _HOST.fullmatch(found.host):
            return None
        user = found.asked("user")
        if found.at(0) != "citations" or not _USER.fullmatch(user):
            return nothing(self.id)
        return profile_of(self.id, user, f"https://scholar.google.com/citations?user={user}")
