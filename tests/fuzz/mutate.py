"""Small changes to an input: of bytes, and of the parts of a document, which blind changes of bytes rarely reach.

A talk of several answers is changed in one of them or in their order; a zip in a member, its name or what it says of
itself; lines of JSON in one line; JSON in a value or a key; a table in a cell, a row or its header.
"""

from __future__ import annotations

import io
import json
import random
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1e308, 2**70, float("nan"), float("inf"), "", "\x00", "\ud800", "\u202e", "=1+1",
    "x" * 3000, [], {}, [[]], {"a": {}}, "1900-02-30", "999999999999", "0001-01-01T00:00:00+23:59", "https://[x", "//",
    "1e999", "-0", "２０２６-11-26", 10**20, 10**400, "9" * 5000, "\r\n", " ",
)  # fmt: skip
PIECES = (
    b"\x00", b"\xff\xfe", b"\xe2\x80\xae", b'"', b"\r\n", b",,,,", b"]]>", b"<!ENTITY", b"<!--", b"<![CDATA[",
    b"&#0;", b"&#x110000;", b"1" * 400, b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"%00",
    b"\xed\xa0\x80", b"//[", b"\x1f\x8b",
)  # fmt: skip
SEPARATOR = b"\n\x1d\n"
DEEPEST = 3
Change = Callable[[bytes, random.Random, Sequence[bytes]], bytes | None]


def mutate(content: bytes, chance: random.Random, most: int = 60_000, words: Sequence[bytes] = PIECES) -> bytes:
    """The input, changed a little."""
    if chance.random() < 0.7:
        made = _shaped(content, chance, words, DEEPEST)
        if made is not None:
            return made[:most]
    for _ in range(chance.randint(1, 4)):
        content = _bytes(content, chance, words)
    return content[:most]


def _shaped(content: bytes, chance: random.Random, words: Sequence[bytes], deeper: int) -> bytes | None:
    """Changed in one of its parts; None where it has none."""
    if SEPARATOR in content:
        return _talk(content, chance, words, deeper)
    if content.startswith(b"PK"):
        return _zip(content, chance, words, deeper)
    return next((made for way in (_json, _lines, _table) if (made := way(content, chance, words)) is not None), None)


def _part(content: bytes, chance: random.Random, words: Sequence[bytes], deeper: int) -> bytes:
    made = _shaped(content, chance, words, deeper - 1) if deeper and chance.random() < 0.7 else None
    return _bytes(content, chance, words) if made is None else made


def _bytes(content: bytes, chance: random.Random, words: Sequence[bytes]) -> bytes:
    at, length = chance.randint(0, len(content)), chance.choice((1, 2, 8, 64))
    way = chance.randrange(6)
    if way == 0:
        return content[:at] + chance.choice(words) + content[at:]
    if way == 1:
        return content[:at] + content[at + length :]
    if way == 2:
        return content[:at] + content[at : at + length] * chance.choice((2, 3, 50)) + content[at + length :]
    if way == 3:
        return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]
    if way == 4:
        there = chance.randint(0, len(content))
        return content[:at] + content[there : there + 4 * length] + content[at:]
    return content[:at]


def _several(parts: list[bytes], chance: random.Random, change: Callable[[bytes], bytes]) -> list[bytes]:
    """One of several parts changed, doubled, dropped, or put first."""
    at, way = chance.randrange(len(parts)), chance.random()
    if way < 0.8:
        return [*parts[:at], change(parts[at]), *parts[at + 1 :]]
    if way < 0.87:
        return [*parts[: at + 1], parts[at], *parts[at + 1 :]]
    rest = [*parts[:at], *parts[at + 1 :]]
    return rest if way < 0.94 else [parts[at], *rest]


def _talk(content: bytes, chance: random.Random, words: Sequence[bytes], deeper: int) -> bytes:
    def change(answer: bytes) -> bytes:
        head = bytes([chance.randrange(30)]) if chance.random() < 0.15 else answer[:1]
        return head + _part(answer[1:], chance, words, deeper)

    return SEPARATOR.join(_several(content.split(SEPARATOR), chance, change))


def _lines(content: bytes, chance: random.Random, words: Sequence[bytes]) -> bytes | None:
    """Lines of JSON: one of them."""
    lines = content.split(b"\n")
    if len(lines) < 2 or not all(line.lstrip()[:1] in (b"{", b"") for line in lines[:3]) or len(lines) > 5000:
        return None
    return b"\n".join(_several(lines, chance, lambda line: _json(line, chance, words) or _bytes(line, chance, words)))


def _table(content: bytes, chance: random.Random, words: Sequence[bytes]) -> bytes | None:
    """A table: one cell of one row, by the mark that its first row has most of."""
    rows = content[:60_000].split(b"\n")
    mark = max((b",", b";", b"\t", b"|"), key=rows[0].count)
    if len(rows) < 2 or rows[0].count(mark) < 1:
        return None
    odd = [value.encode("utf-8", "surrogatepass") for value in ODD if isinstance(value, str)]

    def cell(before: bytes) -> bytes:
        made = chance.choice((*odd, chance.choice(words), before, b'"', b'"' + before))
        return b'"' + made + b'"' if chance.random() < 0.3 else made

    def row(before: bytes) -> bytes:
        return mark.join(_several(before.split(mark), chance, cell))

    return b"\n".join(_several(rows, chance, row))


def _zip(content: bytes, chance: random.Random, words: Sequence[bytes], deeper: int) -> bytes | None:
    """A zip with one member changed, renamed or packed otherwise, and now and then one that lies about itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [(m.filename, archive.read(m)[:200_000]) for m in archive.infolist()[:50]]
    except Exception:  # noqa: BLE001 — whatever is wrong with it, it is no zip to take apart
        return None
    if not members:
        return None
    at = chance.randrange(len(members))
    name, body = members[at]
    if chance.random() < 0.1:
        name = chance.choice((f"in/{name}", name.upper(), "a" * 300, "../x.csv", "\u202e.csv", "", name + "/"))
    members[at] = (name, _part(body, chance, words, deeper))
    if chance.random() < 0.1:
        members.insert(chance.randrange(len(members)), (name, b"") if chance.random() < 0.5 else (name, body))
    made = _packed(members, chance)
    return _lying(made, chance) if chance.random() < 0.2 else made


def _packed(members: list[tuple[str, bytes]], chance: random.Random) -> bytes:
    out = io.BytesIO()
    way = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", way) as archive:
        warnings.simplefilter("ignore")  # two members of one name are meant
        for name, body in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = way
            _write(archive, info, body)
    return out.getvalue()


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, body: bytes) -> None:
    with archive.open(info, "w") as out:
        out.write(body)


def _lying(content: bytes, chance: random.Random) -> bytes:
    """One of the numbers in a zip's directory is another: a size, an offset, a checksum, a version."""
    at = content.rfind(chance.choice((b"PK\x01\x02", b"PK\x05\x06", b"PK\x03\x04")))
    if at < 0:
        return content
    field = at + 4 + 2 * chance.randrange(22)
    lie = struct.pack("<H", chance.choice((0, 1, 8, 0xFFFF, 0x7FFF, chance.randrange(65536))))
    return content[:field] + lie + content[field + 2 :]


def _json(content: bytes, chance: random.Random, words: Sequence[bytes]) -> bytes | None:
    """The same document with values replaced, dropped, moved or renamed; None where it is no JSON. A head is kept."""
    head = b"" if content[:1] in (b"{", b"[", b'"') else content[:1]
    try:
        document = json.loads(content[len(head) :])
    except (ValueError, RecursionError):
        return None
    places = _places(document)
    if not places:
        return None
    for _ in range(chance.randint(1, 3)):
        _change(places, chance, words)
    try:
        made = json.dumps(document, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):  # a document moved into itself
        return None
    return head + made


def _change(places: list[tuple[Any, Any]], chance: random.Random, words: Sequence[bytes]) -> None:
    holder, key = chance.choice(places)
    if (isinstance(holder, list) and key >= len(holder)) or (isinstance(holder, dict) and key not in holder):
        return
    way, word = chance.random(), chance.choice(words).decode("utf-8", "replace")
    if way < 0.15:
        del holder[key]
    elif way < 0.3 and isinstance(holder, dict):
        holder[word] = holder[key]
    elif way < 0.4 and isinstance(holder, list):
        holder.insert(key, holder[key])
    elif way < 0.5:
        other, at = chance.choice(places)
        with_ = (
            other[at]
            if (isinstance(other, list) and at < len(other)) or (isinstance(other, dict) and at in other)
            else "x"
        )
        holder[key] = with_
    else:
        holder[key] = chance.choice((*ODD, word))


def _places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting and len(found) < 5000:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ()
        for key in keys:
            found.append((holder, key))
            waiting.append(holder[key])
    return found
