"""Many profiles out of one text or file: a pasted list, CSV, JSON lines, or the saved page of a profile."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from credcheck import pictures, platforms
from credcheck.batch import FIELDS, Row, read_rows
from credcheck.errors import BadInput, CredCheckError
from credcheck.model import Profile, Sentence

CAP_BYTES = 200_000_000
CAP_PAGE_BYTES = 4_000_000
SEPARATOR = re.compile(r"^[^\S\n]*(?:-{3,}|={3,}|\*{3,}|_{3,})[^\S\n]*$", re.M)
NAMES = {
    "username": "handle", "user": "handle", "screen_name": "handle", "account": "handle", "display_name": "name",
    "displayname": "name", "full_name": "name", "description": "bio", "about": "bio", "profile": "text",
    "place": "location", "network": "platform", "site": "platform", "link": "url", "address": "url",
}  # fmt: skip
"""What other programs call our columns."""
KNOWN = {*FIELDS, "id", "url", "text"}


def read_file(path: Path) -> Iterator[Row]:
    """The rows of a file, by its ending; BadInput where it cannot be read or is of another kind."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise BadInput(Sentence("rows.unknown_kind", file=path.name, known=", ".join(sorted(READERS))))
    try:
        if path.stat().st_size > CAP_BYTES:
            raise BadInput(Sentence("rows.too_big", file=path.name, cap=CAP_BYTES // 1_000_000))
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(Sentence("input.unreadable_file", path=str(path), reason=error.strerror or "")) from error
    return reader(content)


def read_text(text: str) -> Iterator[Row]:
    """The rows of a pasted list: profiles set apart by a line of dashes or by empty lines, or one address a line."""
    for number, part in enumerate(parts(text), 1):
        yield _row(number, part)


def parts(text: str) -> tuple[str, ...]:
    """The pasted profiles, each as its own text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if SEPARATOR.search(text):
        return _whole(SEPARATOR.split(text))
    lines = _whole(text.split("\n"))
    if len(lines) > 1 and all(_is_account(line) for line in lines):
        return lines
    blocks = _whole(re.split(r"\n\s*\n", text))
    return blocks if all(len(block) > 1 for block in blocks) else _whole([text])


def _whole(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts if text.strip())


def _is_account(line: str) -> bool:
    return re.fullmatch(r"@?[\w.\-]+(?:@[\w.\-]+)?|(?:https?://)?[\w.\-]+\.[a-z]{2,}/\S+", line, re.I) is not None


def _row(number: int, text: str) -> Row:
    try:
        return Row(number, str(number), platforms.read(text).profile)
    except CredCheckError as error:
        return Row(number, str(number), None, error)


def _lines(content: bytes) -> Iterator[Row]:
    return read_rows(content.split(b"\n"))


def _texts(content: bytes) -> Iterator[Row]:
    return read_text(_decoded(content))


def _page(content: bytes) -> Iterator[Row]:
    try:
        html = _decoded(platforms.page_in(content)[:CAP_PAGE_BYTES])
        profile = platforms.read_page(html)
        avatar = pictures.fingerprint(platforms.picture_in(content, html, profile))
        yield Row(1, "1", replace(profile, avatar=avatar))
    except CredCheckError as error:
        yield Row(1, "1", None, error)


def _table(content: bytes) -> Iterator[Row]:
    text = _decoded(content)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        columns = [_column(title) for title in next(rows, [])]
        if not set(columns) & (KNOWN - {"id"}):
            raise BadInput(Sentence("rows.no_columns", known=", ".join(sorted(KNOWN))))
        yield from (
            _table_row(n, dict(zip(columns, cells, strict=False))) for n, cells in enumerate(rows, 2) if any(cells)
        )
    except csv.Error as error:
        raise BadInput(Sentence("rows.bad_table", line=rows.line_num, reason=str(error))) from error


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _column(title: str) -> str:
    name = title.strip().lower().replace(" ", "_").replace("-", "_")
    return NAMES.get(name, name)


def _table_row(line: int, cells: dict[str, str]) -> Row:
    """A whole pasted text or an address is read; separate columns are taken as they are."""
    given = {name: cells.get(name, "").strip() for name in (*FIELDS, "url", "text")}
    id = cells.get("id", "").strip() or str(line)
    try:
        read = platforms.read(given["text"] or given["url"]).profile if given["text"] or given["url"] else Profile()
    except CredCheckError as error:
        return Row(line, id, None, error)
    platform = platforms.ALSO_CALLED.get(given["platform"].lower(), given["platform"].lower())
    fields = {name: given[name] for name in ("name", "handle", "bio", "location") if given[name]}
    made = replace(read, **fields, platform=platform or read.platform)  # type: ignore[arg-type]
    text = "\n".join(part for part in (made.name, made.handle, made.bio, made.location) if part)
    if not text:
        return Row(line, id, None, BadInput(Sentence("batch.bad_line", line=line, reason="empty")))
    return Row(line, id, replace(made, text=read.text or text))


def _decoded(content: bytes) -> str:
    for mark, code in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(code, "replace")
    return content.decode("utf-8", "replace")


READERS: dict[str, Callable[[bytes], Iterator[Row]]] = {
    ".csv": _table, ".tsv": _table, ".jsonl": _lines, ".ndjson": _lines, ".txt": _texts, ".html": _page, ".htm": _page,
    ".mhtml": _page, ".mht": _page,
}  # fmt: skip
