"""Reads the saved page of a profile by what it says of itself for previews: address, title, description."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from credcheck.model import Origin, Profile
from credcheck.platforms._html import CAP, plain

CAP_CHARACTERS = 4_000_000
HEAD_CHARACTERS = 400_000
_TITLE = re.compile(r"^(?P<name>.{1,120}?)\s*\((?P<handle>@[\w.\-]+(?:@[\w.\-]+)?)\)")
_COUNTS = re.compile(r"^[\d.,KMkm]+\s+(?:followers|following|posts)\b.*?(?:\s[-–—·]\s|$)", re.I | re.S)
_SEE = re.compile(r"^see (?:instagram )?(?:photos|posts)[^:]*:?\s*", re.I)


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, str] = {}
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "meta":
            name = (given.get("property") or given.get("name") or "").lower()
            self.said.setdefault(name, given.get("content", "").strip())
        elif tag == "link" and given.get("rel", "").lower() == "canonical":
            self.said.setdefault("canonical", given.get("href", "").strip())
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.said.setdefault("title", data.strip())


def read(html: str) -> tuple[str, Profile]:
    """The address a saved page gives of itself, "" when it gives none, and the name, handle and bio it shows."""
    said = _said(html[:HEAD_CHARACTERS])
    address = next((said[k] for k in ("canonical", "og:url", "twitter:url") if said.get(k)), "")
    title = next((said[k] for k in ("og:title", "twitter:title", "title") if said.get(k)), "")
    bio = next((said[k] for k in ("og:description", "twitter:description", "description") if said.get(k)), "")
    found = _TITLE.match(title)
    name, handle = (found["name"], found["handle"].removeprefix("@")) if found else ("", "")
    made = Profile(name=name, handle=handle, bio=_SEE.sub("", _COUNTS.sub("", bio)).strip(' "“”'), origin=Origin.SAVED)
    return address, made if made.name or made.bio else replace(made, bio=plain(html[:CAP_CHARACTERS])[:CAP])


def _said(html: str) -> dict[str, str]:
    head = _Head()
    try:
        head.feed(html)
        head.close()
    except AssertionError:  # html.parser gives up on some broken declarations in this way
        return head.said
    return head.said
