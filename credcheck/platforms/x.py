"""X, formerly Twitter."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.errors import BadInput
from credcheck.model import Profile, Reading, ReadingKind, Sentence
from credcheck.net import Http
from credcheck.platforms import _x
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


API = "https://api.x.com/2/users"
_STATUSES = (200, 400, 401, 402, 403, 429)


class X(Platform):
    """X (Twitter): addresses on x.com, twitter.com and their mirrors; the profile itself is pasted.

    With a token of your own (`credcheck keys set x`) the profile can be fetched when you ask. X charges for it, and its
    terms bar vetting of people: read them first. Without the token nothing is sent to X.
    """

    id: ClassVar[str] = "x"
    title: ClassVar[str] = "X"
    order: ClassVar[int] = 10
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.x")
    key: ClassVar[str] = "x"

    def read(self, text: str) -> Reading | None:
        """Profiles, posts and numbered accounts on X."""
        found = address(text)
        if found is None or not (found.under(*_HOSTS) or found.on(*_MIRRORS)):
            return None
        if not found.on(*_HOSTS, *_MIRRORS):
            return nothing(self.id)
        path = segments(found.fragment[1:]) if found.fragment.startswith("!/") else found.path
        return _by_intent(found) or _by_number(path) or _by_name(path)

    async def fetch(self, profile: Profile, http: Http, key: str = "") -> Profile:
        """The public profile, by the user's own token."""
        headers = {"Authorization": f"Bearer {key}", "Accept": "application/json"}
        url, params = _question(profile), {"user.fields": _x.FIELDS}
        answer = await http.get(url, params=params, headers=headers, accept=_STATUSES, per_s=1.0, cap_bytes=1_000_000)
        if answer.status != 200:
            raise _x.refusal(answer, profile.handle)
        return _x.profile(answer.json(), profile, answer.at)


def _question(profile: Profile) -> str:
    """The address to ask, by number where it is known: it stays with an account whose name changed."""
    handle = profile.handle.removeprefix("@")
    if profile.account_id.isdecimal() and profile.account_id.isascii():
        return f"{API}/{profile.account_id}"
    if not _HANDLE.fullmatch(handle):
        raise BadInput(Sentence("platform.x.missing", handle=profile.handle[:60]))
    return f"{API}/by/username/{handle}"


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
