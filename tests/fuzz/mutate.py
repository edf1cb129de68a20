"""Small changes to an input: of bytes, and of values in a JSON document, which blind changes of bytes rarely reach."""

from __future__ import annotations

import json
import random
from typing import Any

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1e308, 2**70, "", "\x00", "\ud800", "‮", "=1+1",
    "x" * 3000, [], {}, [[]], {"a": {}}, "1900-02-30", "999999999999",
)  # fmt: skip
PIECES = (
    b"\x00", b"\xff\xfe", b"\xe2\x80\xae", b'"', b"\r\n", b",,,,", b"]]>", b"<!ENTITY",
    b"&#0;", b"&#x110000;", b"1" * 400, b"PK\x03\x04", b"%00", b"\xed\xa0\x80",
)  # fmt: skip


def mutate(content: bytes, chance: random.Random, most: int = 60_000) -> bytes:
    """The input, changed a little."""
    if chance.random() < 0.5 and (made := _json(content, chance)) is not None:
        return made[:most]
    for _ in range(chance.randint(1, 4)):
        content = _bytes(content, chance)
    return content[:most]


def _bytes(content: bytes, chance: random.Random) -> bytes:
    at, length = chance.randint(0, len(content)), chance.choice((1, 2, 8, 64))
    way = chance.randrange(5)
    if way == 0:
        return content[:at] + chance.choice(PIECES) + content[at:]
    if way == 1:
        return content[:at] + content[at + length :]
    if way == 2:
        return content[:at] + content[at : at + length] * chance.choice((2, 3, 50)) + content[at + length :]
    if way == 3:
        return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]
    return content[:at]


def _json(content: bytes, chance: random.Random) -> bytes | None:
    """The same document with one value replaced, dropped or moved; None where it is no JSON. A leading byte is kept."""
    head = b"" if content[:1] in b'{["' else content[:1]
    try:
        document = json.loads(content[len(head) :])
    except (ValueError, RecursionError):
        return None
    places = [place for place in _places(document) if place[0] is not None]
    if not places:
        return None
    for _ in range(chance.randint(1, 3)):
        holder, key = chance.choice(places)
        if (isinstance(holder, list) and key >= len(holder)) or (isinstance(holder, dict) and key not in holder):
            continue
        if chance.random() < 0.2:
            del holder[key]
        else:
            holder[key] = chance.choice((*ODD, chance.choice(places)[0] if chance.random() < 0.1 else "x"))
    try:
        return head + json.dumps(document).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):  # a document moved into itself
        return None


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
