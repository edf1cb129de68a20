"""Reads the addresses of ActivityPub servers and of the web clients that show them."""

from __future__ import annotations

import re

from credcheck.model import Profile, Reading, ReadingKind, Sentence
from credcheck.platforms._address import Address, address, ascii_host, segments
from credcheck.platforms._reading import account, other, profile_of, remark_on

BRIDGE = "bsky.brid.gy"
_CLIENTS = ("elk.zone", "main.elk.zone", "phanpy.social", "dev.phanpy.social", "semaphore.social", "pinafore.social")
_NAME = re.compile(r"@([A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)(?:@([^\s@/]{3,253}))?")
_PLAIN = re.compile(r"[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*")
_NUMBER = re.compile(r"[0-9]{1,25}")
# Sites whose addresses look like Mastodon's and are not.
_OTHERS = (
    "medium.com", "patreon.com", "ko-fi.com", "pinterest.com", "snapchat.com", "t.me", "telegram.me",
    "tumblr.com", "dev.to",
    "quora.com", "vimeo.com", "kick.com", "rumble.com", "stackoverflow.com", "stackexchange.com",
    "gitlab.com", "github.com",
    "hackernoon.com", "vocal.media", "rokt.io", "cash.app", "venmo.com", "clubhouse.com", "note.com",
    "velog.io", "steemit.com",
    "wattpad.com", "npmjs.com", "google.com", "apple.com", "bitchute.com", "odysee.com", "lemon8-app.com", "mewe.com",
)  # fmt: skip


def read_address(text: str) -> Reading | None:
    """What an address is on an ActivityPub server, or None."""
    found = address(text)
    if found is None or not found.host or found.under(*_OTHERS):
        return None
    if found.host == BRIDGE:
        return _by_bridge(found)
    if found.on(*_CLIENTS):
        return _by_client(found)
    path = found.path[1:] if found.at(0) in ("web", "deck") else found.path
    return _by_path(found.host, path)


def profile(user: str, host: str, remark: Sentence | None = None) -> Reading:
    """An account by its user name and home server."""
    return profile_of("mastodon", f"{user}@{host}", f"https://{host}/@{user}", remark)


def bridged(actor: str) -> Reading:
    """A Bluesky account as Bridgy Fed shows it to Mastodon; its home is Bluesky."""
    kind, url = ReadingKind.BRIDGED_BLUESKY, f"https://bsky.app/profile/{actor}"
    if actor.startswith("did:"):
        return account("mastodon", actor, url, kind)
    return other("mastodon", kind, actor.lower(), url)


def _by_bridge(found: Address) -> Reading:
    actor = found.at(1) if found.at(0) == "ap" else found.at(0).removeprefix("@").removesuffix(f"@{BRIDGE}")
    if found.at(0) == "r" and found.at(3) == "profile":
        actor = found.at(4)
    if re.fullmatch(r"did:[a-z]{1,20}:[A-Za-z0-9._:%-]{1,200}|(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}", actor):
        return bridged(actor)
    return other("mastodon", ReadingKind.NOT_A_PROFILE)


def _by_client(found: Address) -> Reading:
    path = segments(found.fragment) or found.path
    host = ascii_host(path[0]) if path else ""
    reading = _by_path(host, path[1:]) if host else _by_path("", path)
    unresolved = Reading(ReadingKind.UNRESOLVED, Profile(platform="mastodon"), remark_on(ReadingKind.UNRESOLVED))
    return reading or unresolved


def _by_path(host: str, path: tuple[str, ...]) -> Reading | None:
    first, second, third = (*path, "", "", "")[:3]
    match = _NAME.fullmatch(first)
    if match:
        home = ascii_host(match[2]) if match[2] else host
        return _account(match[1], home, _NUMBER.fullmatch(second) is not None) if home else None
    if (first, second) == ("ap", "users") and _NUMBER.fullmatch(third):
        return account("mastodon", third, f"https://{host}/ap/users/{third}", ReadingKind.ACTOR_BY_ID)
    if first == "users" and _PLAIN.fullmatch(second) and not _NUMBER.fullmatch(second):
        return _account(second, host, third in ("statuses", "updates"))
    return None


def _account(user: str, host: str, post: bool) -> Reading:
    if post:
        return other("mastodon", ReadingKind.POST, f"{user}@{host}", f"https://{host}/@{user}")
    return profile(user, host, Sentence("platform.remark.any_host", host=host))
