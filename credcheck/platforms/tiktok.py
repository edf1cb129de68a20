"""TikTok."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.model import Reading, ReadingKind, Sentence
from credcheck.platforms._address import address
from credcheck.platforms._reading import nothing, other, profile_of
from credcheck.platforms.interface import Platform

_HANDLE = re.compile(r"@[A-Za-z0-9._]{2,24}")


class TikTok(Platform):
    """TikTok: addresses on tiktok.com; the profile itself is pasted."""

    id: ClassVar[str] = "tiktok"
    title: ClassVar[str] = "TikTok"
    order: ClassVar[int] = 44
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.tiktok")

    def read(self, text: str) -> Reading | None:
        """Profiles, videos and short links on TikTok."""
        found = address(text)
        if found is None or not found.under("tiktok.com"):
            return None
        if found.host in ("vm.tiktok.com", "vt.tiktok.com") or (found.at(0) == "t" and found.at(1)):
            return other(self.id, ReadingKind.UNRESOLVED)
        if not found.on("tiktok.com") or not _HANDLE.fullmatch(found.at(0)):
            return nothing(self.id)
        name = found.at(0)[1:]
        url = f"https://www.tiktok.com/@{name}"
        if found.at(1) in ("video", "photo") and found.at(2):
            return other(self.id, ReadingKind.POST, name, url)
        return profile_of(self.id, name, url)
