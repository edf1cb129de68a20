"""Reads labelled forms: "Name: … Bio: … Location: …", in any order and case, one label a line or all in one."""

from __future__ import annotations

import re
from dataclasses import replace

from credcheck.model import Link, Profile
from credcheck.platforms._lines import day, lines_of, number

_FIELDS = {
    "name": "name", "display name": "name", "full name": "name", "handle": "handle", "username": "handle",
    "user name": "handle",
    "screen name": "handle", "account": "handle", "bio": "bio", "biography": "bio", "about": "bio", "about me": "bio",
    "description": "bio", "headline": "bio", "summary": "bio", "location": "location", "place": "location",
    "based in": "location",
    "city": "location", "link": "link", "links": "link", "website": "link", "web": "link",
    "homepage": "link", "url": "url",
    "profile": "url", "profile url": "url", "profile link": "url", "address": "url", "platform": "platform",
    "network": "platform",
    "pronouns": "pronouns", "joined": "joined", "member since": "joined", "followers": "followers",
    "following": "following",
    "posts": "posts", "tweets": "posts",
}  # fmt: skip
_WORDS = "|".join(sorted((re.escape(word).replace("\\ ", r"[ _]") for word in _FIELDS), key=len, reverse=True))
_START = re.compile(rf"[\s*_>•\"'-]{{0,6}}({_WORDS})[\s*_\"']{{0,4}}[:=][\s*_]{{0,4}}", re.IGNORECASE)
_INSIDE = re.compile(
    r"[\s;|,.·]{1,4}(name|handle|username|bio|location|platform|website|url|link|pronouns|joined|followers|following)\s?[:=]\s?",
    re.IGNORECASE,
)
_ENOUGH = ("name", "bio", "handle")


def read(text: str) -> Profile | None:
    """The profile in a labelled form, or None where the text is none."""
    lines = lines_of(text)
    if not lines or not _START.match(lines[0][:200]):
        return None
    sections = _sections(lines)
    fields = {field for field, _ in sections}
    if len(fields) < 2 and not fields.intersection(_ENOUGH):
        return None
    profile = Profile()
    for field, value in sections:
        profile = _filled(profile, field, value.strip(" \t\n;|\"'*"))
    return profile


def _sections(lines: tuple[str, ...]) -> list[tuple[str, str]]:
    """Fields with their values, in order; a line without a label continues the one before."""
    found: list[tuple[str, str]] = []
    for line in lines:
        match = _START.match(line[:200])
        if match:
            found += _split(_field(match[1]), line[match.end() :])
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{line}")
    return found


def _split(field: str, value: str) -> list[tuple[str, str]]:
    found, start = [], 0
    for match in _INSIDE.finditer(value):
        found.append((field, value[start : match.start()]))
        field, start = _field(match[1]), match.end()
    return [*found, (field, value[start:])]


def _field(label: str) -> str:
    return _FIELDS[label.lower().replace("_", " ")]


def _filled(profile: Profile, field: str, value: str) -> Profile:
    """The profile with one more field; what does not fit its field becomes a line of the bio."""
    if not value:
        return profile
    filled = _as_words(profile, field, value) or _as_link(profile, field, value) or _as_number(profile, field, value)
    return filled or replace(profile, bio=f"{profile.bio}\n{value}".strip())


def _as_words(profile: Profile, field: str, value: str) -> Profile | None:
    short = len(value) <= 300
    if field == "handle" and re.fullmatch(r"@?[^\s@/]{1,100}(?:@[^\s@/]{3,253})?", value):
        return replace(profile, handle=value.removeprefix("@"))
    if field == "name" and short and not profile.name:
        return replace(profile, name=value)
    if field == "location" and short and not profile.location:
        return replace(profile, location=value)
    if field == "pronouns" and short and not profile.pronouns:
        return replace(profile, pronouns=value)
    return replace(profile, platform=value[:60].casefold()) if field == "platform" else None


def _as_link(profile: Profile, field: str, value: str) -> Profile | None:
    if field not in ("handle", "url", "link") or len(value) > 2048 or "\n" in value:
        return None
    return replace(profile, links=(*profile.links, Link(value, field)))


def _as_number(profile: Profile, field: str, value: str) -> Profile | None:
    amount = number(value)
    if field == "joined" and day(value):
        return replace(profile, joined=day(value))
    if field == "followers" and amount is not None:
        return replace(profile, followers=amount)
    if field == "following" and amount is not None:
        return replace(profile, following=amount)
    return replace(profile, posts=amount) if field == "posts" and amount is not None else None
