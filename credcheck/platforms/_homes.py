"""On which platforms a bare handle can exist, and the address it would have there."""

from __future__ import annotations

import re

HANDLE = re.compile(r"@[\w.·-]{1,60}|[A-Za-z0-9_][A-Za-z0-9_.-]{0,59}")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,16}[A-Za-z0-9]")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z][A-Za-z0-9-]{1,62}")
_HOMES = (
    ("x", re.compile(r"[A-Za-z0-9_]{1,15}"), "https://x.com/{}"),
    ("bluesky", _DOMAIN, "https://bsky.app/profile/{}"),
    ("bluesky", _PLAIN, "https://bsky.app/profile/{}.bsky.social"),
    ("instagram", re.compile(r"[A-Za-z0-9._]{1,30}"), "https://www.instagram.com/{}/"),
    ("threads", re.compile(r"[A-Za-z0-9._]{1,30}"), "https://www.threads.com/@{}"),
    ("tiktok", re.compile(r"[A-Za-z0-9._]{2,24}"), "https://www.tiktok.com/@{}"),
    ("youtube", re.compile(r"[\w.·-]{3,30}"), "https://www.youtube.com/@{}"),
)


def homes(handle: str) -> tuple[str, ...]:
    """The platforms on which a handle of this shape can exist, the likeliest first."""
    return tuple(id for id, shape, _ in _HOMES if shape.fullmatch(handle))


def address_on(platform: str, handle: str) -> str:
    """The address of a bare handle on one of its possible homes, "" where it cannot exist."""
    found = (url.format(handle) for id, shape, url in _HOMES if id == platform and shape.fullmatch(handle))
    return next(found, "")
