"""Turns the HTML of a profile note into plain text and links; nothing in it runs, loads or is kept as markup."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from credcheck.platforms._words import words
from credcheck.text import finished

CAP = 20_000
_BLOCKS = words("p div ul ol blockquote pre h1 h2 h3 h4 table section article")
_BREAKS = words("br li tr hr")
_SILENT = words("script style template noscript iframe object svg math title")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.links: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "a":
            self.links += [value for key, value in attrs if key == "href" and value]
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _SILENT:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1
        if tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)

    def unknown_decl(self, data: str) -> None:
        """Say nothing of a stray declaration."""

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n\n")
        elif tag in _BREAKS:
            self.pieces.append("\n")


def plain(html: str) -> str:
    """The text of a note: paragraphs stand apart, <br> breaks the line, link texts are whole."""
    reader = _read(html)
    if reader is None:
        return unescape(re.sub(r"<[^<>]{0,2000}>", " ", html[:CAP])).strip()
    lines = "".join(reader.pieces).replace("\r\n", "\n").replace("\xa0", " ").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(" ".join(line.split()) for line in lines)).strip()


def links(html: str) -> tuple[str, ...]:
    """The web addresses that a note links to, in order."""
    reader = _read(html)
    return tuple(url for url in reader.links if url.startswith(("https://", "http://"))) if reader else ()


def _read(html: str) -> _Reader | None:
    reader = _Reader()
    try:
        reader.feed(finished(html[:CAP]))
        reader.close()
    except AssertionError:
        # html.parser gives up on some broken declarations ("<![x") in this way.
        return None
    return reader
