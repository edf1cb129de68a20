"""The blocks a sheet is made of, and sentences as ink."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from credcheck.model import Param, Sentence
from credcheck.report import _words
from credcheck.report._ink import foreign, ink
from credcheck.report._words import word
from credcheck.wording import named

Block = dict[str, Any]


def said(sentence: Sentence | None) -> str:
    """A sentence, each text in it kept from changing the direction of the rest."""
    if sentence is None:
        return ""
    texts = {k: str(named(v)) for k, v in sentence.params if isinstance(v, str)}
    marks: dict[str, Param] = {k: f"\ue000{n}\ue001" for n, k in enumerate(texts)}
    page = _words.said(Sentence(sentence.id, **{**dict(sentence.params), **marks}))
    return _fill(page, texts, marks)


def _fill(page: str, texts: dict[str, str], marks: dict[str, Param]) -> str:
    """The page as ink with the texts in place of their marks; a mark is two private characters that no text keeps."""
    found = [page]
    for key, mark in marks.items():
        found = [piece for part in found for piece in _split(part, str(mark), texts[key])]
    return "".join(piece if piece.startswith("\u2068") else ink(piece) for piece in found)


def _split(part: str, mark: str, text: str) -> Iterator[str]:
    if part.startswith("\u2068"):
        yield part
        return
    pieces = part.split(mark)
    for number, piece in enumerate(pieces):
        if number:
            yield foreign(text) or "\u2068\u2069"
        if piece:
            yield piece


def heading(id: str, level: int = 2) -> Block:
    """A heading, by one of the report's own words."""
    return {"kind": "heading", "text": ink(word(id)), "level": level}


def text(shown: str, soft: bool = False) -> Block:
    """A paragraph, small and pale when it is an aside."""
    return {"kind": "text", "text": shown, "soft": soft}


def aside(told: str) -> Iterator[Block]:
    """A small, pale paragraph, or none where there is nothing to say."""
    if told:
        yield text(ink(told), soft=True)


def remarks(items: list[dict[str, Any]]) -> Block:
    """A list whose entries begin with a coloured word and may end with an aside."""
    return {"kind": "remarks", "items": items}


def remark(tone: str, tag: str, told: str, aside: str = "") -> dict[str, Any]:
    """One entry of such a list."""
    return {"tone": tone, "tag": tag, "text": told, "aside": aside}


def bullets(items: list[str]) -> Block:
    """A list."""
    return {"kind": "list", "items": items}


def table(columns: tuple[str, ...], widths: list[float], rows: list[list[Any]], right: tuple[int, ...] = ()) -> Block:
    """A table with shares of the width for its columns; those in `right` are numbers, empty ones are left out."""
    kept = [n for n in range(len(columns)) if any(row[n] for row in rows)]
    head = [ink(word(columns[n])) for n in kept]
    cells = [[row[n] for n in kept] for row in rows]
    numbers = [place for place, n in enumerate(kept) if n in right]
    return {"kind": "table", "head": head, "widths": [widths[n] for n in kept], "rows": cells, "right": numbers}


def fields(rows: list[tuple[str, Any]]) -> Block:
    """Names with their values; those without a value are left out."""
    return {"kind": "fields", "rows": [[ink(name), value] for name, value in rows if value]}


def link(url: str) -> dict[str, str] | str:
    """An address to follow, "" for one that is not plain https."""
    return {"link": url, "text": foreign(url)} if _words.web(url) else ""
