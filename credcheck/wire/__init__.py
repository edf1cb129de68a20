"""Report <-> JSON: the one form that store, export, batch and `verify` share.

The form is published as `resources/report/report.schema.json`. Any change of shape raises FORM; a reader takes its own
form and all older ones. Texts of sentences and spans, and what numbers mean (base rates), stand there for people and
are ignored on reading.
Every file is sealed: it holds the digest of all its other bytes, and a signature over that where somebody signed it.
"""

from __future__ import annotations

import hashlib
import json
from math import isinf
from typing import Any, Never

import cattrs

from credcheck import base_rates, signing
from credcheck.errors import BadInput
from credcheck.model import Profile, Report, Sentence
from credcheck.wire._codec import converter
from credcheck.wire._sheet import FORM, SCHEMA, Seal, Sheet, to_report, to_sheet

__all__ = [
    "FORM",
    "SCHEMA",
    "SIZE_CAP",
    "Seal",
    "digest",
    "dumps",
    "from_table",
    "indented",
    "is_as_written",
    "line",
    "loads",
    "pretty",
    "profile_from",
    "profile_table",
    "seal_of",
    "sealed",
    "signed",
    "to_table",
]

SIZE_CAP = 32_000_000
BASE_RATES = "base_rates"
"""What the file's numbers mean among real people: drawn anew at every writing, ignored on reading."""
_CODEC = converter()


def to_table(report: Report) -> dict[str, Any]:
    """The report as plain lists, tables and scalars."""
    table: dict[str, Any] = _CODEC.unstructure(to_sheet(report))
    for part in ("claims", "rejected", "flags"):
        for row in table[part]:
            _quote(row, report.case.profile)
    table[BASE_RATES] = _CODEC.unstructure(base_rates.told(report))
    return sealed(table)


def sealed(table: dict[str, Any], key: str = "", signature: str = "") -> dict[str, Any]:
    """The table with the digest of all the rest in it, and a signature over that digest."""
    return {**table, "seal": _CODEC.unstructure(Seal(_digest(table), key, signature))}


def seal_of(table: object) -> Seal:
    """The seal a table carries, an empty one where it carries none."""
    raw = table.get("seal") if isinstance(table, dict) else None
    try:
        return _CODEC.structure(raw, Seal) if raw is not None else Seal()
    except cattrs.BaseValidationError:
        return Seal()


def indented(raw: bytes) -> bytes:
    """A report file indented for people, with nothing in it made anew."""
    table = _parsed(raw)
    return _bytes(table, 2) + b"\n" if isinstance(table, dict) else raw


def signed(raw: bytes, private: str) -> bytes:
    """The same report file, laid out as it was, with a signature over its digest."""
    loads(raw)
    table = _parsed(raw)
    if not isinstance(table, dict):
        raise BadInput(Sentence("wire.no_report"))
    digest = _digest(table)
    made = sealed(table, signing.public_key(private), signing.sign(private, digest))
    return line(made) if b"\n" not in raw.rstrip() else _bytes(made, 2) + b"\n"


def digest(raw: bytes) -> str:
    """SHA-256 of a report file without its seal, however it is indented; of the bytes themselves when it is none."""
    try:
        table = _parsed(raw)
    except BadInput:
        table = None
    return _digest(table) if isinstance(table, dict) else hashlib.sha256(raw).hexdigest()


def is_as_written(raw: bytes) -> bool:
    """Whether the bytes are, to the last one, as this program writes what they say."""
    table = _parsed(raw)
    return isinstance(table, dict) and raw in (line(table), line(table)[:-1], _bytes(table, 2) + b"\n")


def line(table: dict[str, Any]) -> bytes:
    """A report's table as one line, as a batch holds it."""
    return _bytes(table, None) + b"\n"


def profile_table(profile: Profile) -> dict[str, Any]:
    """A profile alone as plain lists, tables and scalars."""
    table: dict[str, Any] = _CODEC.unstructure(profile)
    return table


def profile_from(table: object) -> Profile:
    """The profile a table holds; BadInput when it holds none."""
    try:
        return _CODEC.structure(table, Profile)
    except cattrs.BaseValidationError as error:
        raise BadInput(Sentence("wire.no_report")) from error


def from_table(table: object) -> Report:
    """The report a table holds; BadInput when it holds none, or one of a newer form."""
    if not isinstance(table, dict):
        raise BadInput(Sentence("wire.no_report"))
    _check_form(table.get("schema"))
    try:
        # A row of a batch carries the caller's own id and the line it stood in.
        return to_report(
            _CODEC.structure({k: v for k, v in table.items() if k not in ("id", "line", BASE_RATES)}, Sheet)
        )
    except cattrs.BaseValidationError as error:
        where = cattrs.transform_error(error)[0]
        raise BadInput(Sentence("wire.wrong_shape", where=where[:200])) from error


def dumps(report: Report) -> bytes:
    """The canonical bytes of a report: equal reports give equal bytes."""
    return _bytes(to_table(report), None)


def pretty(report: Report) -> bytes:
    """The same JSON, indented for people, with a line break at its end."""
    return _bytes(to_table(report), 2) + b"\n"


def loads(raw: bytes) -> Report:
    """The report that JSON bytes hold; BadInput when they hold none."""
    return from_table(_parsed(raw))


def _parsed(raw: bytes) -> object:
    if len(raw) > SIZE_CAP:
        raise BadInput(Sentence("wire.too_big", megabytes=SIZE_CAP // 1_000_000))
    try:
        table: object = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant, parse_float=_number)
    except (ValueError, RecursionError) as error:
        raise BadInput(Sentence("wire.no_json")) from error
    return table


def _digest(table: dict[str, Any]) -> str:
    return hashlib.sha256(_bytes({k: v for k, v in table.items() if k != "seal"}, None)).hexdigest()


def _bytes(table: dict[str, Any], indent: int | None) -> bytes:
    """UTF-8; a lone surrogate, which UTF-8 cannot hold, becomes its JSON escape."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(table, ensure_ascii=False, sort_keys=True, allow_nan=False, indent=indent, separators=separators)
    return text.encode("utf-8", "backslashreplace")


def _check_form(schema: object) -> None:
    name, _, number = schema.partition("/") if isinstance(schema, str) else ("", "", "")
    if name != SCHEMA.partition("/")[0] or not number.isascii() or not number.isdigit() or len(number) > 6:
        raise BadInput(Sentence("wire.no_report"))
    if int(number) > FORM:
        raise BadInput(Sentence("wire.newer", form=number, known=FORM))


def _quote(row: dict[str, Any], profile: Profile) -> None:
    for span in row["spans"]:
        span["text"] = profile.part(span["part"])[span["start"] : span["end"]]
    if "span" in row:
        row["span"] = row["spans"][0] if row["spans"] else None


def _number(text: str) -> float:
    """A number beyond all that computers hold would be read as one that JSON cannot write again."""
    value = float(text)
    if isinf(value):
        raise ValueError(text[:20])
    return value


def _no_constant(word: str) -> Never:
    """JSON knows no NaN and no Infinity."""
    raise ValueError(word)
