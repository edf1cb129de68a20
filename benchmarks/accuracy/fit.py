"""Fits what the matcher's tables hold to data, by one command.

usage: python -m benchmarks.accuracy.fit --zip REGISTER.zip --register DIR [--changes FILE] [--seed S] [--write]

Prints the measured m and u of name levels and the discount for rare pairs, each with its number of observations, to be
entered in credcheck/match/weights.py with this command as source. --write writes
resources/lists/register_shares.tsv (aggregates only: how common codes, states and credentials are).
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import log
from pathlib import Path

from credcheck import resources
from credcheck.match.forms import form
from credcheck.match.names import given_level, surname_level
from credcheck.match.professions import parse, profession_of
from credcheck.mirror import Mirrors, NameQuery
from credcheck.model import PersonName
from credcheck.registries import _nppes
from credcheck.text import fold

LEAST = 20
Row = dict[str, str]
Pair = tuple[str, str]


@dataclass
class Counts:
    """What one pass over the register counts."""

    people: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    credentials: Counter[str] = field(default_factory=Counter)
    professions: Counter[str] = field(default_factory=Counter)
    half: tuple[Counter[Pair], Counter[Pair]] = field(default_factory=lambda: (Counter(), Counter()))
    names: list[PersonName] = field(default_factory=list)
    others: list[tuple[PersonName, PersonName]] = field(default_factory=list)


def main() -> None:
    """Count, fit, print; write the shares when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--zip", type=Path, required=True)
    parser.add_argument("--register", type=Path, required=True)
    parser.add_argument("--changes", type=Path)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--sample", type=int, default=1500)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    counts = count(options.zip, chance)
    print(f"people {counts.people:,}")
    if options.write:
        print("written:", write_shares(counts))
    fit_pairs(counts.half)
    fit_chance(counts, options.register, chance, options.sample)
    fit_changes(counts.others, options.changes)


def read(file: Path) -> Iterator[Row]:
    """The people of a register zip, as the official layout has them."""
    with zipfile.ZipFile(file) as archive:
        member = next(n for n in archive.namelist() if _nppes.is_main_file(n))
        with archive.open(member) as raw:
            for row in csv.DictReader(io.TextIOWrapper(raw, "utf-8")):
                if row[_nppes.ENTITY] == "1" and row[_nppes.FAMILY]:
                    yield row


def count(file: Path, chance: random.Random) -> Counts:
    """One pass over the register."""
    counts = Counts()
    for row in read(file):
        counts.people += 1
        slots = _nppes.taxonomies(row)
        codes = {t.code for t in slots}
        states = {t.state for t in slots} | {p.region for p in _nppes.places(row)}
        counts.codes.update(codes)
        counts.states.update(states & set(_nppes.STATES))
        own = {p for c in codes if (p := profession_of(c))}
        counts.professions.update(own)
        for value in set(parse(row[_nppes.CREDENTIAL])):
            if value.profession in own:
                counts.credentials[value.code] += 1
        name = PersonName(row[_nppes.GIVEN], row[_nppes.MIDDLE], row[_nppes.FAMILY], row[_nppes.SUFFIX])
        counts.half[chance.random() < 0.3][fold(name.family), fold(name.given)] += 1
        if chance.random() < 0.02:
            counts.names.append(name)
        if row[_nppes.OTHER_FAMILY] or row[_nppes.OTHER_GIVEN]:
            other = PersonName(
                row[_nppes.OTHER_GIVEN] or name.given, row[_nppes.OTHER_MIDDLE], row[_nppes.OTHER_FAMILY] or name.family
            )
            counts.others.append((name, other))
    return counts


def write_shares(counts: Counts) -> int:
    """Write the aggregates that occur often enough to be about nobody in particular."""
    lines = [
        "# How common taxonomy codes, states and credentials are, per million registered people (credentials: per",
        "# million of the people of their profession who state one). Aggregates of a public extract of the US NPI",
        "# register (public domain), about 7 % of its people, with more Medicare clinicians than the whole; written by",
        "# benchmarks/accuracy/fit.py.",
        "kind\tvalue\tper_million",
    ]
    shares = (("code", counts.codes), ("state", counts.states), ("profession", counts.professions))
    for kind, found in shares:
        lines += [f"{kind}\t{v}\t{1e6 * n / counts.people:.0f}" for v, n in sorted(found.items()) if n >= LEAST]
    from credcheck import lists

    profession = {c.code: c.profession for c in lists.credentials().values()}
    stated: Counter[str] = Counter()
    for code, n in counts.credentials.items():
        stated[profession[code]] += n
    for code, n in sorted(counts.credentials.items()):
        if n >= LEAST:
            lines.append(f"credential\t{code}\t{min(1e6, 1e6 * n / stated[profession[code]]):.0f}")
    path = resources.folder() / "lists" / "register_shares.tsv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return len(lines)


def fit_pairs(half: tuple[Counter[Pair], Counter[Pair]]) -> None:
    """The discount by likelihood of the held-out 30 %: P(given | surname) = (pair - D)/family + back-off x P(given).

    The back-off is D x different given names / family, so that the whole sums to one; its fall with the size of the
    family is printed too, because a register that is asked tells the size only.
    """
    seen, held = half
    family, given, kinds = Counter[str](), Counter[str](), Counter[str]()
    for (last, first), n in seen.items():
        family[last] += n
        given[first] += n
        kinds[last] += 1
    people = sum(seen.values())
    tests = [
        (seen[p], family[p[0]], kinds[p[0]] / family[p[0]], given[p[1]] / people, n)
        for p, n in held.items()
        if family[p[0]] and given[p[1]]
    ]
    whole = sum(n for *_, n in tests)
    fits = []
    for d in (0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98):
        total = sum(n * log(max(0.0, k - d) / c + d * t * g) for k, c, t, g, n in tests)
        fits.append((total / whole, d))
    print("pairs: discount", max(fits)[1], f"by {whole:,} held out;", " ".join(f"{d}:{total:.4f}" for total, d in fits))
    sizes: dict[int, list[float]] = {}
    for last, c in family.items():
        sizes.setdefault(min(6, len(str(c)) * 2 - (str(c) < "4")), []).append(kinds[last] / c)
    print(
        "       different given names / family, by size:",
        {k: round(sum(v) / len(v), 3) for k, v in sorted(sizes.items())},
    )
    for times in (1, 2, 3, 5, 10):
        some = [p for p, n in seen.items() if n == times]
        met = sum(held[p] for p in some) / max(1, sum(held.values())) * people / max(1, len(some))
        print(f"       a pair that {times} people carry is met as if {met:.3f} did ({len(some):,} pairs)")


def fit_chance(counts: Counts, register: Path, chance: random.Random, size: int) -> None:
    """The u of near levels: how often other people stand at each level of a random person's name."""
    inside = register / "mirrors"
    mirror = Mirrors(inside if inside.is_dir() else register).open("npi")
    assert mirror is not None
    surname: Counter[str] = Counter()
    given: Counter[str] = Counter()
    expected = carriers = 0.0
    for name in chance.sample(counts.names, min(size, len(counts.names))):
        claimed = form(name)
        if len(claimed.given) < 2:
            continue
        found = mirror.search(NameQuery(name.family, name.given, limit=200))
        by = {c.what: c.people for c in found.counts}
        expected += by.get("given", 0)
        few = by.get("family", 0) <= 120
        carriers += max(0, by.get("family", 0) - 1) if few else 0
        for hit in found.hits:
            cells = hit.record.cells
            listed = PersonName(cells.get(_nppes.GIVEN, ""), cells.get(_nppes.MIDDLE, ""), cells.get(_nppes.FAMILY, ""))
            if (listed.given, listed.family) == (name.given, name.family):
                continue
            last, first = surname_level(claimed, form(listed)), given_level(claimed, form(listed))[0]
            if first in ("exact", "nickname", "formal of nickname"):
                surname[last] += 1
            if last == "exact" and few:
                given[first] += 1
    print("u of surname levels, among people of the same given name:")
    for level, n in surname.most_common():
        print(f"  {level:<22} {n / expected:.2e}  ({n})")
    print("u of given levels, among people of the same surname:")
    for level, n in given.most_common():
        print(f"  {level:<22} {n / carriers:.2e}  ({n})")


def fit_changes(others: list[tuple[PersonName, PersonName]], changes: Path | None) -> None:
    """The m of near levels: how legal and other names of the same people differ, and how surnames change."""
    surname: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for legal, other in others:
        a, b = form(other), form(legal)
        surname[surname_level(a, b)] += 1
        given[given_level(a, b)[0]] += 1
    for title, found in (("surname", surname), ("given", given)):
        whole = sum(found.values())
        print(f"m of {title} levels, other name against legal name of the same person ({whole}):")
        print("  " + ", ".join(f"{level or 'silent'} {n / whole:.3f}" for level, n in found.most_common()))
    if changes is None:
        return
    rows: dict[str, list[tuple[str, str]]] = {}
    with changes.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            rows.setdefault(row["npi"], []).append((row["last_name"], row["first_name"]))
    changed: Counter[str] = Counter()
    for names in rows.values():
        for (old, x), (new, y) in pairwise(names):
            changed[surname_level(form(PersonName(x, "", old)), form(PersonName(y, "", new)))] += 1
    whole = sum(changed.values())
    print(
        f"surname changes over the years ({whole}): "
        + ", ".join(f"{k} {n / whole:.3f}" for k, n in changed.most_common())
    )


if __name__ == "__main__":
    main()
