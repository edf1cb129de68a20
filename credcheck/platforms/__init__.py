"""Where a profile lives: reads any text as an address, a handle, a pasted profile or a bio; fetches only when asked."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import replace
from functools import cache

from credcheck import discover
from credcheck.errors import BadInput
from credcheck.model import Profile, Reading, ReadingKind, Sentence
from credcheck.net import Http
from credcheck.platforms import _homes, _mhtml, _pasted, _saved
from credcheck.platforms._address import LONGEST, Address, any_address, tidy
from credcheck.platforms._pasted import ALSO_CALLED as ALSO_CALLED
from credcheck.platforms._shape import whole
from credcheck.platforms.interface import Platform
from credcheck.text import unhide
from credcheck.vault import Vault

CAP_BYTES = 65_536


@cache
def platforms() -> tuple[Platform, ...]:
    """All platforms, in the order in which they are asked."""
    return tuple(found() for found in discover.plugs(sys.modules[__name__], Platform))  # type: ignore[type-abstract]


def platform(id: str) -> Platform | None:
    """The platform of that id, or None."""
    return next((found for found in platforms() if found.id == id), None)


def read(text: str) -> Reading:
    """What a text is: one address or handle, a pasted profile, or a bio; raises BadInput where it is none of these."""
    text = _checked(text)
    reading = _one(text) or _not_read(text)
    if reading is None:
        return _pasted_reading(text)
    kept = replace(reading.profile, text=text)
    shown = Sentence("platform.remark.hidden") if unhide(text) != text and reading.remark is None else reading.remark
    return replace(reading, profile=kept, remark=shown)


def on(id: str, profile: Profile) -> Profile:
    """The profile on the platform the user chose for its bare handle; raises BadInput where it cannot exist."""
    url, chosen = _homes.address_on(id, profile.handle), platform(id)
    reading = chosen.read(url) if chosen and url else None
    if reading is None or reading.kind is not ReadingKind.PROFILE:
        raise BadInput(Sentence("platform.not_there", platform=id, handle=profile.handle))
    return replace(profile, platform=id, handle=reading.profile.handle, url=reading.profile.url)


def can_fetch(profile: Profile) -> bool:
    """Whether this profile's platform shows profiles to programs."""
    home = _home(profile)
    return home is not None and home.paste_only is None


async def fetch(profile: Profile, http: Http, vault: Vault | None = None) -> Profile:
    """The public profile as its platform shows it now; raises BadInput with the reason where it has to be pasted.

    A platform that asks for the user's own key is asked only where the vault holds one: without it nothing is sent.
    """
    home = _home(profile)
    if home is None:
        raise BadInput(Sentence("platform.unknown"))
    key = await vault.get(home.key) if vault is not None and home.key else None
    if home.key and not key:
        raise BadInput(home.paste_only or Sentence("platform.paste_only"))
    return await home.fetch(profile, http.on_behalf_of(home.id), key or "")


def read_page(html: str) -> Profile:
    """The profile that a saved page shows; nothing in the page runs or loads. Raises BadInput where it shows none."""
    address, shown = _saved.read(html)
    home = read(address).profile if address else Profile()
    text = "\n".join(part for part in (shown.name, shown.handle and f"@{shown.handle}", shown.bio) if part)
    if not text.strip():
        raise BadInput(Sentence("platform.empty"))
    handle = shown.handle or home.handle
    return replace(shown, handle=handle, platform=home.platform, url=home.url, text=text)


def page_in(content: bytes) -> bytes:
    """The HTML page in a file that a browser saved: the file itself, or the first page inside an MHTML archive."""
    return _mhtml.page(content)


def picture_in(content: bytes, html: str, profile: Profile) -> bytes:
    """The profile's own picture in a saved file, b"" where it holds none; nothing is loaded for it."""
    address = _saved.portrait(html, profile.handle)
    return _saved.inline(address) or _mhtml.picture(content, address)


def _home(profile: Profile) -> Platform | None:
    """The platform to ask; a copy that Bridgy Fed shows is asked for at Bluesky."""
    bridged = profile.platform == "mastodon" and profile.url.startswith("https://bsky.app/profile/")
    return platform("bluesky" if bridged else profile.platform)


def _checked(text: str) -> str:
    """The text, if it is one: neither empty, nor too long, nor a binary file."""
    text = whole(text).strip("\x00\ufeff")
    size = len(text.encode("utf-8", "replace"))
    if size > CAP_BYTES:
        raise BadInput(Sentence("platform.too_long", size=size // 1024 + 1, cap=CAP_BYTES // 1024))
    if not unhide(text).strip():
        raise BadInput(Sentence("platform.empty"))
    if _is_binary(text):
        raise BadInput(Sentence("platform.binary"))
    return text


def _is_binary(text: str) -> bool:
    if "\x00" in text:
        return True
    # Private and unassigned characters are old or new emoji in real bios; controls and lost bytes are not.
    odd = sum(c == "\ufffd" or (unicodedata.category(c) == "Cc" and c not in "\t\n\r\x0b\x0c\x85") for c in text)
    return odd >= 3 and odd * 10 > len(text)


def _one(text: str) -> Reading | None:
    """What the first platform says that knows the text as an address or handle."""
    plain = tidy(text) if len(text) <= 2 * LONGEST else ""
    if not plain or len(plain) > LONGEST or "\n" in plain:
        return None
    return next((found for found in (known.read(plain) for known in platforms()) if found), None)


def _not_read(text: str) -> Reading | None:
    """A web address that no platform knows, or one that is written to mislead."""
    found = any_address(text) if len(text) <= 2 * LONGEST else None
    if found is None or (found.bare and not found.path and not found.user and not found.host.startswith("www.")):
        return None
    return Reading(ReadingKind.NOT_A_PROFILE, Profile(), _why_not(found))


def _why_not(found: Address) -> Sentence:
    if found.user:
        return Sentence("platform.remark.misleading", host=found.host or "?")
    if not found.sound:
        return Sentence("platform.remark.odd_address")
    return Sentence("platform.remark.unknown_address", host=found.host)


def _pasted_reading(text: str) -> Reading:
    found = _pasted.read(text, _one)
    profile = replace(found, text=text)
    if not profile.handle and not profile.account_id:
        word = "no_handle" if profile.name else "bio_only"
        return Reading(ReadingKind.PROFILE, profile, Sentence(f"platform.remark.{word}"))
    if not profile.platform:
        proposals = _homes.homes(profile.handle)
        return Reading(
            ReadingKind.PROFILE, profile, Sentence("platform.remark.which", handle=profile.handle), proposals
        )
    return Reading(ReadingKind.PROFILE, _addressed(profile))


def _addressed(profile: Profile) -> Profile:
    """The profile with the address that its platform and handle make."""
    known = platform(profile.platform)
    if profile.url or known is None:
        return profile
    url = _homes.address_on(profile.platform, profile.handle)
    reading = known.read(url or f"@{profile.handle}")
    return replace(profile, url=reading.profile.url) if reading and reading.profile.platform == known.id else profile
