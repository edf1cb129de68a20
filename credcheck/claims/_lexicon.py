"""All word lists as one table of folded phrases, so that a text is compared with them in a single pass."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from credcheck import lists
from credcheck.claims._tokens import Text, Token, fold
from credcheck.model import Credential, CredentialClass, Institution, Place

_LONGEST = 9
_DOTTED = frozenset({"USA", "PROFDR", "DOTTSSA", "DRSSA", "PROFSSA", "DRMED", "UNIVPROF", "PRIVDOZ"})
_NO_LETTERS = re.compile(r"[^\w\u0900-\u0dff\u0e00-\u0fff]+|_")


@dataclass(frozen=True, slots=True)
class Role:
    """A word for a calling: its profession, stage, and whether it is enough alone."""

    profession: str
    stage: str
    strength: str


@dataclass(frozen=True, slots=True)
class Clinical:
    """A clinical field: label, codes, the label for a nurse, and the profession of its practitioner words."""

    label: str
    codes: tuple[str, ...]
    nurse: str
    profession: str


@dataclass(frozen=True, slots=True)
class Field:
    """A research field, and whether its people are biomedical scientists."""

    name: str
    health: bool


@dataclass(frozen=True, slots=True)
class PostNominal:
    """A post-nominal and how much company it needs: sure, context or word."""

    value: Credential
    trust: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the lists: what it is and how heavy among places of one name."""

    kind: str
    place: Place
    weight: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase may mean: `sort` is role, field, fieldman, spec, specman, abbr, inst, spot or demonym."""

    sort: str
    value: Role | Clinical | Field | Institution | Spot


class Hit(NamedTuple):
    """A phrase found: the words from `first` to `last` (positions among the words of its text) and its meanings."""

    text: Text
    first: int
    last: int
    phrase: str
    entries: tuple[Entry, ...]

    def tokens(self) -> tuple[Token, ...]:
        """The words that make it up."""
        return self.text.words[self.first : self.last + 1]

    def get(self, *sorts: str) -> Entry | None:
        """Its first meaning of one of these sorts."""
        return next((e for e in self.entries if e.sort in sorts), None)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded phrases with their meanings, and for each first word the length of the longest phrase."""

    phrases: dict[str, tuple[Entry, ...]]
    longest: dict[str, int]

    def hits(self, text: Text) -> tuple[Hit, ...]:
        """Every phrase found in a text, all lengths, in reading order, longer ones first."""
        found: list[Hit] = []
        words = text.words
        for i, word in enumerate(words):
            most = self.longest.get(word.fold, 0) or int(word.text.endswith(("'s", "’s")))
            if most:
                found += self._from(text, words, i, most)
        return tuple(found)

    def _possessive(self, word: Token) -> tuple[Entry, ...]:
        """The places that a possessive names: "Ohio's"."""
        if not word.text.endswith(("'s", "’s")):
            return ()
        return tuple(e for e in self.phrases.get(word.fold[:-1], ()) if e.sort == "spot")

    def _from(self, text: Text, words: tuple[Token, ...], i: int, most: int) -> list[Hit]:
        key, here = words[i].fold, []
        last = min(len(words), i + most) - 1
        for j in range(i, last + 1):
            if j > i:
                if not words[j].follows:
                    break
                key = f"{key} {words[j].fold}"
            entries = self.phrases.get(key) or (j == i and self._possessive(words[i])) or ()
            if entries:
                here.append(Hit(text, i, j, key, entries))
        return here[::-1]


def phrase_key(phrase: str) -> str:
    """A phrase as it is looked up: folded words joined by one space."""
    if phrase.isascii() and phrase.replace(" ", "").isalnum():
        return phrase.lower()
    return " ".join(_NO_LETTERS.sub(" ", fold.__wrapped__(phrase.replace("&", " and "))).split())


@cache
def lexicon() -> Lexicon:
    """The table of all lists, built when first asked."""
    phrases: dict[str, list[Entry]] = {}
    for key, entry in _all():
        if key and len(key.split(" ")) <= _LONGEST:
            phrases.setdefault(key, []).append(entry)
    longest: dict[str, int] = {}
    for key in phrases:
        words = key.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return Lexicon({k: tuple(v) for k, v in phrases.items()}, longest)


def _all() -> list[tuple[str, Entry]]:
    return [*_roles(), *_clinical(), *_fields(), *_institutions(), *_spots()]


def _keys(cell: str, tight: bool = True) -> set[str]:
    """The look-up forms of all phrases of a cell; several words also run together, as hashtags have them."""
    keys = {phrase_key(p) for p in cell.split("|") if p.strip()}
    return keys | ({k.replace(" ", "") for k in keys if " " in k and len(k) > 7} if tight else set())


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
        found += [(k, Entry("spec", value)) for k in _keys(row["phrases"])]
        found += [(k, Entry("specman", value)) for k in _keys(row["people"])]
        found += [(k, Entry("abbr", value)) for k in _keys(row["abbreviations"], tight=False)]
    return found


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


def _is_telling(name: str, key: str) -> bool:
    """Whether a name is telling by its letters alone: no everyday word, no short abbreviation."""
    if " " in key:
        return True
    return ((name.isupper() and len(key) >= 3) or len(key) >= 7) and key not in names().words


def _spots() -> list[tuple[str, Entry]]:
    found: dict[tuple[str, str], Entry] = {}
    for row in lists.rows("places"):
        place = Place("", row["city"], row["region"], row["country"])
        entry, identity = Entry("spot", Spot(row["kind"], place, int(row["weight"]))), row["kind"] + row["country"]
        for name in row["names"].split("|"):
            found.setdefault((phrase_key(name) or name, identity + row["region"]), entry)
        for name in filter(None, row["demonyms"].split("|")):
            found.setdefault((phrase_key(name), "demonym"), Entry("demonym", Spot("demonym", place, 0)))
    return [(key, entry) for (key, _), entry in found.items()]


@cache
def post_nominals() -> dict[str, PostNominal]:
    """Post-nominals by tight key, aliases included."""
    found: dict[str, PostNominal] = {}
    for row in lists.rows("credentials"):
        value = Credential(row["code"], CredentialClass(row["kind"]), row["profession"], row["country"])
        for key in (row["code"], *row["aliases"].split("|")):
            found.setdefault(tight(key), PostNominal(value, row["trust"]))
    found.pop("", None)
    return found


def tight(code: str) -> str:
    """Letters and digits of a code in capitals: "Ph.D." -> PHD."""
    if code.isalnum() and code.isascii():
        return code.upper()
    return "".join(c for c in fold(code).upper() if c.isalnum())


@dataclass(frozen=True, slots=True)
class Names:
    """Words that are given names (common, less common, or everyday words as well), family names, everyday words."""

    given: frozenset[str]
    more: frozenset[str]
    rare: frozenset[str]
    family: frozenset[str]
    iberian: frozenset[str]
    words: frozenset[str]
    common: frozenset[str]


@cache
def names() -> Names:
    """The word list of names."""
    cells: dict[str, list[str]] = defaultdict(list)
    for row in lists.rows("names"):
        cells[row["kind"]] += row["names"].split("|")
    return Names(*(frozenset(cells[kind]) for kind in ("given", "more", "rare", "family", "iberian", "word", "common")))


def is_one_word(dotted: str) -> bool:
    """Whether letters with dots are one word: initials ("U.S.") or a post-nominal ("Ph.D.")."""
    parts = [p for p in dotted.split(".") if p]
    return all(len(p) == 1 for p in parts) or tight(dotted) in post_nominals() or tight(dotted) in _DOTTED


@cache
def clinical(label: str) -> Clinical:
    """The clinical field of a label."""
    return next(e.value for _, e in _clinical() if isinstance(e.value, Clinical) and e.value.label == label)
