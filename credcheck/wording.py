"""Sentences into text: message id and parameters, rendered when read.

English templates live in `resources/wording/en/*.toml`, one file a room; a template is a string with {parameters},
or a table {one = ..., other = ...} chosen by the parameter `n`. Translations go through gettext, keyed by English.
"""

from __future__ import annotations

import gettext
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from credcheck import resources
from credcheck.sentence import Param, Sentence
from credcheck.text import visible

Template = str | dict[str, str]


@cache
def templates() -> Mapping[str, Template]:
    """All English templates by message id; a dotted id is a path of TOML tables."""
    found: dict[str, Template] = {}
    for path in sorted((resources.folder() / "wording" / "en").glob("*.toml")):
        for key, value in room(path.stem).items():
            if key in found:
                raise ValueError(f"the message {key} stands twice, second in {path.name}")
            found[key] = value
    return MappingProxyType(found)


@cache
def room(name: str) -> Mapping[str, Template]:
    """The templates of one room's file, empty where there is none."""
    path = resources.folder() / "wording" / "en" / f"{name}.toml"
    return MappingProxyType(dict(_flatten("", tomllib.loads(path.read_text("utf-8")))) if path.is_file() else {})


def template_of(id: str) -> Template | None:
    """One template; most ids start with their room's name, so that one sentence does not load all files."""
    return room(id.partition(".")[0]).get(id) or templates().get(id)


@cache
def catalogue() -> gettext.NullTranslations:
    """The translations of the user's language; looked for once, since gettext itself looks on every call."""
    return gettext.translation("credcheck", resources.folder() / "locale", fallback=True)


def render(sentence: Sentence, translate: Callable[[str], str] | None = None) -> str:
    """The text of a sentence; parameters are made safe to show (bidi and zero-width characters neutralised)."""
    params = dict(sentence.params)
    template = template_of(sentence.id)
    if template is None:
        return _bare(sentence)
    if isinstance(template, dict):
        template = template["one" if params.get("n") == 1 else "other"]
    try:
        return (translate or catalogue().gettext)(template).format_map({k: _shown(v) for k, v in params.items()})
    except (KeyError, IndexError):  # a report of another version, or one made by hand, may lack a parameter
        return _bare(sentence)


def _shown(value: Param) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else visible(value)


def _bare(sentence: Sentence) -> str:
    return " ".join([sentence.id, *(f"{k}={_shown(v)}" for k, v in sentence.params)])


def _flatten(prefix: str, table: dict[str, object]) -> list[tuple[str, Template]]:
    found: list[tuple[str, Template]] = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and set(value) == {"one", "other"}:
            found.append((name, {k: str(v) for k, v in value.items()}))
        elif isinstance(value, dict):
            found += _flatten(f"{name}.", value)
        else:
            found.append((name, str(value)))
    return found
