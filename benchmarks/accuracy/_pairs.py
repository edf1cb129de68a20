"""Real pairs: what two public registers, or two names in one record, say of the same people."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from benchmarks.accuracy._people import City
from benchmarks.accuracy._table import Measured
from credcheck import lists
from credcheck.match.forms import Form, form
from credcheck.match.names import generation_level, given_level, middle_level, surname_level
from credcheck.match.specialties import ORDER, specialty_level
from credcheck.model import PersonName
from credcheck.text import fold

Names = tuple[Form, Form]


def measured(shared: Path) -> list[Measured]:
    """How often middle names, generations and specialties agree, among people whom both registers list."""
    middle, generation = Counter[tuple[str, str]](), Counter[str]()
    for told, listed in _registers(shared / "data"):
        given = given_level(told, listed)[0]
        level = middle_level(told, listed, given)
        if level:
            full = level == "agrees" or (level == "conflict" and min(len(told.middle), len(listed.middle)) > 1)
            middle["full" if full else "initial", level] += 1
        generation[generation_level(told, listed)] += 1
    return [*_middles(middle), *_generations(generation), *_specialties(shared / "data"), *_cities(shared / "data")]


def _middles(rows: Counter[tuple[str, str]]) -> Iterator[Measured]:
    whole = sum(rows.values())
    where = f"of {whole:,} people with a middle name in Medicare's directory and in the NPI register"
    conflict = rows["full", "conflict"] + rows["initial", "conflict"]
    yield Measured("level", "middle", "conflict", _share(conflict, whole), None, f"{conflict} {where}")
    for level, kind in (("agrees", "full"), ("initial agrees", "initial")):
        some = sum(n for (k, _), n in rows.items() if k == kind)
        n = rows[kind, level]
        yield Measured("level", "middle", level, _share(n, some), None, f"{n} of {some:,}, as conflict")


def _generations(generation: Counter[str]) -> Iterator[Measured]:
    both = generation["agrees"] + generation["conflict"]
    where = f"of {both:,} people with a generation in Medicare's directory and in the NPI register"
    yield Measured(
        "level", "generation", "agrees", _share(generation["agrees"], both), None, f"{generation['agrees']} {where}"
    )


def _share(n: float, whole: int) -> float:
    return round(n / max(1, whole), 4)


def _specialties(data: Path) -> Iterator[Measured]:
    """How Medicare's specialty of a person compares with the first one that the NPI register lists."""
    found, known = Counter[str](), _words()
    for told, listed in _rows_of_both(data):
        claimed = known.get(_word(told["pri_spec"]), ())
        held = known.get(_word(listed["Healthcare Provider Taxonomy Code_1"]), ())
        if claimed and held:
            found[specialty_level(claimed, held[:1])] += 1
    whole = sum(found[level] for level in ORDER)
    for level in ORDER:
        source = f"{found[level]:,} of {whole:,} people, Medicare's specialty against the NPI register's first"
        yield Measured("level", "specialty", level, _share(found[level], whole), None, source)


CITY = "Provider Business Practice Location Address City Name"
STATE = "Provider Business Practice Location Address State Name"
NEARBY = 0.15
"""Of those listed in a city, this part is judged to write the large city near by instead: nothing here shows how many
do, so the careful side is taken (it weakens a city that agrees, and one that differs)."""


def cities(data: Path) -> Counter[str]:
    """How the first city that Medicare lists of a person compares with the NPI register's practice address."""
    return Counter(
        city_level((told["City/Town"], told["State"]), (listed[CITY], listed[STATE]))
        for told, listed in _rows_of_both(data)
    )


def city_level(told: City, listed: City) -> str:
    """The same city, another one in the state, or another state."""
    if told[1].upper() != listed[1].upper():
        return "elsewhere"
    return "city" if fold(told[0]) == fold(listed[0]) else "other city"


def _cities(data: Path) -> Iterator[Measured]:
    found = cities(data)
    whole = found.total()
    nearby = f"{100 * NEARBY:.0f} % of {found['city']:,} judged to name a larger city near by"
    less, more = (1 - NEARBY) * found["city"], found["other city"] + NEARBY * found["city"]
    for level, n in (("city", less), ("other city", more)):
        source = f"{n:,.0f} of {whole:,} people, Medicare's first city against the NPI register's practice, {nearby}"
        yield Measured("level", "place", level, _share(n, whole), None, source)


def _words() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {_word(entry.label): (entry.code,) for entry in lists.taxonomy().values()}
    for field in lists.specialties():
        found |= {_word(text): field.codes for text in (field.label, *field.phrases, *field.people)}
    return found


def _word(text: str) -> str:
    return fold(text.partition("(")[0]).replace(" PHYSICIAN", "").replace("PRACTICE", "MEDICINE")


def _registers(data: Path) -> Iterator[Names]:
    """The names of the same people in Medicare's directory and in the NPI register."""
    columns = ("Provider First Name", "Provider Middle Name", "Provider Last Name", "suff")
    legal = ("Provider First Name", "Provider Middle Name", "Provider Last Name (Legal Name)")
    for row, listed in _rows_of_both(data):
        told = PersonName(*(row[c] for c in columns))
        yield form(told), form(PersonName(*(listed[c] for c in (*legal, "Provider Name Suffix Text"))))


def _rows_of_both(data: Path) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Each person's row in Medicare's directory and in the NPI register."""
    npi = {row["NPI"]: row for row in _rows(data / "nppes_extracts" / "clean_NPPES_sample.csv")}
    seen: set[str] = set()
    for row in _rows(data / "cms_doctors_clinicians" / "clean_CMS_sample.csv"):
        if row["NPI"] in npi and row["NPI"] not in seen:
            seen.add(row["NPI"])
            yield row, npi[row["NPI"]]


def changes(shared: Path) -> Counter[str]:
    """How the surnames of people changed from one year's register to the next."""
    rows: dict[str, list[PersonName]] = {}
    for row in _rows(shared / "data" / "npi" / "name_changes.csv"):
        rows.setdefault(row["npi"], []).append(PersonName(row["first_name"], "", row["last_name"]))
    return Counter(surname_level(form(old), form(new)) for names in rows.values() for old, new in pairwise(names))


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8-sig") as lines:
        yield from csv.DictReader(lines)
