"""ORCID, the register of researchers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar

from credcheck.model import Reading, ReadingKind, Sentence
from credcheck.platforms._address import address, tidy
from credcheck.platforms._reading import nothing, other, profile_of
from credcheck.platforms.interface import Platform
from credcheck.text import is_orcid

_BARE = re.compile(r"(?:orcid(?:\s{0,3}id)?\s{0,3}[:#]?\s{0,3})?((?:[0-9]{4}-){3}[0-9]{3}[0-9X])", re.IGNORECASE)
_ID = re.compile(r"([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9Xx])")


class Orcid(Platform):
    """ORCID: an ORCID iD, bare or as an address; its check digit is tested."""

    id: ClassVar[str] = "orcid"
    title: ClassVar[str] = "ORCID"
    order: ClassVar[int] = 60
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.orcid")

    def read(self, text: str) -> Reading | None:
        """An ORCID record, or an iD whose check digit does not fit."""
        bare = _BARE.fullmatch(tidy(text))
        if bare:
            reading = _record(bare[1])
            return replace(reading, profile=replace(reading.profile, bio=text.strip()))
        found = address(text)
        if found is None or not found.under("orcid.org"):
            return None
        match = _ID.fullmatch(found.at(0) or found.asked("orcid"))
        return _record("-".join(match.groups())) if match else nothing(self.id)


def _record(orcid: str) -> Reading:
    orcid = orcid.upper()
    if not is_orcid(orcid):
        return other("orcid", ReadingKind.INVALID_CHECKSUM, orcid)
    reading = profile_of("orcid", orcid, f"https://orcid.org/{orcid}")
    return replace(reading, profile=replace(reading.profile, account_id=orcid))
