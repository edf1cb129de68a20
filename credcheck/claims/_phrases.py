"""The phrases of all word lists, as they are looked up, each with what it may mean."""

from __future__ import annotations

import re
from functools import cache

from credcheck import lists
from credcheck.claims._known_names import names
from credcheck.claims._meanings import Clinical, Entry, Field, Role, Spot
from credcheck.claims._tokens import fold
from credcheck.model import Institution, Place

_NO_LETTERS = re.compile(r"[^\w\u0900-\u0dff\u0e00-\u0fff]+|_")


def phrases_of_lists() -> list[tuple[str, Entry]]:
    """Every phrase of the lists but the towns, as it is looked up, with one of its meanings."""
    return [*_roles(), *_clinical(), *_fields(), *_institutions(), *_spots()]


def _roles() -> list[tuple[str, Entry]]:
    found = []
    for row in lists.rows("roles"):
        entry = Entry("role", Role(row["profession"], row["stage"], row["strength"]))
        found += [(k, entry) for k in _keys(row["phrases"])]
    return found


def _clinical() -> list[tuple[str, Entry]]:
    found = []
    for row in lists.rows("specialties"):
        value = Clinical(row["label"], tuple(filter(None, row["codes"].split("|"))), row["nurse"], row["profession"])
        found += [(k, Entry("spec", value)) for k in _with_short(_keys(row["phrases"]), row["profession"])]
        found += [(k, Entry("specman", value)) for k in _keys(row["people"])]
        found += [(k, Entry("abbr", value)) for k in _keys(row["abbreviations"], tight=False)]
    return found


def _with_short(keys: set[str], profession: str) -> set[str]:
    """Phrases for a field of physicians, and what is short for them: "pain med"."""
    physicians = profession == "physician"
    return keys | {k.removesuffix("icine") for k in keys if physicians and k.endswith(" medicine")}


def _fields() -> list[tuple[str, Entry]]:
    found = []
    for row in lists.rows("fields"):
        value = Field(row["field"], row["health"] == "1")
        found += [(k, Entry("field", value)) for k in _keys(f"{row['field']}|{row['phrases']}")]
        found += [(k, Entry("fieldman", value)) for k in _keys(row["people"])]
    return found


def _institutions() -> list[tuple[str, Entry]]:
    found: dict[str, Entry] = {}
    for value, keys in named_institutions():
        entry = Entry("inst", value)
        for name, key in keys:
            if _is_telling(name, key):
                found.setdefault(key, entry)
    return list(found.items())


def _spots() -> list[tuple[str, Entry]]:
    found: dict[tuple[str, str], Entry] = {}
    for row in lists.each("places"):
        place = Place("", row["city"], row["region"], row["country"])
        entry, identity = Entry("spot", Spot(row["kind"], place, int(row["weight"]))), row["kind"] + row["country"]
        for name in row["names"].split("|"):
            found.setdefault((phrase_key(name) or name, identity + row["region"]), entry)
        for name in filter(None, row["demonyms"].split("|")):
            found.setdefault((phrase_key(name), "demonym"), Entry("demonym", Spot("demonym", place, 0)))
    return [(key, entry) for (key, _), entry in found.items()]


@cache
def named_institutions() -> tuple[tuple[Institution, tuple[tuple[str, str], ...]], ...]:
    """Every institution of the lists with its names and their folded forms."""
    return tuple(
        (
            Institution(e.name, e.name, "unclear", e.ror, e.country, e.region, e.city),
            tuple((name, phrase_key(name)) for name in (e.name, *e.aliases)),
        )
        for e in lists.institutions()
    )


@cache
def clinical(label: str) -> Clinical:
    """The clinical field of a label."""
    return next(e.value for _, e in _clinical() if isinstance(e.value, Clinical) and e.value.label == label)


def _is_telling(name: str, key: str) -> bool:
    """Whether a name is telling by its letters alone: no everyday word, no short abbreviation."""
    if " " in key:
        return True
    return ((name.isupper() and len(key) >= 3) or len(key) >= 7) and key not in names().words


def _keys(cell: str, tight: bool = True) -> set[str]:
    """The look-up forms of all phrases of a cell; several words also run together, as hashtags have them."""
    keys = {phrase_key(p) for p in cell.split("|") if p.strip()}
    return keys | ({k.replace(" ", "") for k in keys if " " in k and len(k) > 7} if tight else set())


def phrase_key(phrase: str) -> str:
    """A phrase as it is looked up: folded words joined by one space."""
    if phrase.isascii() and phrase.replace(" ", "").isalnum():
        return phrase.lower()
    return " ".join(_NO_LETTERS.sub(" ", fold.__wrapped__(phrase.replace("&", " and "))).split())
