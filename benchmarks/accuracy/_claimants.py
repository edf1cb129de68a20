"""Draws people from a real register and writes claims as they might make them; who is left out is known."""

from __future__ import annotations

import random
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from benchmarks.accuracy.fit import Row, read
from credcheck import lists
from credcheck.match.professions import parse, profession_of
from credcheck.model import (
    Claim,
    ClaimKind,
    Claims,
    ClaimValue,
    Credential,
    ListedName,
    NameKind,
    PersonName,
    Place,
    Specialty,
)
from credcheck.registries import _nppes
from credcheck.text import fold

NATURAL = {
    "as registered": 0.74, "nickname": 0.10, "initial": 0.03, "middle as first": 0.02, "one typo": 0.02,
    "two typos": 0.005, "former surname": 0.03, "hyphen half": 0.02, "order swapped": 0.005, "transliterated": 0.01,
}  # fmt: skip
"""How often people write their name in each way; the strata are even, so claims are weighed by this (judgement)."""
CROWDED = 20
ORIGINS = Path(__file__).with_name("origins.tsv")
LEVELS = ("A name", "B credential", "C specialty", "D place")
_SWAPS = (
    ("OU", "U"), ("EE", "I"), ("KH", "H"), ("PH", "F"), ("SCH", "SH"), ("CK", "K"), ("TZ", "Z"), ("W", "V"), ("Y", "I"),
    ("J", "Y"), ("C", "K"), ("AE", "A"), ("OE", "O"), ("SKY", "SKI"), ("OV", "OFF"), ("EI", "EY"),
)  # fmt: skip


@dataclass(frozen=True)
class Somebody:
    """One registered person, as far as claims need it."""

    npi: str
    name: PersonName
    others: tuple[PersonName, ...]
    credentials: tuple[Credential, ...]
    codes: tuple[str, ...]
    states: tuple[str, ...]


@dataclass(frozen=True)
class Claimant:
    """A claim with its truth: who says it, whether they are in the register, and its strata."""

    somebody: Somebody
    claims: Claims
    present: bool
    level: str
    kind: str
    crowd: int
    rival: bool
    natural: float


@dataclass
class Pool:
    """Everybody in the register, by name."""

    people: list[Somebody] = field(default_factory=list)
    by_name: dict[tuple[str, str], list[Somebody]] = field(default_factory=lambda: defaultdict(list))


def pool(file: Path) -> Pool:
    """All people of a register zip."""
    found = Pool()
    for row in read(file):
        somebody = _somebody(row)
        found.people.append(somebody)
        found.by_name[key(somebody.name)].append(somebody)
    return found


def key(name: PersonName) -> tuple[str, str]:
    """Surname and given name, folded."""
    return fold(name.family), fold(name.given)


def _somebody(row: Row) -> Somebody:
    slots = _nppes.taxonomies(row)
    states = {t.state for t in slots} | {p.region for p in _nppes.places(row)}
    names = _nppes._names(row)
    others = tuple(n.name for n in names if n.kind is not NameKind.LEGAL)
    legal = next((n.name for n in names if n.kind is NameKind.LEGAL), PersonName())
    return Somebody(
        row[_nppes.NPI],
        legal,
        others,
        parse(row[_nppes.CREDENTIAL]),
        tuple(t.code for t in slots),
        tuple(sorted(states & set(_nppes.STATES))),
    )


def leave_out(source: Path, target: Path, npis: set[str]) -> None:
    """Copy a register zip without some people."""
    gone = {npi.encode() for npi in npis}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        member = next(n for n in old.namelist() if _nppes.is_main_file(n))
        with old.open(member) as lines, new.open(member, "w", force_zip64=True) as out:
            for line in lines:
                if line[1:11] not in gone:
                    out.write(line)


def draw(everybody: Pool, size: int, chance: random.Random) -> list[Claimant]:
    """`size` claimants, 30 % of them to be left out; one in ten drawn from crowded names on purpose."""
    telling = [p for p in everybody.people if p.name.family and len(p.name.given) > 1 and _profession(p)]
    crowded = [p for p in telling if len(everybody.by_name[key(p.name)]) >= CROWDED]
    chosen = chance.sample(telling, size * 9 // 10)
    taken = {p.npi for p in chosen}
    extra = [p for p in crowded if p.npi not in taken]
    drawn = [(p, True) for p in chosen] + [(p, False) for p in chance.sample(extra, min(len(extra), size // 10))]
    gone = {p.npi for p, _ in drawn if chance.random() < 0.3}
    return [_claimant(p, natural, gone, everybody, chance) for p, natural in drawn]


def _profession(somebody: Somebody) -> str:
    return next((p for c in somebody.codes if (p := profession_of(c))), "")


def _claimant(somebody: Somebody, natural: bool, gone: set[str], everybody: Pool, chance: random.Random) -> Claimant:
    ways = {kind: name for kind in NATURAL if (name := _written(kind, somebody, chance)) is not None}
    kind = chance.choice(sorted(ways))
    level = chance.choice(LEVELS)
    values, level = _values(somebody, ways[kind], level, chance)
    namesakes = [p for p in everybody.by_name[key(somebody.name)] if p.npi != somebody.npi and p.npi not in gone]
    rival = bool(namesakes) and any(not set(p.codes) & set(somebody.codes) for p in namesakes)
    weight = len(ways) * NATURAL[kind] / sum(NATURAL[k] for k in ways) if natural else 0.0
    claims = Claims(tuple(Claim(k, v) for k, v in values))
    present = somebody.npi not in gone
    return Claimant(somebody, claims, present, level, kind, len(namesakes), rival, weight)


def _values(
    somebody: Somebody, name: PersonName, level: str, chance: random.Random
) -> tuple[list[tuple[ClaimKind, ClaimValue]], str]:
    values: list[tuple[ClaimKind, ClaimValue]] = [
        (ClaimKind.SUBJECT, "person"), (ClaimKind.NAME, name), (ClaimKind.STAGE, "practising"),
        (ClaimKind.HEALTH_ROLE, True), (ClaimKind.NPI_EXPECTED, "yes"), (ClaimKind.COUNTRY, "US"),
    ]  # fmt: skip
    if level == LEVELS[0]:
        return values, level
    values.append((ClaimKind.PROFESSION, _profession(somebody)))
    values += [(ClaimKind.CREDENTIAL, c) for c in somebody.credentials if c.profession][:1]
    if level == LEVELS[1]:
        return values, level
    specialty = _specialty(somebody, chance)
    if specialty is None:
        return values, LEVELS[1]
    values.append((ClaimKind.SPECIALTY, specialty))
    if level == LEVELS[2] or not somebody.states:
        return values, LEVELS[2]
    known = chance.random() < 0.85
    state = chance.choice(somebody.states) if known else chance.choice(("CA", "TX", "FL", "NY", "PA", "IL", "OH", "GA"))
    values.append((ClaimKind.PLACE, Place(state, "", state, "US")))
    return values, level


def _specialty(somebody: Somebody, chance: random.Random) -> Specialty | None:
    """The field as people name it; one in twenty names a neighbouring field, one in fifty another one altogether."""
    entries = [e for e in lists.specialties() if set(e.codes) & set(somebody.codes)]
    if not entries:
        return None
    best = max(entries, key=lambda e: (e.codes[0] in somebody.codes, -len(e.codes), e.label))
    luck = chance.random()
    if luck < 0.07:
        branch = [e for e in lists.specialties() if e.codes and (luck < 0.02 or e.codes[0][:4] == best.codes[0][:4])]
        best = chance.choice(branch) if branch else best
    return Specialty(best.label, best.codes)


def _written(kind: str, somebody: Somebody, chance: random.Random) -> PersonName | None:
    """The name as a person of this kind writes it, or None where they have no such way."""
    name = somebody.name
    given, middle, family = name.given, name.middle, name.family
    if kind == "as registered":
        return PersonName(given, middle if chance.random() < 0.3 else "", family)
    if kind == "nickname":
        short = _nickname(fold(given), chance)
        return PersonName(short.title(), "", family) if short else None
    if kind == "initial":
        return PersonName(given[0], middle if chance.random() < 0.5 else "", family)
    if kind == "middle as first":
        return PersonName(middle, "", family) if len(middle) > 2 and middle.isalpha() else None
    if kind in ("one typo", "two typos"):
        return _typos(name, 1 if kind == "one typo" else 2, chance)
    if kind == "former surname":
        other = next((o for o in somebody.others if fold(o.family) != fold(family)), None)
        return PersonName(given, "", other.family) if other else None
    if kind == "hyphen half":
        parts = [p for p in fold(family).split() if len(p) > 3]
        return PersonName(given, "", chance.choice(parts).title()) if len(parts) == 2 else None
    if kind == "order swapped":
        return PersonName(family, "", given)
    return _transliterated(name, chance)


def _nickname(given: str, chance: random.Random) -> str:
    short = [(n, share) for n, names in lists.nicknames().items() for formal, share in names if formal == given]
    return chance.choices([n for n, _ in short], [s for _, s in short])[0] if short else ""


def _typos(name: PersonName, count: int, chance: random.Random) -> PersonName | None:
    given, family = name.given, name.family
    for _ in range(count):
        if chance.random() < 0.7 and len(family) > 4:
            family = _typo(family, chance)
        elif len(given) > 4:
            given = _typo(given, chance)
        else:
            return None
    return PersonName(given, "", family)


def _typo(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice("aeiourstnlm")
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def _transliterated(name: PersonName, chance: random.Random) -> PersonName | None:
    folded = fold(name.family)
    fitting = [(a, b) for a, b in _SWAPS if a in folded]
    if not fitting or " " in folded:
        return None
    a, b = chance.choice(fitting)
    return PersonName(name.given, "", folded.replace(a, b, 1).title())


def listed(somebody: Somebody) -> tuple[ListedName, ...]:
    """The names under which the register lists somebody."""
    return (ListedName(somebody.name), *(ListedName(o, NameKind.FORMER) for o in somebody.others))


@cache
def _origins() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    rows = (ORIGINS.read_text("utf-8").splitlines())[3:]
    return tuple((group, how, tuple(names.split())) for group, how, names in (row.split("\t") for row in rows))


def origin(family: str) -> str:
    """A rough group of surnames by origin, for comparing how well each is served."""
    word = fold(family)
    for group, how, names in _origins():
        if (how == "whole" and word in names) or (how == "end" and word.endswith(names)):
            return group
    return "other"


def brute_force(everybody: Pool, gone: set[str], name: PersonName) -> int:
    """How many people carry exactly this surname and given name, counted one by one."""
    return sum(p.npi not in gone for p in everybody.by_name.get(key(name), ()))


def crowd_of(claimants: list[Claimant]) -> Counter[str]:
    """How many claimants stand in each kind."""
    return Counter(c.kind for c in claimants)
