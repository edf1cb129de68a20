"""Substack."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.model import Reading, ReadingKind, Sentence
from credcheck.platforms._address import Address, address
from credcheck.platforms._reading import account, nothing, other, profile_of
from credcheck.platforms._words import words
from credcheck.platforms.interface import Platform

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}")
_OWN = words("www open on support api read blog cdn email")


class Substack(Platform):
    """Substack: newsletters and their writers' profiles."""

    id: ClassVar[str] = "substack"
    title: ClassVar[str] = "Substack"
    order: ClassVar[int] = 71
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.substack")

    def read(self, text: str) -> Reading | None:
        """A newsletter, a writer's profile or a post on Substack."""
        found = address(text)
        if found is None or not found.under("substack.com"):
            return None
        sub = found.host.removesuffix("substack.com").removesuffix(".")
        if sub and sub not in _OWN:
            return _newsletter(found, sub)
        return _writer(found)


def _newsletter(found: Address, sub: str) -> Reading:
    url = f"https://{sub}.substack.com/"
    if "." in sub:
        return nothing("substack")
    return other("substack", ReadingKind.POST, sub, url) if found.at(0) == "p" else profile_of("substack", sub, url)


def _writer(found: Address) -> Reading:
    first, second = found.at(0), found.at(1)
    if first.startswith("@") and _NAME.fullmatch(first[1:]):
        kind = ReadingKind.POST if second in ("note", "p") else ReadingKind.PROFILE
        return other("substack", kind, first[1:], f"https://substack.com/{first}")
    if first == "pub" and _NAME.fullmatch(second):
        kind = ReadingKind.POST if found.at(2) == "p" else ReadingKind.PROFILE
        return other("substack", kind, second, f"https://{second}.substack.com/")
    number = second.partition("-")[0]
    if first == "profile" and number.isascii() and number.isdecimal():
        return account("substack", number, f"https://substack.com/profile/{second}")
    return nothing("substack")
