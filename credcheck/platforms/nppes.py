"""The NPI registry's own pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar

from credcheck.model import Reading, ReadingKind, Sentence
from credcheck.platforms._address import Address, address, tidy
from credcheck.platforms._reading import nothing, other, profile_of
from credcheck.platforms.interface import Platform
from credcheck.text import is_npi

_HOST = "npiregistry.cms.hhs.gov"
_BARE = re.compile(r"(?:npi(?:\s{1,3}(?:number|no\.?|is))?\s{0,3}[:#=]{0,2}\s{0,3})([0-9]{10})", re.IGNORECASE)
_ALONE = re.compile(r"[12][0-9]{9}")


class Nppes(Platform):
    """The NPI registry: an NPI, bare or as a provider page; its check digit is tested."""

    id: ClassVar[str] = "nppes"
    title: ClassVar[str] = "NPI registry"
    order: ClassVar[int] = 61
    paste_only: ClassVar[Sentence | None] = Sentence("platform.paste.nppes")

    def read(self, text: str) -> Reading | None:
        """A provider's page, or an NPI, whose check digit may not fit."""
        plain = tidy(text)
        bare = _BARE.fullmatch(plain)
        if bare or _ALONE.fullmatch(plain):
            reading = _provider(bare[1] if bare else plain)
            return replace(reading, profile=replace(reading.profile, bio=text.strip()))
        found = address(text)
        if found is None or not found.under(_HOST):
            return None
        number = _number(found)
        return _provider(number) if re.fullmatch(r"[0-9]{10}", number) else nothing(self.id)


def _number(found: Address) -> str:
    path = found.path or tuple(part for part in found.fragment.split("/") if part)
    return path[-1] if "provider-view" in path else found.asked("number")


def _provider(npi: str) -> Reading:
    if not is_npi(npi):
        return other("nppes", ReadingKind.INVALID_CHECKSUM, npi)
    reading = profile_of("nppes", npi, f"https://{_HOST}/provider-view/{npi}")
    return replace(reading, profile=replace(reading.profile, account_id=npi))
