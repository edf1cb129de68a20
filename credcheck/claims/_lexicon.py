"""All word lists as one table of folded phrases, so that a text is compared with them in a single pass."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from credcheck import lists
from credcheck.claims._tokens import Text, Token, fold
from credcheck.model import Credential, CredentialClass, Institution, Part, Place

_LONGEST = 9
_RUN = 60
# Han, kana and Thai are written without spaces.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
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
        for entry in self.entries:  # asked thousands of times; a generator takes twice as long
            if entry.sort in sorts:
                return entry
        return None


# A phrase's meanings, or the lines of the list of towns that are still to be read when somebody asks for it.
Meanings = tuple[Entry, ...] | str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded phrases with their meanings; for each first word and each first two letters the longest phrase."""

    phrases: dict[str, Meanings]
    longest: dict[str, int]
    unspaced: dict[str, int]

    def meanings(self, key: str) -> tuple[Entry, ...]:
        """What a folded phrase may mean."""
        found = self.phrases.get(key, ())
        if isinstance(found, str):
            found = self.phrases[key] = tuple(map(_town, found.split("\n")))
        return found

    def hits(self, text: Text) -> tuple[Hit, ...]:
        """Every phrase found in a text, all lengths, in reading order, longer ones first."""
        found: list[Hit] = []
        words = text.words
        for i, word in enumerate(words):
            most = self.longest.get(word.fold, 0) or int(word.text.endswith(("'s", "’s")))
            if most:
                found += self._from(text, words, i, most)
            elif self.unspaced and not word.text.isascii() and text.part is not Part.BIO:
                found += self._inside(text, i, word.fold)
        return tuple(found)

    def _inside(self, text: Text, i: int, run: str) -> list[Hit]:
        """The places that a run of characters without spaces begins with or holds: "加拿大多伦多"."""
        found: list[Hit] = []
        at = 0
        while at < min(len(run), _RUN):
            most = self.unspaced.get(run[at : at + 2], 0)
            size = next((n for n in range(most, 1, -1) if run[at : at + n] in self.phrases), 0)
            if size:
                key = run[at : at + size]
                found.append(Hit(text, i, i, key, tuple(e for e in self.meanings(key) if e.sort == "spot")))
            at += size or 1
        return found[-1:] if len(found) < 2 else [_together(found)]

    def _possessive(self, word: Token) -> tuple[Entry, ...]:
        """The places that a possessive names: "Ohio's"."""
        if not word.text.endswith(("'s", "’s")):
            return ()
        return tuple(e for e in self.meanings(word.fold[:-1]) if e.sort == "spot")

    def _from(self, text: Text, words: tuple[Token, ...], i: int, most: int) -> list[Hit]:
        key, here = words[i].fold, []
        last = min(len(words), i + most) - 1
        for j in range(i, last + 1):
            if j > i:
                if not words[j].follows:
                    break
                key = f"{key} {words[j].fold}"
            entries = self.meanings(key) if key in self.phrases else self._possessive(words[i]) if j == i else ()
            if entries:
                here.append(Hit(text, i, j, key, entries))
        return here[::-1]


def phrase_key(phrase: str) -> str:
    """A phrase as it is looked up: folded words joined by one space."""
    if phrase.isascii() and phrase.replace(" ", "").isalnum():
        return phrase.lower()
    return " ".join(_NO_LETTERS.sub(" ", fold.__wrapped__(phrase.replace("&", " and "))).split())


def _together(found: list[Hit]) -> Hit:
    """Several places in one run of characters as one hit: country, region and city agree later."""
    first = found[0]
    return Hit(first.text, first.first, first.last, first.phrase, tuple(e for h in found for e in h.entries))


@cache
def lexicon() -> Lexicon:
    """The table of all lists, built when first asked."""
    known: dict[str, list[Entry]] = {}
    for key, entry in _all():
        if key and key.count(" ") < _LONGEST:
            known.setdefault(key, []).append(entry)
    phrases: dict[str, Meanings] = _towns()
    for key, entries in known.items():
        found = phrases.get(key, "")
        towns = map(_town, found.split("\n")) if isinstance(found, str) and found else ()
        phrases[key] = (*entries, *towns)
    return Lexicon(phrases, _longest(phrases), _unspaced(phrases))


def _longest(phrases: Iterable[str]) -> dict[str, int]:
    """For each first word the number of words of the longest phrase."""
    longest: dict[str, int] = {}
    for key in phrases:
        first, size = key.split(" ", 1)[0], key.count(" ") + 1
        if size > longest.get(first, 0):
            longest[first] = size
    return longest


def _unspaced(phrases: Iterable[str]) -> dict[str, int]:
    """For each first two characters of scripts without spaces the length of the longest phrase."""
    longest: dict[str, int] = {}
    for key in phrases:
        if len(key) > 1 and is_unspaced(key):
            longest[key[:2]] = max(longest.get(key[:2], 0), len(key))
    return longest


def is_unspaced(word: str) -> bool:
    """Whether a word is written in a script without spaces."""
    return not word.isascii() and _UNSPACED.match(word) is not None


def _towns() -> dict[str, Meanings]:
    """Places of one name, left as the list writes them until asked for: there are many, and few are ever named."""
    found: dict[str, Meanings] = {}
    for line in lists.lines("towns"):
        key, rest = line.split("\t", 1)
        found[key] = f"{found[key]}\n{rest}" if key in found else rest
    return found


def _town(line: str) -> Entry:
    kind, city, region, country, weight = line.split("\t")
    return Entry("spot", Spot(kind, Place("", city, region, country), int(weight)))


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
    for row in lists.each("places"):
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
    for row in lists.each("names"):
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
