"""Report <-> JSON: the one form that store, export, batch and `verify` share.

The form is published as `resources/report/report.schema.json`. Any change of shape raises FORM; a reader takes its own
form and all older ones. Texts of sentences and spans stand beside their ids for people and are ignored on reading.
"""

from __future__ import annotations

import json
from typing import Any, Never

import cattrs

from credcheck.errors import BadInput
from credcheck.model import Profile, Report, Sentence
from credcheck.wire._codec import converter
from credcheck.wire._sheet import FORM, SCHEMA, Sheet, to_report, to_sheet

__all__ = ["FORM", "SCHEMA", "SIZE_CAP", "dumps", "from_table", "loads", "pretty", "to_table"]

SIZE_CAP = 32_000_000
_CODEC = converter()


def to_table(report: Report) -> dict[str, Any]:
    """The report as plain lists, tables and scalars."""
    table: dict[str, Any] = _CODEC.unstructure(to_sheet(report))
    for part in ("claims", "rejected", "flags"):
        for row in table[part]:
            _quote(row, report.case.profile)
    return table


def from_table(table: object) -> Report:
    """The report a table holds; BadInput when it holds none, or one of a newer form."""
    if not isinstance(table, dict):
        raise BadInput(Sentence("wire.no_report"))
    _check_form(table.get("schema"))
    try:
        # A row of a batch carries the caller's own id and the line it stood in.
        return to_report(_CODEC.structure({k: v for k, v in table.items() if k not in ("id", "line")}, Sheet))
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
    if len(raw) > SIZE_CAP:
        raise BadInput(Sentence("wire.too_big", megabytes=SIZE_CAP // 1_000_000))
    try:
        table = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadInput(Sentence("wire.no_json")) from error
    return from_table(table)


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


def _no_constant(word: str) -> Never:
    """JSON knows no NaN and no Infinity."""
    raise ValueError(word)
