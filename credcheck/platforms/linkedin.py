"""LinkedIn."""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import quote

from credcheck.model import Reading, ReadingKind, Sentence
from credcheck.platforms._address import Address, address
from credcheck.platforms._reading import account, nothing, other, profile_of
from credcheck.platforms.interface import Platform

_SLUG = re.compile(r"[^\s/?#<>\"@\\\x00-\x20]{1,150}")
_MEMBER = re.compile(r"AC[owr]AA[A-Za-z0-9_-]{15,}")
_DOORS = ("mwlite", "comm", "m")


class LinkedIn(Platform):
    """LinkedIn: /in/ addresses of all country hosts; the profile itself is pasted, and only what is needed."""

    id: ClassVar[str] = "linkedin"
    title: ClassVar[str] = "LinkedIn"
    order: ClassVar[int] = 42
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.linkedin")

    def read(self, text: str) -> Reading | None:
        """Profiles, old public profiles and posts on LinkedIn."""
        found = address(text)
        if found is None or not found.under("linkedin.com", "lnkd.in"):
            return None
        path = found.path[1:] if found.at(0) in _DOORS else found.path
        if found.on("lnkd.in") or not path:
            return nothing(self.id)
        return _by_path(found, path)


def _by_path(found: Address, path: tuple[str, ...]) -> Reading:
    kind, slug = path[0], path[1] if len(path) > 1 else ""
    number = found.asked("id")
    if kind == "profile" and number:
        return account("linkedin", number[:40], f"https://www.linkedin.com/profile/view?id={quote(number[:40])}")
    if kind == "posts" and "_" in slug:
        name = slug.partition("_")[0]
        return other("linkedin", ReadingKind.POST, name, _url(name))
    if not _SLUG.fullmatch(slug) or kind not in ("in", "pub"):
        return nothing("linkedin")
    if kind == "pub":
        tail = "/".join(quote(part, safe="-_.~") for part in path[1:5])
        return other("linkedin", ReadingKind.LEGACY_USERNAME, slug, f"https://www.linkedin.com/pub/{tail}")
    return (
        account("linkedin", slug, _url(slug)) if _MEMBER.fullmatch(slug) else profile_of("linkedin", slug, _url(slug))
    )


def _url(slug: str) -> str:
    return f"https://www.linkedin.com/in/{quote(slug, safe='-_.~')}"
