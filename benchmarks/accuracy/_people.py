"""Everybody in a register zip, as far as a benchmark's claims need them, and groups of surnames by origin."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from credcheck.match.professions import parse, profession_of
from credcheck.model import Credential, NameKind, PersonName
from credcheck.registries import _nppes, _nppes_files, _nppes_records
from credcheck.text import fold

Row = dict[str, str]
City = tuple[str, str]
"""A city's folded name and its state."""
ORIGINS = Path(__file__).with_name("origins.tsv")
_NEEDED = frozenset(
    (_nppes.NPI, _nppes.ENTITY, _nppes.FAMILY, _nppes.GIVEN, _nppes.MIDDLE, _nppes.SUFFIX, _nppes.CREDENTIAL,
     _nppes.OTHER_FAMILY, _nppes.OTHER_GIVEN, _nppes.OTHER_MIDDLE, _nppes.OTHER_SUFFIX, _nppes.OTHER_KIND,
     *_nppes.PRACTICE, *_nppes.MAILING,
     *(column.format(n=n) for n in _nppes.SLOTS for column in (_nppes.CODE, _nppes.LICENCE_STATE)))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Somebody:
    """One registered person."""

    npi: str
    name: PersonName
    others: tuple[PersonName, ...]
    credentials: tuple[Credential, ...]
    codes: tuple[str, ...]
    states: tuple[str, ...]
    cities: tuple[City, ...] = ()

    @property
    def profession(self) -> str:
        """The profession of the first code that stands for one."""
        return next((p for c in self.codes if (p := profession_of(c))), "")

    @property
    def names(self) -> tuple[PersonName, ...]:
        """Every name the register lists for them."""
        return (self.name, *self.others)


@dataclass
class Pool:
    """Everybody in the register, by name too; the cities of each state as often as somebody lists them."""

    people: list[Somebody] = field(default_factory=list)
    by_name: dict[tuple[str, str], list[Somebody]] = field(default_factory=lambda: defaultdict(list))
    sizes: Counter[tuple[str, str]] = field(default_factory=Counter)
    towns: dict[str, list[City]] = field(default_factory=lambda: defaultdict(list))

    def add(self, somebody: Somebody) -> None:
        """Take somebody in under each of their names."""
        self.people.append(somebody)
        for own in dict.fromkeys(key(name) for name in somebody.names):
            self.by_name[own].append(somebody)
        for city in somebody.cities:
            self.towns[city[1]].append(city)

    def namesakes(self, somebody: Somebody) -> list[Somebody]:
        """The others who carry somebody's legal surname and given name."""
        return [p for p in self.by_name[key(somebody.name)] if p.npi != somebody.npi]


def pool(file: Path) -> Pool:
    """All people of a register zip."""
    found = Pool()
    for row in read(file):
        found.add(_somebody(row))
    return found


def read(file: Path) -> Iterator[Row]:
    """The people of a register zip, as the official layout has them; only the columns a benchmark needs."""
    with zipfile.ZipFile(file) as archive:
        member = next(n for n in archive.namelist() if _nppes_files.is_main_file(n))
        with archive.open(member) as raw:
            lines = csv.reader(io.TextIOWrapper(raw, "utf-8", newline=""))
            columns = [(at, name) for at, name in enumerate(next(lines)) if name in _NEEDED]
            for line in lines:
                row = {name: line[at] for at, name in columns}
                if row[_nppes.ENTITY] == "1" and row[_nppes.FAMILY]:
                    yield row


def key(name: PersonName) -> tuple[str, str]:
    """Surname and given name, folded."""
    return fold(name.family), fold(name.given)


def _somebody(row: Row) -> Somebody:
    slots = _nppes_records.taxonomies(row)
    places = _nppes_records.places(row)
    states = {t.state for t in slots} | {p.region for p in places}
    names = _nppes_records.listed_names(row)
    return Somebody(
        row[_nppes.NPI],
        next((n.name for n in names if n.kind is NameKind.LEGAL), PersonName()),
        tuple(n.name for n in names if n.kind is not NameKind.LEGAL),
        parse(row[_nppes.CREDENTIAL]),
        tuple(dict.fromkeys(t.code for t in slots)),
        tuple(sorted(states & set(_nppes.STATES))),
        tuple(dict.fromkeys((fold(p.city), p.region) for p in places if p.city and p.region in _nppes.STATES)),
    )


@cache
def _origins() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    rows = [row for row in ORIGINS.read_text("utf-8").splitlines() if not row.startswith("#")][1:]
    found = [(group, how, tuple(names.split())) for group, how, names in (row.split("\t") for row in rows)]
    return tuple(sorted(found, key=lambda row: row[1] != "whole"))


@cache
def origin(family: str) -> str:
    """A rough group of surnames by origin, for comparing how well each is served."""
    word = fold(family)
    for group, how, names in _origins():
        if how == "whole" and word in names:
            return group
        if how == "begin" and len(word) > 5 and word.startswith(names):
            return group
        if how == "end" and len(word) > 4 and word.endswith(names):
            return group
    return "other"
