"""YouTube."""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import quote

from credcheck.model import Reading, ReadingKind, Sentence
from credcheck.platforms._address import address
from credcheck.platforms._reading import account, nothing, other, profile_of
from credcheck.platforms._words import words
from credcheck.platforms.interface import Platform

_HOME = "https://www.youtube.com"
_HANDLE = re.compile(r"@[\w.·-]{1,40}")
_CHANNEL = re.compile(r"UC[A-Za-z0-9_-]{22}")
_NAME = re.compile(r"[\w.-]{1,60}")
_RESERVED = words(
    "watch shorts playlist results feed embed live hashtag post redirect t about premium gaming music kids account "
    "signin channel_switcher clip source trending attribution_link oembed v e creators upload ads intl"
)


class YouTube(Platform):
    """YouTube: channel addresses in all their forms; the channel's description is pasted."""

    id: ClassVar[str] = "youtube"
    title: ClassVar[str] = "YouTube"
    order: ClassVar[int] = 43
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.youtube")

    def read(self, text: str) -> Reading | None:
        """Channels on YouTube by handle, id, custom address or old user name."""
        found = address(text)
        if found is None or not found.under("youtube.com", "youtu.be", "youtube-nocookie.com"):
            return None
        first, second = found.at(0), found.at(1)
        if _HANDLE.fullmatch(first):
            return profile_of(self.id, first, f"{_HOME}/@{quote(first[1:], safe='-_.')}")
        if first == "channel" and _CHANNEL.fullmatch(second):
            return account(self.id, second, f"{_HOME}/channel/{second}")
        if first in ("c", "user") and _NAME.fullmatch(second):
            kind = ReadingKind.CUSTOM_URL if first == "c" else ReadingKind.LEGACY_USERNAME
            return other(self.id, kind, second, f"{_HOME}/{first}/{quote(second)}")
        if found.under("youtube.com") and len(found.path) == 1 and first not in _RESERVED and _NAME.fullmatch(first):
            return other(self.id, ReadingKind.CUSTOM_URL, first, f"{_HOME}/{quote(first)}")
        return nothing(self.id)
