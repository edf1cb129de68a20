"""Sentences into text: message id and parameters, rendered when read.

English templates live in `resources/wording/en/*.toml`, one file a room; a template is a string with {parameters},
or a table {one = ..., other = ...} chosen by the parameter `n`; `zero` beside them, an id of its own, speaks of none.
Translations lie in `resources/locale`, one gettext
catalogue a language, keyed by message id (as context) and English text; `languages.speak` chooses one.
"""

from __future__ import annotations

import gettext
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from credcheck import languages, resources
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
    name = id.partition(".")[0]
    # An id may come from a foreign report: it must never name a file of its own choice.
    return (room(name).get(id) if name in rooms() else None) or templates().get(id)


@cache
def rooms() -> frozenset[str]:
    """The names of the rooms that have sentences."""
    return frozenset(path.stem for path in (resources.folder() / "wording" / "en").glob("*.toml"))


def render(sentence: Sentence, translation: gettext.NullTranslations | None = None) -> str:
    """The text of a sentence in the language spoken, or in a given one; parameters are made safe to show."""
    params = dict(sentence.params)
    id, template = _counted(sentence.id, params.get("n"))
    if template is None:
        return _bare(sentence)
    spoken = translation or languages.catalogue()
    text = _translated(id, template, params.get("n"), spoken)
    localise = str if translation else languages.number
    try:
        return text.format_map({k: _shown(named(v, spoken), localise) for k, v in params.items()})
    except (KeyError, IndexError):  # a report of another version, or one made by hand, may lack a parameter
        return _bare(sentence)


def named(value: Param, translation: gettext.NullTranslations | None = None) -> Param:
    """A register's English name in the language spoken, or in a given one; any other value as it is."""
    id = _registers().get(value) if isinstance(value, str) else None
    return (translation or languages.catalogue()).pgettext(id, str(value)) if id else value


@cache
def _registers() -> Mapping[str, str]:
    """The id of each register's name."""
    return MappingProxyType({str(name): id for id, name in reversed(list(room("register").items()))})


def _counted(id: str, n: Param | None) -> tuple[str, Template | None]:
    """The template of a sentence, or its own one for none, where there is one: "The state leaves 0" is no sentence."""
    none = template_of(f"{id}.zero") if type(n) is int and n == 0 else None
    return (f"{id}.zero", none) if none is not None else (id, template_of(id))


def _translated(id: str, template: Template, n: Param | None, translation: gettext.NullTranslations) -> str:
    if isinstance(template, str):
        return translation.pgettext(id, template)
    return translation.npgettext(id, template["one"], template["other"], n if isinstance(n, int) else 2)


def _shown(value: Param, localise: Callable[[str], str] = str) -> str:
    if isinstance(value, float):
        return localise(f"{value:,.2f}".rstrip("0").rstrip("."))
    return localise(f"{value:,}") if isinstance(value, int) else visible(value)


def _bare(sentence: Sentence) -> str:
    return " ".join([visible(sentence.id), *(f"{visible(k)}={_shown(v)}" for k, v in sentence.params)])


def _flatten(prefix: str, table: dict[str, object]) -> list[tuple[str, Template]]:
    found: list[tuple[str, Template]] = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and {"one", "other"} <= set(value) <= {"zero", "one", "other"}:
            found.append((name, {k: str(v) for k, v in value.items() if k != "zero"}))
            found += [(f"{name}.zero", str(value["zero"]))] if "zero" in value else []
        elif isinstance(value, dict):
            found += _flatten(f"{name}.", value)
        else:
            found.append((name, str(value)))
    return found
