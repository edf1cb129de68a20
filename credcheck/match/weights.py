"""Every weight of the matcher, in one table with a version (resources/weights/); nothing else in the program scores.

A level says how one field of a claim compares with a record. `m` is how often the level is seen when the record is the
holder's, `u` how often by chance. Weight in bits = log2(m / u). Where `u` depends on the name or code at hand (rarity),
the table holds `times`: u is the measured frequency times this factor, but not below `u`. Old tables stay, so that a
report can be derived again under the weights it was made with.
"""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import log2
from types import MappingProxyType

from credcheck import resources

WEIGHTS_VERSION = "2026-11-27.1"
GRID = 64
"""Bits are multiples of 1/64: no computer's logarithm differs by as much, so that sums are the same everywhere."""
REFUTING = frozenset({"conflict", "other", "elsewhere", "another quoted"})
"""The names of levels that speak against."""
SILENT = frozenset({"not stated"})
"""The names of levels that say nothing, and are shown because a reader would ask."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of agreement of one field, and where its numbers come from.

    `longer` holds other chances for longer words: (from so many letters, u), shortest first. `unheard` is what the
    chance is multiplied by where nobody in the register carries the claimed word.
    """

    field: str
    name: str
    m: float
    u: float
    times: float = 0.0
    source: str = "judgement"
    longer: tuple[tuple[int, float], ...] = ()
    unheard: float = 1.0
    id: str = dataclasses.field(init=False)
    label: str = dataclasses.field(init=False)
    bits: float = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        """Precompute the message id and the weight without rarity."""
        object.__setattr__(self, "id", f"match.{self.field}.{self.name.replace(' ', '_')}")
        object.__setattr__(self, "label", f"{self.field}: {self.name}")
        object.__setattr__(self, "bits", log2(self.m / self.u))

    def weigh(self, frequency: float, letters: int = 0, heard: bool = True) -> float:
        """The weight in bits where the value is seen with this frequency among the registered, or not heard of."""
        chance = self.u
        for least, u in self.longer:
            chance = u if letters >= least else chance
        factor = 1.0 if heard else self.unheard
        return log2(self.m / min(1.0, max(chance, self.times * frequency) * factor))


@dataclass(frozen=True, slots=True)
class Weights:
    """One version of the table: levels, P(listed) by profession, factors by stage, single numbers, and `met`.

    `met` says as how many others a name is met, by how many carry it: (others its parts make likely, others met), the
    least first; `apart` what the chance of a near name is multiplied by, by how many people of the listed name its
    parts make likely. Older tables have neither.
    """

    version: str
    levels: Mapping[tuple[str, str], Level]
    listed: Mapping[str, float]
    stage: Mapping[str, float]
    numbers: Mapping[str, float]
    met: Mapping[int, tuple[tuple[float, float], ...]] = dataclasses.field(default_factory=dict)
    apart: tuple[tuple[float, float], ...] = ()

    def bits(self, field: str, name: str, frequency: float, letters: int = 0, heard: bool = True) -> float:
        """The weight of a level, kept on its own side of nought: agreement never counts against, conflict never for."""
        level = self.levels[field, name]
        if name in SILENT:
            return 0.0
        if name in REFUTING:
            return on_grid(min(0.0, level.bits))
        return on_grid(max(0.0, level.weigh(frequency, letters, heard)))

    def everybody_listed(self, share: float = 0.999) -> Weights:
        """The same weights for a test register that everybody was once in."""
        return replace(self, listed=MappingProxyType(dict.fromkeys(self.listed, share)))


def on_grid(bits: float) -> float:
    """The nearest multiple of the grid."""
    return round(bits * GRID) / GRID


def load(version: str = WEIGHTS_VERSION) -> Weights:
    """The table of one version; KeyError where there is none."""
    return _load(version)


@cache
def _load(version: str) -> Weights:
    if version not in versions():
        raise KeyError(version)
    return parse(version, resources.read(f"weights/{version}.tsv"))


@cache
def versions() -> tuple[str, ...]:
    """Every version that is here, oldest first."""
    return tuple(sorted(file.stem for file in (resources.folder() / "weights").glob("*.tsv")))


def parse(version: str, text: str) -> Weights:
    """A table from its text."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    values = {kind: _values(rows, kind) for kind in ("listed", "stage", "number")}
    return Weights(
        version,
        MappingProxyType(_levels(rows)),
        values["listed"],
        values["stage"],
        values["number"],
        _met(rows),
        _apart(rows),
    )


Rows = list[dict[str, str]]


def _values(rows: Rows, kind: str) -> Mapping[str, float]:
    return MappingProxyType({row["name"]: float(row["m"]) for row in rows if row["kind"] == kind})


def _met(rows: Rows) -> Mapping[int, tuple[tuple[float, float], ...]]:
    found: dict[int, list[tuple[float, float]]] = {}
    for row in rows:
        if row["kind"] == "met":
            found.setdefault(int(row["field"]), []).append((float(row["name"]), float(row["m"])))
    return MappingProxyType({people: tuple(sorted(rates)) for people, rates in found.items()})


def _apart(rows: Rows) -> tuple[tuple[float, float], ...]:
    return tuple(sorted((float(row["name"]), float(row["m"])) for row in rows if row["kind"] == "apart"))


def _levels(rows: Rows) -> dict[tuple[str, str], Level]:
    found: dict[tuple[str, str], Level] = {}
    for row in rows:
        if row["kind"] == "unheard":
            key = (row["field"], row["name"])
            found[key] = replace(found[key], unheard=float(row["m"]))
        if row["kind"] != "level":
            continue
        key, u = (row["field"], row["name"]), float(row["u"])
        if row["letters"]:
            first = found[key]
            found[key] = replace(first, longer=(*first.longer, (int(row["letters"]), u)))
        else:
            found[key] = Level(*key, float(row["m"]), u, float(row["times"] or 0), row["source"])
    return found
