"""Reads profiles that stand in one line: window titles, shared names, "Dr Jane Example (@janeexample) – bio"."""

from __future__ import annotations

import re

from credcheck.model import Profile
from credcheck.platforms._looks import has_role, is_name, is_sure_name
from credcheck.text import tight

_HANDLE = r"[A-Za-z0-9_][\w.-]{0,80}(?:@[A-Za-z0-9.-]{3,253})?"
_BRACKETED = re.compile(rf"([^@\n(\[]{{2,100}}?)\s{{0,3}}[(\[]@({_HANDLE})[)\]]", re.ASCII)
_WITH_HANDLE = re.compile(rf"([^@\n]{{2,100}}?)[\s,·|]{{1,3}}@({_HANDLE})(?=\s*(?:$|[-–—:|·•,]))")
_FIRST = re.compile(rf"@({_HANDLE})\s?(?::\s|\s[–—-]\s)")
_DASH = re.compile(r"\s[-–—|•·]\s|:\s")
_LEAD = " \t-–—:|·•,;/"
_TITLES = (
    ("x", re.compile(r"\s*(?:/|on|\|)\s*(?:X|Twitter)\s*$")),
    ("instagram", re.compile(r"\s*(?:•|·|\||on)\s*Instagram(?: photos and videos| profile)?\s*$", re.IGNORECASE)),
    ("threads", re.compile(r"\s*(?:•|·|\||on)\s*Threads(?:, Say more)?\s*$")),
    ("bluesky", re.compile(r"\s*(?:[—–|-]|on)\s*Bluesky\s*$")),
    ("linkedin", re.compile(r"\s*(?:\||on|-)\s*LinkedIn\s*$")),
    ("tiktok", re.compile(r"\s*(?:\||on|-)\s*TikTok\s*$")),
    ("facebook", re.compile(r"\s*(?:\||on|-)\s*Facebook\s*$")),
    ("youtube", re.compile(r"\s*(?:\||on|-)\s*YouTube\s*$")),
)


def read(line: str) -> Profile | None:
    """The profile in one line, or None where the line is a bio."""
    platform, rest = _without_title(line)
    return _bracketed(platform, rest) or _handle_first(platform, rest) or _by_dash(platform, rest)


def _without_title(line: str) -> tuple[str, str]:
    """The platform that a window title ends with, and what stands before it."""
    tail = line[-60:]
    for platform, shape in _TITLES:
        match = shape.search(tail)
        if match and match.start() > 0:
            return platform, line[: len(line) - len(tail) + match.start()].rstrip()
    return "", line


def _bracketed(platform: str, line: str) -> Profile | None:
    match = _BRACKETED.match(line) or _WITH_HANDLE.match(line)
    if match is None:
        return None
    name, rest = match[1].strip(_LEAD), line[match.end() :]
    set_off = not rest.strip() or rest.lstrip()[0] in _LEAD
    if line[match.end() - 1] in ")]":
        sure = is_name(name) or (set_off and not has_role(name) and len(name.split()) <= 5)
    else:
        sure = is_name(name) and _shares(name, match[2])
    if not (sure or platform) or not name:
        return None
    return Profile(name=name, handle=match[2].rstrip(".-"), bio=rest.strip(_LEAD), platform=platform)


def _handle_first(platform: str, line: str) -> Profile | None:
    match = _FIRST.match(line)
    if match is None:
        return None
    return Profile(handle=match[1].rstrip(".-"), bio=line[match.end() :].strip(_LEAD), platform=platform)


def _by_dash(platform: str, line: str) -> Profile | None:
    match = _DASH.search(line[:120])
    name = line[: match.start()].strip() if match else line.strip()
    dashed = match is None or match[0].strip() in ("–", "—", "-")
    if not (is_sure_name(name) or ((platform or dashed) and is_name(name) and len(name.split()) <= 3)):
        return None
    return Profile(name=name, bio=line[match.end() :].strip(_LEAD) if match else "", platform=platform)


def _shares(name: str, handle: str) -> bool:
    """Whether the handle holds a word of the name: then it is the account's own and no mention."""
    return any(len(word) > 2 and tight(word) in tight(handle) for word in name.split())
