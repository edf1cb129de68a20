"""Reads whole profile headers as copied from X, Bluesky, Mastodon, LinkedIn, Instagram, Threads and TikTok."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from credcheck.model import Link, Profile, Verification
from credcheck.platforms._address import is_host
from credcheck.platforms._lines import Kind, Line
from credcheck.platforms._looks import could_be_place, has_role, is_name, is_place, pronouns_at_end
from credcheck.platforms._words import words
from credcheck.text import tight

_TOKEN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._]{1,29}")
_NAME_END = re.compile(
    r"\s{0,3}(?:verified account|verified|[·•]\s?(?:1st|2nd|3rd\+?)"
    r"|\(?\b(?:she|he|they)/(?:her|him|them)\b[^\n]{0,20}\)?)$",
    re.I,
)
_LONGEST_NAME = 120
_SHORT = 60
"""A longer line above a handle says something, unless it is a name with its titles and degrees."""
_ALIKE = 6
"""So many letters of a handle are not spelt in a name by chance."""
_SITES = (".com", ".org", ".net", ".edu", ".gov")
_TOLD = (Kind.COUNT, Kind.JOINED, Kind.DEGREE, Kind.CONTACT, Kind.BADGE)
_MASTODON_FIELDS = words("website web blog homepage site github orcid links link pronouns location")


@dataclass(frozen=True, slots=True)
class Header:
    """The lines of a header that are text, and what the other lines said."""

    lines: tuple[Line, ...]
    counts: dict[str, int]
    joined: date | None
    handle: str
    at: int
    """Where the handle stands among the lines, -1 without one."""

    def texts(self) -> list[int]:
        """Where the text lines stand."""
        return [i for i, line in enumerate(self.lines) if line.kind is Kind.TEXT]

    def has(self, *kinds: Kind) -> bool:
        """Whether a line of one of these kinds is there."""
        return any(line.kind in kinds for line in self.lines)


def is_header(lines: tuple[Line, ...]) -> bool:
    """Whether these lines are a copied header: a handle on its own line, or two lines only a platform writes."""
    told = sum(line.kind in _TOLD for line in lines)
    if _names_account(lines, told):
        return True
    return told >= 2 or (told == 1 and any(line.kind is Kind.NOISE for line in lines))


def _names_account(lines: tuple[Line, ...], told: int) -> bool:
    """Whether a line is the account's handle, not a mention in a bio: at the top, or with other platform lines."""
    kinds = [line.kind for line in lines[:12]]
    if Kind.HANDLE not in kinds:
        return False
    above = [line.text for line in lines[: kinds.index(Kind.HANDLE)] if line.kind is Kind.TEXT]
    handle = lines[kinds.index(Kind.HANDLE)].text
    if told > 0 or not above:
        return True
    short = len(above) == 1 and (len(above[0]) <= _SHORT or is_name(above[0]))
    return short and _is_theirs(above[0], handle)


def _is_theirs(name: str, handle: str) -> bool:
    """Whether a handle below a line belongs to what the line names, rather than being mentioned in a bio."""
    spelt, own = (re.sub(r"\W|_", "", tight(text)) for text in (handle.removeprefix("@").partition("@")[0], name))
    return (len(spelt) >= _ALIKE and spelt == own) or not has_role(name) or is_name(name)


def read(lines: tuple[Line, ...]) -> Profile:
    """The profile in a header."""
    header = _host_below_handle(_header(lines))
    platform = _platform(header)
    handle, name_at, handle_at = _who(header, platform)
    place_at = _place(header, name_at, handle_at, platform)
    taken = {name_at, handle_at, place_at}
    name = header.lines[name_at].text if name_at >= 0 else ""
    bio = [header.lines[i].text for i in header.texts() if i not in taken and not _again(header.lines[i].text, name)]
    links = tuple(Link(line.text) for i, line in enumerate(header.lines) if line.kind is Kind.LINK and i not in taken)
    profile = Profile(
        name=_NAME_END.sub("", name).strip() or name,
        handle=handle,
        bio="\n".join(bio),
        location=header.lines[place_at].text.strip("📍 ") if place_at >= 0 else "",
        platform=platform,
        links=links,
        pronouns=next((line.text for line in header.lines if line.kind is Kind.PRONOUNS), pronouns_at_end(name)),
        joined=header.joined,
    )
    return _counted(_badged(profile, header), header.counts)


def _header(lines: tuple[Line, ...]) -> Header:
    counts: dict[str, int] = {}
    for line in lines:
        for what, amount in line.counts:
            counts.setdefault(what, amount)
    at = next((i for i, line in enumerate(lines[:12]) if line.kind is Kind.HANDLE), -1)
    joined = next((line.joined for line in lines if line.joined), None)
    return Header(lines, counts, joined, lines[at].text.removeprefix("@") if at >= 0 else "", at)


def _host_below_handle(header: Header) -> Header:
    """Mastodon shows the server on a line of its own below the handle."""
    below = header.at + 1
    if header.at < 0 or "@" in header.handle or below >= len(header.lines):
        return header
    host = header.lines[below].text.removeprefix("@").lower()
    before_counts = header.counts.get("followers") is not None or header.joined is not None
    if "." in header.handle or not is_host(host) or not before_counts or header.has(Kind.BADGE):
        return header
    return _hosted(header, below, host) if _is_fediverse(header, below) else header


def _is_fediverse(header: Header, below: int) -> bool:
    """A host line directly below the handle is the server, unless X's own order (link, then Joined) follows."""
    after = header.lines[below + 1].kind if below + 1 < len(header.lines) else Kind.TEXT
    return after is not Kind.JOINED or "posts" in header.counts


def _hosted(header: Header, below: int, host: str) -> Header:
    lines = tuple(line for i, line in enumerate(header.lines) if i != below)
    return replace(header, lines=lines, handle=f"{header.handle}@{host}")


def _platform(header: Header) -> str:
    if "@" in header.handle:
        return "mastodon"
    if header.at >= 0:
        return _by_handle(header)
    words = {
        what for line in header.lines for what in re.findall(r"[a-z]+", line.text.casefold()) if line.kind is Kind.COUNT
    }
    if header.has(Kind.DEGREE, Kind.CONTACT) or "connections" in words:
        return "linkedin"
    if {"followers", "following", "posts"} <= set(header.counts) and "likes" not in words:
        return "instagram" if _token_at(header) >= 0 else ""
    return ""


def _by_handle(header: Header) -> str:
    if re.fullmatch(r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}", header.handle, re.I):
        return "bluesky" if header.counts or header.handle.lower().endswith(".bsky.social") else ""
    order = [what for what in header.counts if what in ("following", "followers")]
    x_like = header.joined is not None or order == ["following", "followers"]
    return "x" if x_like and re.fullmatch(r"[A-Za-z0-9_]{1,20}", header.handle) else ""


def _who(header: Header, platform: str) -> tuple[str, int, int]:
    """The handle, where the name stands, and where the handle stands; -1 for what is not there."""
    texts = header.texts()
    if header.at >= 0:
        before = [i for i in texts if i < header.at and len(header.lines[i].text) <= _LONGEST_NAME]
        after = [i for i in texts if i > header.at and is_name(header.lines[i].text)][:1]
        return (
            header.handle,
            before[-1] if before else after[0] if after and after[0] == header.at + 1 else -1,
            header.at,
        )
    token = -1 if platform == "linkedin" else _token_at(header)
    rest = [i for i in texts if i != token and len(header.lines[i].text) <= _LONGEST_NAME]
    handle = header.lines[token].text if token >= 0 else ""
    if not rest or rest[0] != next(i for i in texts if i != token):
        return handle, -1, token
    first = header.lines[rest[0]].text
    named = (
        is_name(first)
        or platform == "linkedin"
        or (token >= 0 and (len(rest) > 1 or rest[0] < token) and len(first) <= 64)
    )
    return handle, rest[0] if named else -1, token


def _token_at(header: Header) -> int:
    """Where a handle without "@" stands: one of the first two lines, a single word written as handles are."""
    words_at = [i for i, line in enumerate(header.lines) if line.kind in (Kind.TEXT, Kind.LINK)]
    for i in words_at[:2]:
        text = header.lines[i].text
        site = header.lines[i].kind is Kind.LINK and ("followers" not in header.counts or text.endswith(_SITES))
        if not site and _TOKEN.fullmatch(text) and (text == text.lower() or any(c in "._0123456789" for c in text)):
            return i
    return -1


def _place(header: Header, name_at: int, handle_at: int, platform: str) -> int:
    """Where the place stands: the last text before "Joined" or "Contact info", or a last line that is a known place."""
    start = max(name_at, handle_at)
    texts = [i for i in header.texts() if i > start]
    end = next((i for i, line in enumerate(header.lines) if i > start and line.kind in (Kind.JOINED, Kind.CONTACT)), -1)
    before = [i for i in texts if i < end]
    fits: Callable[[str], bool] = could_be_place if len(before) > 1 and platform in ("x", "linkedin") else is_place
    if before and fits(header.lines[before[-1]].text):
        return before[-1]
    known = [i for i in texts if is_place(header.lines[i].text)]
    return known[-1] if known and (known[-1] == texts[-1] or platform in ("x", "linkedin")) else -1


def _again(text: str, name: str) -> bool:
    """Whether a line only repeats the name, as the top bar of a page does, or labels a link."""
    return text == name or text.casefold() in _MASTODON_FIELDS


def _badged(profile: Profile, header: Header) -> Profile:
    """Notes a badge as pasted: that it was shown, not that it holds."""
    if not header.has(Kind.BADGE) and not re.search(r"verified(?: account)?$", header.lines[0].text, re.I):
        return profile
    return replace(profile, verifications=(Verification(profile.platform, "badge as pasted", None),))


def _counted(profile: Profile, counts: dict[str, int]) -> Profile:
    return replace(
        profile, followers=counts.get("followers"), following=counts.get("following"), posts=counts.get("posts")
    )
