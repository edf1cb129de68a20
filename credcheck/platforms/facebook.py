"""Facebook."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.model import Reading, ReadingKind, Sentence
from credcheck.platforms._address import Address, address
from credcheck.platforms._reading import account, nothing, other, profile_of
from credcheck.platforms._words import words
from credcheck.platforms.interface import Platform

_HOSTS = ("facebook.com", "fb.com")
_HANDLE = re.compile(r"[A-Za-z0-9.]{1,50}")
_NUMBER = re.compile(r"[0-9]{3,20}")
_POSTS = ("posts", "videos", "photos", "reels")
_RESERVED = words(
    "groups pages watch events marketplace story.php permalink.php photo.php photo share sharer sharer.php login "
    "login.php hashtag help policies privacy gaming reel reels stories messages notifications settings search "
    "plugins dialog home.php l.php people profile.php pg p business ads about legal photos videos bookmarks"
)


class Facebook(Platform):
    """Facebook: profile and page addresses on facebook.com and fb.com; the profile itself is pasted."""

    id: ClassVar[str] = "facebook"
    title: ClassVar[str] = "Facebook"
    order: ClassVar[int] = 45
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.facebook")

    def read(self, text: str) -> Reading | None:
        """Profiles by name or number and posts on Facebook."""
        found = address(text)
        if found is None or not found.under(*_HOSTS, "fb.me"):
            return None
        if found.on("fb.me"):
            return other(self.id, ReadingKind.UNRESOLVED)
        return _by_number(found) or _by_name(found)


def _by_number(found: Address) -> Reading | None:
    number = {"profile.php": found.asked("id"), "people": found.at(2)}.get(found.at(0), found.at(0))
    if found.at(0) == "p" and "-" in found.at(1):
        number = found.at(1).rpartition("-")[2]
    if not _NUMBER.fullmatch(number):
        return None
    return account("facebook", number, f"https://www.facebook.com/profile.php?id={number}")


def _by_name(found: Address) -> Reading:
    path = found.path[1:] if found.at(0) == "pg" else found.path
    name = path[0] if path else ""
    if name.lower() in _RESERVED or not _HANDLE.fullmatch(name):
        return nothing("facebook")
    url = f"https://www.facebook.com/{name}"
    if len(path) > 2 and path[1] in _POSTS:
        return other("facebook", ReadingKind.POST, name, url)
    return profile_of("facebook", name, url)
