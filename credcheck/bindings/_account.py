"""The addresses by which pages name one account, and which platform an address belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urlsplit

from credcheck import lists
from credcheck.model import Profile
from credcheck.text import fold

_FEDIVERSE = re.compile(r"/(?:@|users/)([a-z0-9_.-]+)/?\Z")
LONGEST = 2048


@dataclass(frozen=True, slots=True)
class Account:
    """An account as pages name it: its platform, addresses without scheme and "www.", and its handle."""

    platform: str
    addresses: frozenset[str]
    handle: str

    def is_at(self, url: str) -> bool:
        """Whether an address leads to this account."""
        return plain(url) in self.addresses

    def beside(self, url: str) -> bool:
        """Whether an address leads to another account on the same platform."""
        other = plain(url)
        return other not in self.addresses and platform_of(other) == self.platform and bool(self.platform)

    def named_in(self, text: str) -> bool:
        """Whether a text gives the handle after "@" beside the platform's name or right after that, or it is whole.

        A handle may be any word of the page: without one of these signs it is not meant.
        """
        low = f" {text.lower()} "
        handle, whole = re.escape(self.handle), "@" in self.handle
        if len(self.handle) < 3 or not re.search(rf"[\s(:@/]@?{handle}(?![\w.-]*\w)", low):
            return False
        if whole:
            return True
        words = names_of(self.platform) & set(fold(text).lower().split())
        behind = "|".join(map(re.escape, sorted(words)))
        signs = rf"@{handle}(?![\w.-]*\w)|(?:{behind})\s?[:(/–—-]\s?{handle}(?![\w.-]*\w)"
        return bool(words) and re.search(signs, low) is not None


def account_of(profile: Profile) -> Account | None:
    """The account of a profile, or None without a handle, id or address."""
    handle = profile.handle.strip().removeprefix("@").lower()
    found = {plain(profile.url)} if profile.url else set()
    if handle:
        found |= {plain(shape.format(handle)) for shape in _shapes(profile.platform)}
    if profile.platform == "bluesky":
        found |= {f"bsky.app/profile/{actor}" for actor in (handle, profile.account_id.lower()) if actor}
    if profile.platform == "mastodon" and "@" in handle:
        user, _, host = handle.rpartition("@")
        found |= {f"{host}/@{user}", f"{host}/users/{user}"}
    found.discard("")
    return Account(profile.platform, frozenset(found), handle) if found and (handle or profile.account_id) else None


def plain(url: str) -> str:
    """An address in the one form that is compared: small letters, no scheme, "www.", query or closing slash."""
    try:
        parts = urlsplit(url.strip()[:LONGEST] if "://" in url else f"https://{url.strip()[:LONGEST]}")
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("mobile.")
    except ValueError:
        return ""
    known = {alias: row["host"] for row in lists.rows("account_hosts") for alias in row["aliases"].split("|")}
    path = unquote(parts.path).rstrip("/").lower()
    return f"{known.get(host, host)}{path}" if "." in host else ""


def platform_of(address: str) -> str:
    """The platform whose account an address in plain form is, or ""."""
    host, _, path = address.partition("/")
    for row in lists.rows("account_hosts"):
        if host == row["host"] and re.fullmatch(row["path"], path):
            return row["platform"]
    return "mastodon" if _FEDIVERSE.search(f"/{path}") and path.count("/") <= 1 else ""


@cache
def names_of(platform: str) -> frozenset[str]:
    """The words by which a page calls a platform."""
    rows = (row for row in lists.rows("account_hosts") if row["platform"] == platform)
    return frozenset(word for row in rows for word in row["words"].split("|"))


@cache
def _shapes(platform: str) -> tuple[str, ...]:
    return tuple(row["shape"] for row in lists.rows("account_hosts") if row["platform"] == platform and row["shape"])
