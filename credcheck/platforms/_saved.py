"""Reads the saved page of a profile by what it says of itself for previews: address, title, description."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

from credcheck.model import Link, Origin, Profile
from credcheck.platforms._html import CAP, plain
from credcheck.text import finished

CAP_CHARACTERS = 4_000_000
_TITLE = re.compile(r"^(?P<name>.{1,120}?)\s*\((?P<handle>@[\w.\-]+(?:@[\w.\-]+)?)\)")
_COUNTS = re.compile(r"^[\d.,KMkm]+\s+(?:followers|following|posts)\b.*?(?:\s[-–—·]\s|$)", re.I | re.S)
_SEE = re.compile(r"^see (?:instagram )?(?:photos|posts)[^:]*:?\s*", re.I)


_MARKS = {"UserName": "name", "UserDescription": "bio", "UserLocation": "location"}
"""How X marks the parts of a profile on its page; other sites tell them in the head."""
_PORTRAIT = re.compile(
    r"^(?:data:image/|https://[^\s]*(?:/profile_images/|/avatars?[/_]|/img/avatar|profile-displayphoto|t51\.2885-19|-avt-))",
    re.I,
)
"""How the addresses of profile pictures look; previews of many pages show the platform's own sign instead."""
_STANDARD = re.compile(r"default_profile|/missing\.png|/default[-_]", re.I)
_FRAME = "UserAvatar-Container-"
_LONGEST_PICTURE = 4_000_000
_VOID = frozenset({"br", "img", "link", "meta", "input", "hr", "source", "path"})
_DEEPEST = 400


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, str] = {}
        self.marked: dict[str, str] = {}
        self.links: list[str] = []
        self.portraits: dict[str, str] = {}
        self._in_title = False
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "meta":
            name = (given.get("property") or given.get("name") or "").lower()
            self.said.setdefault(name, given.get("content", "").strip())
        elif tag == "link" and given.get("rel", "").lower() == "canonical":
            self.said.setdefault("canonical", given.get("href", "").strip())
        elif tag == "img":
            frames = (mark.removeprefix(_FRAME).lower() for _, mark in self._open if mark.startswith(_FRAME))
            self.portraits.setdefault(next(frames, ""), given.get("src", ""))
        self._in_title = tag == "title"
        mark = given.get("data-testid", "")
        if mark == "UserUrl" and given.get("href"):
            self.links.append(given["href"][:2048])
        if tag == "br":
            self._mark("\n")
        elif tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append((tag, mark))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if any(opened == tag for opened, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.said.setdefault("title", data.strip())
        self._mark(data)

    def _mark(self, data: str) -> None:
        """Keep text that stands in a part which the page itself marks."""
        for _, mark in self._open:
            if mark in _MARKS:
                self.marked[mark] = self.marked.get(mark, "") + data


def read(html: str) -> tuple[str, Profile]:
    """The address a saved page gives of itself, "" when it gives none, and the name, handle and bio it shows."""
    head = _read(html[:CAP_CHARACTERS])
    said = head.said
    address = next((said[k] for k in ("canonical", "og:url", "twitter:url") if said.get(k)), "")
    title = next((said[k] for k in ("og:title", "twitter:title", "title") if said.get(k)), "")
    bio = next((said[k] for k in ("og:description", "twitter:description", "description") if said.get(k)), "")
    found = _TITLE.match(title)
    name, handle = (found["name"], found["handle"].removeprefix("@")) if found else ("", "")
    made = Profile(name=name, handle=handle, bio=_SEE.sub("", _COUNTS.sub("", bio)).strip(' "“”'), origin=Origin.SAVED)
    made = _with_marks(made, head)
    return address, made if made.name or made.bio else replace(made, bio=plain(html[:CAP_CHARACTERS])[:CAP])


def portrait(html: str, handle: str) -> str:
    """The address of the profile's own picture in a saved page, "" where the page tells of none."""
    head = _read(html[:CAP_CHARACTERS])
    framed = head.portraits.get(handle.lower().removeprefix("@"), "") if handle else ""
    told = (framed, head.said.get("og:image", ""), head.said.get("twitter:image", ""))
    return next((a for a in told if _PORTRAIT.match(a) and not _STANDARD.search(a)), "")


def inline(address: str) -> bytes:
    """The picture that an address holds in itself (data:image/…;base64,…), b"" for any other."""
    head, _, body = address[:_LONGEST_PICTURE].partition(",")
    if not head.startswith("data:image/") or not head.endswith(";base64"):
        return b""
    try:
        return base64.b64decode(unquote(body), validate=True)
    except ValueError:
        return b""


def _with_marks(made: Profile, head: _Head) -> Profile:
    """With what stands in the parts that the page itself marks."""
    shown = {part: head.marked.get(mark, "").strip() for mark, part in _MARKS.items()}
    name, _, handle = shown["name"].partition("@")
    return replace(
        made,
        name=" ".join(name.split())[:300] or made.name,
        handle=(handle.split() or [made.handle])[0],
        bio=shown["bio"][:CAP] or made.bio,
        location=" ".join(shown["location"].split())[:300] or made.location,
        links=tuple(Link(url) for url in head.links if url.startswith("http")) or made.links,
    )


def _read(html: str) -> _Head:
    head = _Head()
    try:
        head.feed(finished(html))
        head.close()
    except AssertionError:  # html.parser gives up on some broken declarations in this way
        return head
    return head
