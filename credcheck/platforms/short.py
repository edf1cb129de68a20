"""Short links."""

from __future__ import annotations

from typing import ClassVar

from credcheck.model import Reading, ReadingKind, Sentence
from credcheck.platforms._address import address
from credcheck.platforms._reading import other
from credcheck.platforms.interface import Platform

_HOSTS = (
    "t.co", "bit.ly", "tinyurl.com", "goo.gl", "ow.ly", "buff.ly", "is.gd", "rebrand.ly", "dlvr.it", "shorturl.at",
    "cutt.ly", "rb.gy", "t.ly", "trib.al", "v.gd", "amzn.to", "bl.ink", "short.io", "hubs.ly", "dub.sh", "shor.by",
)  # fmt: skip


class Short(Platform):
    """Short links (t.co, bit.ly, …): where they lead is known only by following them, which nobody does unasked."""

    id: ClassVar[str] = "short"
    title: ClassVar[str] = "Short link"
    order: ClassVar[int] = 80
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.short")

    def read(self, text: str) -> Reading | None:
        """A short link, left unfollowed."""
        found = address(text)
        return other(self.id, ReadingKind.UNRESOLVED) if found and found.on(*_HOSTS) else None
