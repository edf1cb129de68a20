"""Pages that only list links: Linktree and its like."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.model import Reading, Sentence
from credcheck.platforms._address import address
from credcheck.platforms._reading import nothing, profile_of
from credcheck.platforms._words import words
from credcheck.platforms.interface import Platform

_HOSTS = (
    "linktr.ee", "beacons.ai", "bio.link", "lnk.bio", "campsite.bio", "linkin.bio", "solo.to", "taplink.cc",
    "about.me",
    "allmylinks.com", "msha.ke", "stan.store", "bento.me", "hoo.be", "snipfeed.co", "linkpop.com",
    "flow.page", "many.link",
)  # fmt: skip
_NAME = re.compile(r"@?[\w.-]{1,60}")
_RESERVED = words("login register s blog help pricing marketplace admin discover privacy terms about")


class LinkHub(Platform):
    """Link pages (Linktree and others): they show where an account's holder sends people, and nothing of who it is."""

    id: ClassVar[str] = "linkhub"
    title: ClassVar[str] = "Link page"
    order: ClassVar[int] = 70
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.linkhub")

    def read(self, text: str) -> Reading | None:
        """A page of links."""
        found = address(text)
        if found is None or not found.on(*_HOSTS):
            return None
        name = found.at(0)
        if name.lower() in _RESERVED or not _NAME.fullmatch(name):
            return nothing(self.id)
        return profile_of(self.id, name.removeprefix("@"), f"https://{found.host.removeprefix('www.')}/{name}")
