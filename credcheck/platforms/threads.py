"""Threads, by Meta."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.model import Reading, ReadingKind, Sentence
from credcheck.platforms._address import address
from credcheck.platforms._reading import nothing, other, profile_of
from credcheck.platforms.interface import Platform

_HOSTS = ("threads.net", "threads.com")
_HANDLE = re.compile(r"@[A-Za-z0-9._]{1,30}")


class Threads(Platform):
    """Threads: addresses on threads.net and threads.com; the profile itself is pasted."""

    id: ClassVar[str] = "threads"
    title: ClassVar[str] = "Threads"
    order: ClassVar[int] = 40
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.threads")

    def read(self, text: str) -> Reading | None:
        """Profiles and posts on Threads."""
        found = address(text)
        if found is None or not found.under(*_HOSTS):
            return None
        if not found.on(*_HOSTS) or not _HANDLE.fullmatch(found.at(0)):
            return nothing(self.id)
        name = found.at(0)[1:]
        url = f"https://www.threads.com/@{name}"
        if found.at(1) == "post":
            return other(self.id, ReadingKind.POST, name, url)
        return profile_of(self.id, name, url)
