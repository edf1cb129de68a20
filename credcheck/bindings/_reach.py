"""Reaching a page that a profile or the user named: guarded, small, never more than asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from credcheck.errors import BlockedAddress, RegistryChanged, RegistryRefused
from credcheck.lists import InstitutionEntry
from credcheck.model import Profile
from credcheck.net import Fetched, Http

CAP_BYTES = 1_000_000
_WEB = re.compile(
    r"https?://[^\s<>\"'()\[\]|]{4,300}|(?<![@\w.])(?:[a-z0-9-]{2,63}\.){1,4}[a-z]{2,12}/[^\s<>\"'()\[\]|]{1,200}"
)


def addresses(profile: Profile) -> tuple[str, ...]:
    """The web addresses that the profile shows, in links and description, as https."""
    found = [link.url for link in profile.links] + [
        m.group().rstrip(".,;:!?") for m in _WEB.finditer(profile.bio[:5000])
    ]
    return tuple(dict.fromkeys(secure(url) for url in found if url.startswith(("http", "www.")) or "/" in url))


def hosts_of(urls: Iterable[str]) -> tuple[str, ...]:
    """The hosts of these addresses, each once; () for none."""
    return tuple(dict.fromkeys(host for url in urls if (host := _host(secure(url)))))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def secure(url: str) -> str:
    """The address over HTTPS."""
    return url.replace("http://", "https://", 1) if "://" in url else f"https://{url}"


async def reach(http: Http, url: str) -> Fetched | None:
    """The page, or None where the address has none; raises RegistryError where it could not be asked."""
    try:
        answer = await http.get(
            secure(url), accept=(200, 404, 410), headers={"Accept": "text/html"}, cap_bytes=CAP_BYTES, guarded=True
        )
    except (BlockedAddress, RegistryRefused, RegistryChanged):
        return None
    return answer if answer.status == 200 else None


def stays_away(there: InstitutionEntry, asked: InstitutionEntry) -> bool:
    """Whether a redirect led from one institution to another."""
    return there.name != asked.name
