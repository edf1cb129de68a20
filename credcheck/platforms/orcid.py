"""ORCID, the register of researchers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from credcheck.errors import BadInput, RegistryChanged, RegistryRefused
from credcheck.model import Link, Origin, Profile, Reading, ReadingKind, Sentence
from credcheck.net import Fetched, Http
from credcheck.platforms import _shape
from credcheck.platforms._address import address, tidy
from credcheck.platforms._reading import nothing, other, profile_of
from credcheck.platforms.interface import Platform
from credcheck.text import is_orcid

API = "https://pub.orcid.org/v3.0"
_BARE = re.compile(r"(?:orcid(?:\s{0,3}id)?\s{0,3}[:#]?\s{0,3})?((?:[0-9]{4}-){3}[0-9]{3}[0-9X])", re.IGNORECASE)
_ID = re.compile(r"([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9Xx])")


class Orcid(Platform):
    """ORCID: an ORCID iD, bare or as an address; its check digit is tested. The public record is fetched when asked."""

    id: ClassVar[str] = "orcid"
    title: ClassVar[str] = "ORCID"
    order: ClassVar[int] = 60
    paste_only: ClassVar[Sentence | None] = None

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

    async def fetch(self, profile: Profile, http: Http, key: str = "") -> Profile:
        """Name, biography and links of the public record."""
        orcid = profile.account_id or profile.handle
        if not is_orcid(orcid):
            raise BadInput(Sentence("platform.orcid.missing", orcid=orcid[:40]))
        url = f"{API}/{orcid}/person"
        headers = {"Accept": "application/json"}
        answer = await http.get(url, headers=headers, accept=(200, 404, 409), per_s=8.0, cap_bytes=4_000_000)
        if answer.status == 404:
            raise BadInput(Sentence("platform.orcid.missing", orcid=orcid))
        if answer.status == 409:
            raise RegistryRefused(Sentence("platform.orcid.locked", orcid=orcid))
        return _person(answer, profile)


def _person(answer: Fetched, before: Profile) -> Profile:
    body = _shape.table(answer.json(), "ORCID")
    if "name" not in body:
        raise RegistryChanged(Sentence("platform.changed", platform="ORCID"))
    names = _inner(body, "name")
    parts = [_value(names, part) for part in ("given-names", "family-name")]
    urls = _shape.rows(_inner(body, "researcher-urls"), "researcher-url")
    links = [Link(_value(row, "url"), _shape.text(row, "url-name")) for row in urls if _value(row, "url")]
    words = _shape.rows(_inner(body, "keywords"), "keyword")
    about = _shape.text(_inner(body, "biography"), "content", _shape.BIO)
    keywords = ", ".join(word for row in words if (word := _shape.text(row, "content")))
    return replace(
        before,
        platform="orcid",
        name=_value(names, "credit-name") or " ".join(part for part in parts if part),
        bio="\n".join(part for part in (about, keywords) if part),
        links=tuple(links),
        origin=Origin.FETCHED,
        read_at=answer.at,
    )


def _inner(row: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = row.get(key)
    return value if isinstance(value, dict) else {}


def _value(row: Mapping[str, Any], key: str) -> str:
    return _shape.text(_inner(row, key), "value", 2048)


def _record(orcid: str) -> Reading:
    orcid = orcid.upper()
    if not is_orcid(orcid):
        return other("orcid", ReadingKind.INVALID_CHECKSUM, orcid)
    reading = profile_of("orcid", orcid, f"https://orcid.org/{orcid}")
    return replace(reading, profile=replace(reading.profile, account_id=orcid))
