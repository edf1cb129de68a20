"""Wikidata."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.model import Reading, ReadingKind, Sentence
from credcheck.platforms._address import address
from credcheck.platforms._reading import nothing, other
from credcheck.platforms.interface import Platform

_ITEM = re.compile(r"(?:Special:EntityPage/|Special:EntityData/|Item:)?(Q[1-9][0-9]{0,14})(?:\.json)?", re.IGNORECASE)


class Wikidata(Platform):
    """Wikidata: an item about a person; anyone may edit it."""

    id: ClassVar[str] = "wikidata"
    title: ClassVar[str] = "Wikidata"
    order: ClassVar[int] = 62
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.wikidata")

    def read(self, text: str) -> Reading | None:
        """An item of Wikidata."""
        found = address(text)
        if found is None or not found.under("wikidata.org"):
            return None
        match = _ITEM.fullmatch("/".join(found.path[1:])) if found.at(0) in ("wiki", "entity") else None
        if not match:
            return nothing(self.id)
        item = match[1].upper()
        return other(self.id, ReadingKind.ITEM, item, f"https://www.wikidata.org/wiki/{item}")
