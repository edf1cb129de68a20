"""Hands the same claims and candidates to other matchers, in a Python of their own, and takes their answers back."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy._claimants import Claimant
from benchmarks.accuracy._measures import Judged
from benchmarks.accuracy._people import City, Pool
from credcheck.model import Answer, ClaimKind, PersonName, Place, Specialty
from credcheck.text import fold

SCRIPT = Path(__file__).with_name("_rivals.py")
PLAIN = ("rapidfuzz WRatio", "Jaro-Winkler")
ALL = (*PLAIN, "nomenklatura logic-v1", "nomenklatura logic-v2", "Splink 5")
Told = tuple[Claimant, Answer]


def answers_of_rivals(
    told: Sequence[Told], everybody: Pool, gone: frozenset[str], names: Sequence[str], python: str
) -> dict[str, list[Judged]]:
    """For each rival, its first candidate for every claim, in the order of the claims."""
    with tempfile.TemporaryDirectory() as folder:
        claims, out = Path(folder) / "claims.jsonl", Path(folder) / "out.jsonl"
        claims.write_text("\n".join(json.dumps(_row(at, *pair)) for at, pair in enumerate(told)), "utf-8")
        if "Splink 5" in names:
            _write_register(Path(folder) / "register.jsonl", everybody, gone)
        subprocess.run([python, SCRIPT, claims, out, *names], check=True)
        return _read(out, names, len(told))


def _read(out: Path, names: Sequence[str], count: int) -> dict[str, list[Judged]]:
    found = {name: [Judged("", 0.0, 0.0)] * count for name in names}
    for line in out.read_text("utf-8").splitlines():
        row = json.loads(line)
        found[row["rival"]][row["claim"]] = Judged(row["best"], row["score"], row["lead"])
    return found


def _row(at: int, claimant: Claimant, answer: Answer) -> dict[str, Any]:
    claims = claimant.claims
    fields = [c.value for c in claims.of(ClaimKind.SPECIALTY) if isinstance(c.value, Specialty)]
    places = [c.value for c in claims.of(ClaimKind.PLACE) if isinstance(c.value, Place) and not c.value.relation]
    return {
        "id": at,
        "name": _name(claims.name() or PersonName()),
        "codes": [code for f in fields for code in f.codes],
        "states": [p.region for p in places if p.region],
        "cities": [_city((fold(p.city), p.region)) for p in places if p.city and p.region],
        "profession": claims.word(ClaimKind.PROFESSION),
        "candidates": [{"id": c.id, "names": [_name(n.name) for n in c.names]} for c in answer.candidates if c.names],
    }


def _name(name: PersonName) -> dict[str, str]:
    return {"given": fold(name.given), "middle": fold(name.middle), "family": fold(name.family)}


def _city(city: City) -> str:
    return "|".join(city)


def _write_register(file: Path, everybody: Pool, gone: frozenset[str]) -> None:
    with file.open("w", encoding="utf-8") as out:
        for row in _people(everybody, gone):
            out.write(json.dumps(row) + "\n")


def _people(everybody: Pool, gone: frozenset[str]) -> Iterator[dict[str, Any]]:
    for somebody in everybody.people:
        if somebody.npi not in gone:
            name = _name(somebody.name)
            yield {
                "unique_id": somebody.npi,
                "given": name["given"] or None,
                "surname": name["family"] or None,
                "whole": f"{name['given']} {name['family']}",
                "middle": name["middle"][:1] or None,
                "codes": list(somebody.codes) or None,
                "states": list(somebody.states) or None,
                "cities": [_city(city) for city in somebody.cities] or None,
                "profession": somebody.profession or None,
                "code": next(iter(somebody.codes), None),
                "state": next(iter(somebody.states), None),
                "candidate": [somebody.npi],
            }
