"""Every weight of the matcher, in one table with a version; nothing else in the program scores.

A level says how one field of a claim compares with a record. `m` is how often the level is seen when the record is the
holder's, `u` how often by chance. Weight in bits = log2(m / u). Where `u` depends on the name or code at hand (rarity),
the table holds `times`: u is the measured frequency times this factor, but not below `u`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from math import log2
from types import MappingProxyType

WEIGHTS_VERSION = "2026-11-22.1"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of agreement of one field, and where its numbers come from."""

    field: str
    name: str
    m: float
    u: float
    times: float = 0.0
    source: str = "judgement"
    id: str = dataclasses.field(init=False)
    label: str = dataclasses.field(init=False)
    bits: float = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        """Precompute the message id and the weight without rarity."""
        object.__setattr__(self, "id", f"match.{self.field}.{self.name.replace(' ', '_')}")
        object.__setattr__(self, "label", f"{self.field}: {self.name}")
        object.__setattr__(self, "bits", log2(self.m / self.u))

    def weigh(self, frequency: float) -> float:
        """The weight in bits where the value is seen with this frequency among the registered."""
        return log2(self.m / min(1.0, max(self.u, self.times * frequency)))


_ROWS = (
    # surname: u = frequency of the claimed surname times `times`
    Level("surname", "exact", 0.920, 1e-7, 1.0),
    Level("surname", "other name", 0.030, 1e-7, 0.1),
    Level("surname", "hyphen half", 0.020, 1e-7, 0.08),
    Level("surname", "maiden as middle", 0.006, 1e-7, 0.05),
    Level("surname", "spelling variant", 0.006, 1e-5, 1.0),
    Level("surname", "one edit", 0.012, 2.1e-4, 1.0, "u: benchmarks.accuracy.fit; m: judgement"),
    Level("surname", "two edits", 0.003, 1.5e-3, 1.0),
    Level("surname", "phonetic", 0.003, 6e-4, 1.0),
    Level("surname", "initial", 0.002, 5e-2, 0.0),
    Level("surname", "swapped", 0.004, 1e-7, 1.0),
    Level("surname", "conflict", 0.010, 0.99, source="name_changes: half of changed surnames share nothing"),
    # given name: u = frequency of the claimed given name among bearers of the surname times `times`
    Level("given", "exact", 0.780, 1e-6, 1.0),
    Level("given", "nickname", 0.060, 1e-6, 1.0),
    Level("given", "formal of nickname", 0.010, 1e-6, 1.0),
    Level("given", "shared formal name", 0.006, 5e-4, 0.5, "u: benchmarks.accuracy.fit; m: judgement"),
    Level("given", "spelling variant", 0.010, 6e-4, 0.5, "u: benchmarks.accuracy.fit; m: judgement"),
    Level("given", "part", 0.020, 2e-4, 0.2),
    Level("given", "initial", 0.020, 0.07, 0.0),
    Level("given", "middle used as first", 0.020, 1e-5, 1.0),
    Level("given", "one edit", 0.008, 1.5e-3, 0.5, "u: benchmarks.accuracy.fit; m: judgement"),
    Level("given", "phonetic", 0.003, 1.5e-3, 0.5, "u: benchmarks.accuracy.fit; m: judgement"),
    Level("given", "conflict", 0.008, 0.96),
    # middle name, generation
    Level("middle", "agrees", 0.60, 0.012),
    Level("middle", "initial agrees", 0.85, 0.085),
    Level("middle", "conflict", 0.03, 0.90),
    Level("generation", "agrees", 0.80, 0.01),
    Level("generation", "conflict", 1e-5, 0.60),
    # profession and credential; u = share of the registered with that profession / credential within it
    Level("profession", "same", 0.93, 0.01, 1.0),
    Level("profession", "kin", 0.05, 0.06, 0.5),
    Level("profession", "other", 0.015, 0.80),
    Level("credential", "agrees", 0.90, 0.02, 1.0),
    Level("credential", "kin", 0.30, 0.30),
    Level("credential", "other", 0.04, 0.50),
    # specialty: u = share of the registered with that specialty within the profession times `times`
    Level("specialty", "same", 0.62, 1e-3, 1.0),
    Level("specialty", "broader listed", 0.22, 0.03, 1.0),
    Level("specialty", "narrower listed", 0.08, 0.01, 1.0),
    Level("specialty", "same branch", 0.05, 0.05, 0.6),
    Level("specialty", "other", 0.06, 0.80),
    # places: u = share of the registered in that state
    Level("place", "city", 0.25, 5e-4, 0.08),
    Level("place", "state", 0.50, 2e-3, 1.2),
    Level("place", "elsewhere", 0.20, 0.90),
    Level("country", "conflict", 0.12, 0.95),
    # institutions, schools, identifiers
    Level("institution", "agrees", 0.30, 3e-3),
    Level("school", "agrees", 0.60, 6e-3),
    Level("licence", "agrees", 0.97, 1e-6),
    Level("npi", "quoted", 0.95, 1e-6),
    Level("npi", "another quoted", 0.02, 0.999),
    Level("orcid", "quoted", 0.95, 1e-6),
    Level("orcid", "another quoted", 0.02, 0.999),
)

LEVELS: Mapping[tuple[str, str], Level] = MappingProxyType({(row.field, row.name): row for row in _ROWS})

REFUTING = frozenset({"conflict", "other", "elsewhere", "another quoted"})
"""The names of levels that speak against."""


def bits_of(field: str, name: str, frequency: float) -> float:
    """The weight of a level, kept on its own side of nought: agreement never counts against, conflict never for."""
    level = LEVELS[field, name]
    if name in REFUTING:
        return round(min(0.0, level.bits), 4)
    return round(max(0.0, level.weigh(frequency)), 4)


@dataclass(frozen=True, slots=True)
class Listed:
    """P(somebody with this claimed profession and stage is in the NPI register), and where the number comes from."""

    share: float
    source: str = "judgement"


LISTED: Mapping[str, Listed] = MappingProxyType(
    {
        "physician": Listed(0.97, "an NPI is needed to bill or prescribe"),
        "physician_assistant": Listed(0.97, "an NPI is needed to bill or prescribe"),
        "nurse_practitioner": Listed(0.97, "an NPI is needed to bill or prescribe"),
        "dentist": Listed(0.93, "most bill electronically"),
        "chiropractor": Listed(0.95, "most bill electronically"),
        "psychologist": Listed(0.75, "academic psychologists need none"),
        "pharmacist": Listed(0.50, "optional for most"),
        "therapist": Listed(0.65, "those who bill need one"),
        "nurse": Listed(0.12, "registered nurses rarely need one"),
        "naturopath": Listed(0.60, "licensed ones who bill"),
        "other_health": Listed(0.50),
        "veterinarian": Listed(0.02, "not a HIPAA provider"),
        "medical_student": Listed(0.20, "some schools enrol students"),
        "researcher": Listed(0.04, "scientists need none"),
        "other": Listed(0.03),
        "": Listed(0.20),
    }
)

STAGE: Mapping[str, float] = MappingProxyType(
    {"practising": 1.0, "trainee": 0.85, "student": 0.15, "retired": 0.75, "former": 0.7, "none": 0.5, "": 1.0}
)
"""Factors on LISTED by stage of career (judgement)."""

IN_COUNTRY = 1.0
ABROAD = 0.02
"""Factor on LISTED where the profile places its holder outside the register's country (judgement)."""
COUNTRY_UNKNOWN = 0.7
"""Factor where it names no country (judgement: most unplaced English profiles of clinicians are from the US)."""
NOT_EXPECTED = 0.05
"""Cap on LISTED where the claims say that this register is the wrong place to ask."""

REGISTERED = MappingProxyType({"npi": 7_200_000, "orcid": 22_000_000, "": 1_000_000})
"""How many people each register lists, where the answer does not say (public counts, October 2026)."""

DISCOUNTS = (0.95, 1.28, 1.5)
"""How many fewer others carry a full name than one, two, three and more listed people do (benchmarks.accuracy.fit)."""
BACKOFF_FALL = 0.1
"""How the share of unseen given names falls: (10 / bearers of the surname) ^ this (benchmarks.accuracy.fit)."""
DEPENDENCE = 1.0
"""How much likelier a given name is with a surname than if both were drawn apart (benchmarks.accuracy.fit)."""
SEEN_FAMILY = 2e-5
SEEN_GIVEN = 1e-3
"""Frequency of a name that neither the register nor the shipped table of frequencies counts."""
