"""Reads a pasted profile in the layouts people copy: whole headers, labelled forms, one line, or a plain bio."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from credcheck.model import Link, Profile, Reading, ReadingKind
from credcheck.platforms import _header, _labelled, _oneline
from credcheck.platforms._lines import Kind, Line, lines_of, sort_lines
from credcheck.platforms._looks import is_name, is_place
from credcheck.platforms._words import words

Recognise = Callable[[str], Reading | None]
# A profile's own header is short; what stands below belongs to its posts or to a long bio.
HEADER_LINES = 120
_OWN_KINDS = (ReadingKind.PROFILE, ReadingKind.PROFILE_BY_ID, ReadingKind.POST)
_OWN = words("x bluesky mastodon threads instagram linkedin tiktok youtube facebook doximity researchgate")
ALSO_CALLED = {"twitter": "x", "x (twitter)": "x", "x/twitter": "x", "x.com": "x", "bsky": "bluesky", "ig": "instagram"}


def read(text: str, recognise: Recognise) -> Profile:
    """The profile in a pasted text; everything that is not recognised stays in the bio."""
    lines = lines_of(text)
    first = _own(recognise(lines[0])) if lines and len(lines) > 1 else None
    body = text.strip().partition("\n")[2] if first else text
    profile = _body(body, lines_of(body), recognise)
    return _joined(first, profile) if first else profile


def _body(text: str, lines: tuple[str, ...], recognise: Recognise) -> Profile:
    labelled = _labelled.read(text)
    if labelled:
        return _by_links(replace(labelled, platform=ALSO_CALLED.get(labelled.platform, labelled.platform)), recognise)
    if len(lines) == 1:
        return _one_line(lines[0], recognise)
    sorted_lines = sort_lines(lines[:HEADER_LINES])
    if _header.is_header(sorted_lines):
        profile = _header.read(sorted_lines)
        return _by_last(_with_rest(profile, lines[HEADER_LINES:]), sorted_lines, recognise)
    return _plain(text, lines)


def _one_line(line: str, recognise: Recognise) -> Profile:
    """One line, perhaps with the profile's address at its end or start."""
    words = line.split()
    for at in (-1, 0):
        own = _own(recognise(words[at])) if len(words) > 1 and len(words[at]) > 5 else None
        rest = " ".join(words[:-1] if at else words[1:]).strip(" -–—:|·•,")
        if own and own.profile.url and is_name(rest):
            return _joined(own, Profile(name=rest))
    return _oneline.read(line) or Profile(bio=line)


def _plain(text: str, lines: tuple[str, ...]) -> Profile:
    """A bio as it stands; a first line that is a name and a last one that is a place are taken as such."""
    if not lines or not is_name(lines[0]):
        return Profile(bio=text.strip())
    rest = text.strip().partition("\n")[2].strip()
    place = lines[-1] if len(lines) > 1 and is_place(lines[-1]) else ""
    return Profile(name=lines[0], bio=rest.removesuffix(place).strip() if place else rest, location=place)


def _with_rest(profile: Profile, rest: tuple[str, ...]) -> Profile:
    return replace(profile, bio="\n".join([profile.bio, *rest]).strip()) if rest else profile


def _own(reading: Reading | None) -> Reading | None:
    if reading is None or reading.kind not in _OWN_KINDS or not (reading.profile.handle or reading.profile.account_id):
        return None
    return reading if reading.profile.platform in _OWN else None


def _joined(own: Reading, profile: Profile) -> Profile:
    """The profile under the address that came with it."""
    where = own.profile
    return replace(profile, platform=where.platform, url=where.url, handle=where.handle, account_id=where.account_id)


def _by_last(profile: Profile, lines: tuple[Line, ...], recognise: Recognise) -> Profile:
    """Takes the account's address from the last line, or from a LinkedIn header, where it is its own."""
    for line in lines:
        if line.kind is not Kind.LINK or not (line is lines[-1] or profile.platform == "linkedin"):
            continue
        own = _own(recognise(line.text))
        same = own and profile.platform in ("", own.profile.platform)
        if own and same and profile.handle.casefold() in ("", own.profile.handle.casefold()):
            links = tuple(link for link in profile.links if link.url != line.text)
            return replace(_joined(own, profile), links=links)
    return profile


def _by_links(profile: Profile, recognise: Recognise) -> Profile:
    """Labelled forms: an address under "handle", "url" or "profile" is the account's own."""
    for link in profile.links:
        own = _own(recognise(link.url)) if link.label in ("url", "handle") else None
        if own:
            return replace(_joined(own, profile), links=_unlabelled(profile, link))
    return replace(profile, links=_unlabelled(profile))


def _unlabelled(profile: Profile, own: Link | None = None) -> tuple[Link, ...]:
    return tuple(Link(link.url) for link in profile.links if link is not own)
