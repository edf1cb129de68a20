"""X, formerly Twitter."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.model import Reading, ReadingKind, Sentence
from credcheck.platforms._address import Address, address, segments
from credcheck.platforms._reading import account, nothing, other, profile_of
from credcheck.platforms._words import words
from credcheck.platforms.interface import Platform

_HOSTS = ("x.com", "twitter.com")
_MIRRORS = (
    "nitter.net",
    "xcancel.com",
    "vxtwitter.com",
    "fxtwitter.com",
    "fixupx.com",
    "fixvx.com",
    "nitter.poast.org",
)
_RESERVED = words(
    "home explore search hashtag i settings messages notifications share compose login logout signup tos privacy jobs "
    "intent about account download help who_to_follow widgets oauth search-advanced lists bookmarks"
)
# The rule is 15 characters; a few old names are longer.
_HANDLE = re.compile(r"[A-Za-z0-9_]{1,20}")


class X(Platform):
    """X (Twitter): addresses on x.com, twitter.com and their mirrors; the profile itself is pasted."""

    id: ClassVar[str] = "x"
    title: ClassVar[str] = "X"
    order: ClassVar[int] = 10
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.x")

    def read(self, text: str) -> Reading | None:
        """Profiles, posts and numbered accounts on X."""
        found = address(text)
        if found is None or not (found.under(*_HOSTS) or found.on(*_MIRRORS)):
            return None
        if not found.on(*_HOSTS, *_MIRRORS):
            return nothing(self.id)
        path = segments(found.fragment[1:]) if found.fragment.startswith("!/") else found.path
        return _by_intent(found) or _by_number(path) or _by_name(path)


def _by_intent(found: Address) -> Reading | None:
    if found.at(0) != "intent" or found.at(1) not in ("user", "follow"):
        return None
    number = found.asked("user_id")
    if number.isdecimal() and number.isascii():
        return account("x", number, f"https://x.com/i/user/{number}")
    return _profile(found.asked("screen_name"))


def _by_number(path: tuple[str, ...]) -> Reading | None:
    if len(path) < 3 or path[0] != "i" or not (path[-1].isdecimal() and path[-1].isascii()):
        return None
    if path[1] == "user":
        return account("x", path[-1], f"https://x.com/i/user/{path[-1]}")
    return other("x", ReadingKind.POST) if "status" in path[1:-1] else None


def _by_name(path: tuple[str, ...]) -> Reading:
    name = path[0].removeprefix("@") if path else ""
    if name.lower() in _RESERVED:
        return nothing("x")
    if len(path) > 2 and path[1] in ("status", "statuses") and _HANDLE.fullmatch(name):
        return other("x", ReadingKind.POST, name, f"https://x.com/{name}")
    return _profile(name)


def _profile(name: str) -> Reading:
    name = name.removeprefix("@")
    return profile_of("x", name, f"https://x.com/{name}") if _HANDLE.fullmatch(name) else nothing("x")
