"""The JSON Schema of a report file, drawn from the model itself; published as `resources/report/report.schema.json`."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from enum import Enum, IntEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from credcheck.base_rates import BaseRate
from credcheck.model import Claim, ClaimKind, ClaimValue, Part, Sentence, Span
from credcheck.wire._codec import HEADWORDS, VALUE_TYPES
from credcheck.wire._sheet import SCHEMA, Sheet

SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    NoneType: {"type": "null"},
}
PLAIN_VALUES = [kind for kind in get_args(ClaimValue) if kind not in HEADWORDS]


def schema() -> dict[str, Any]:
    """The whole schema (draft 2020-12); every table stands under `$defs` with its docstring."""
    defs: dict[str, Any] = {}
    top = _table(Sheet, defs)
    top["properties"]["schema"] = {"const": SCHEMA}
    top["properties"]["base_rates"] = {
        "description": "What the numbers mean among real people (for people; ignored on reading).",
        **_shape(tuple[BaseRate, ...], defs),
    }
    top["properties"]["id"] = {"description": "The caller's own id, in a row of a batch."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": "CredCheck report",
        **top,
        "$defs": dict(sorted(defs.items())),
    }


def _shape(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    if kind in SCALARS:
        return SCALARS[kind]
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _shape(get_args(kind)[0], defs)}
    if isinstance(kind, UnionType):
        return {"anyOf": [_shape(each, defs) for each in get_args(kind)]}
    if kind.__name__ not in defs:
        defs[kind.__name__] = {}  # stands before its parts are drawn, so that a circle ends
        defs[kind.__name__] = _named(kind, defs)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _named(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    if issubclass(kind, Enum):
        base = "integer" if issubclass(kind, IntEnum) else "string"
        return {"description": kind.__doc__, "type": base, "enum": [each.value for each in kind]}
    own = {Sentence: _sentence, Span: _span, Claim: _claim}
    return own[kind](defs) if kind in own else _table(kind, defs)


def _table(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return _object(kind.__doc__, {f.name: _shape(hints[f.name], defs) for f in fields(kind)})


def _object(text: str | None, properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    rest = {"properties": properties, "required": required, "additionalProperties": False}
    return {"description": text, "type": "object", **rest}


def _sentence(_: dict[str, Any]) -> dict[str, Any]:
    text = "A message id and its parameters, with the English text (for people; ignored on reading)."
    params = {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}
    return _object(text, {"id": SCALARS[str], "params": params, "text": SCALARS[str]})


def _span(defs: dict[str, Any]) -> dict[str, Any]:
    text = f"{Span.__doc__} `text` quotes them (for people; ignored on reading)."
    numbers = {"start": SCALARS[int], "end": SCALARS[int]}
    return _object(text, {"part": _shape(Part, defs), **numbers, "text": SCALARS[str]})


def _claim(defs: dict[str, Any]) -> dict[str, Any]:
    text = "One thing the profile says of its holder; `span` is the first of `spans`, `detail` the rest of a value."
    properties = {
        "kind": _shape(ClaimKind, defs),
        "value": {"anyOf": [_shape(each, defs) for each in PLAIN_VALUES]},
        "detail": {"anyOf": [_detail(kind, word, defs) for kind, word in HEADWORDS.items()]},
        "spans": _shape(tuple[Span, ...], defs),
        "span": _shape(Span | None, defs),
        "why": _shape(Sentence | None, defs),
        "by_user": SCALARS[bool],
    }
    kinds = [{"if": _is(kind), "then": _then(value, defs)} for kind, value in VALUE_TYPES.items()]
    words = {"if": {"not": {"anyOf": [_is(kind) for kind in VALUE_TYPES]}}, "then": _then(str, defs)}
    return {**_object(text, properties, ("detail",)), "allOf": [*kinds, words]}


def _is(kind: ClaimKind) -> dict[str, Any]:
    return {"properties": {"kind": {"const": kind.value}}}


def _then(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    word = HEADWORDS.get(kind)
    if word is None:
        return {"properties": {"value": _shape(kind, defs), "detail": False}}
    return {"properties": {"value": SCALARS[str], "detail": _detail(kind, word, defs)}, "required": ["detail"]}


def _detail(kind: Any, word: str, defs: dict[str, Any]) -> dict[str, Any]:
    table = _table(kind, defs)
    left = {name: shape for name, shape in table["properties"].items() if name != word}
    return _object(kind.__doc__, left)
