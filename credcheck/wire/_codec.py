"""How the words of the model become JSON and back: cattrs, made strict, and the three shapes that are our own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime
from enum import Enum
from types import GenericAlias
from typing import Any, get_args, get_origin

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn

from credcheck.languages import ENGLISH
from credcheck.model import (
    Claim,
    ClaimKind,
    ClaimValue,
    Credential,
    Identifier,
    Institution,
    Part,
    PersonName,
    Place,
    Sentence,
    Span,
    Specialty,
)
from credcheck.wording import render

VALUE_TYPES: dict[ClaimKind, Any] = {
    ClaimKind.NAME: PersonName,
    ClaimKind.CREDENTIAL: Credential,
    ClaimKind.SPECIALTY: Specialty,
    ClaimKind.INSTITUTION: Institution,
    ClaimKind.PLACE: Place,
    ClaimKind.IDENTIFIER: Identifier,
    ClaimKind.HEALTH_ROLE: bool,
    ClaimKind.NEGATED: bool,
}
"""The type of a claim's value; str for every other kind."""
LARGEST = 2**63
HEADWORDS: dict[type, str] = {Credential: "code", Specialty: "label"}
"""Values written as one word, with the rest beside it as `detail`."""


def converter() -> Converter:
    """A converter that takes nothing for something it is not."""
    made = Converter(forbid_extra_keys=True, unstruct_collection_overrides={tuple: list})
    _scalars(made)
    made.register_structure_hook_factory(_is_tuple, lambda kind: _tuple_reader(made, kind))
    made.register_structure_hook_factory(is_dataclass, lambda kind: _table_reader(made, kind))
    made.register_unstructure_hook(Sentence, _sentence_table)
    made.register_structure_hook(Sentence, _sentence)
    made.register_structure_hook(Span, _span)
    made.register_unstructure_hook(Claim, lambda claim: _claim_table(made, claim))
    made.register_structure_hook(Claim, lambda table, _: _claim(made, table))
    return made


def _scalars(made: Converter) -> None:
    for kind in (str, bool):
        made.register_structure_hook(kind, _exactly)
    made.register_structure_hook(int, _whole)
    made.register_structure_hook(float, lambda value, _: float(_one_of(value, int, float)))
    made.register_unstructure_hook(float, float)
    made.register_unstructure_hook(date, lambda value: value.isoformat())
    made.register_unstructure_hook(datetime, lambda value: value.isoformat())
    made.register_structure_hook(date, lambda value, _: date.fromisoformat(_one_of(value, str)))
    made.register_structure_hook(datetime, lambda value, _: _moment(_one_of(value, str)))


def _exactly(value: object, kind: type) -> Any:
    """A hook for str and int also gets their enums."""
    return kind(_one_of(value, *kind.__mro__)) if issubclass(kind, Enum) else _one_of(value, kind)


def _whole(value: object, kind: type) -> Any:
    """A number that can be reckoned with: JSON has no bound of its own."""
    if abs(found := _exactly(value, kind)) > LARGEST:
        raise ValueError("too large")
    return found


def _moment(text: str) -> datetime:
    """A time that can be told in every zone."""
    found = datetime.fromisoformat(text)
    if not MINYEAR < found.year < MAXYEAR:
        raise ValueError(text)
    return found


def _one_of(value: object, *kinds: type) -> Any:
    if type(value) not in kinds:
        raise TypeError(f"expected {kinds[0].__name__}")
    return value


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _tuple_reader(made: Converter, kind: Any) -> Callable[[Any, Any], Any]:
    """Reads list[X] into tuple[X, ...]; counts and names the entry that is wrong."""
    each: Any = GenericAlias(list, get_args(kind)[0])
    return lambda value, _: tuple(made.structure(_one_of(value, list), each))


def _table_reader(made: Converter, kind: Any) -> Callable[[Any, Any], Any]:
    read = make_dict_structure_fn(kind, made, _cattrs_forbid_extra_keys=True)
    return lambda value, to: read(_one_of(value, dict), to)


# ---------------------------------------------------------------- sentences and spans
def _sentence_table(sentence: Sentence) -> dict[str, Any]:
    return {"id": sentence.id, "params": dict(sentence.params), "text": _english(sentence)}


def _english(sentence: Sentence) -> str:
    """The English text; the bare id where another version knew other parameters."""
    try:
        return render(sentence, ENGLISH)
    except (KeyError, IndexError):
        return sentence.id


def _sentence(table: Any, _: Any) -> Sentence:
    params = _one_of(_one_of(table, dict)["params"], dict)
    return Sentence(_one_of(table["id"], str), **{k: _one_of(v, str, int, float, bool) for k, v in params.items()})


def _span(table: Any, _: Any) -> Span:
    numbers = (_one_of(_one_of(table, dict)[key], int) for key in ("start", "end"))
    return Span(Part(table["part"]), *numbers)


# ---------------------------------------------------------------- claims
def _claim_table(made: Converter, claim: Claim) -> dict[str, Any]:
    value = made.unstructure(claim.value)
    word = HEADWORDS.get(type(claim.value))
    split = {"value": value} if word is None else {"value": value.pop(word), "detail": value}
    return {
        "kind": claim.kind.value,
        **split,
        "spans": [made.unstructure(span) for span in claim.spans],
        "span": None,
        "why": made.unstructure(claim.why) if claim.why else None,
        "by_user": claim.by_user,
    }


def _claim(made: Converter, table: Any) -> Claim:
    kind = ClaimKind(_one_of(table, dict)["kind"])
    return Claim(
        kind,
        _value(made, table, VALUE_TYPES.get(kind, str)),
        made.structure(table["spans"], tuple[Span, ...]),
        made.structure(table["why"], Sentence) if table["why"] is not None else None,
        _one_of(table["by_user"], bool),
    )


def _value(made: Converter, table: dict[str, Any], kind: Any) -> ClaimValue:
    word = HEADWORDS.get(kind)
    raw = table["value"] if word is None else {**_one_of(table["detail"], dict), word: table["value"]}
    value: ClaimValue = made.structure(raw, kind)
    return value
