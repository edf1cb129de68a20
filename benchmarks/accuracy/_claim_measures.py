"""How claims are measured against labels: each measure is a numerator and a denominator for one profile."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]
AWAY = ("anonymous", "organisation", "persona")
_SAME = {
    "cardiology": "cardiovascular disease", "psych mental health": "psychiatric mental health",
    "female pelvic medicine and reconstructive surgery": "urogynecology and reconstructive pelvic surgery",
    "gynecology and obstetrics": "obstetrics and gynecology", "orthopedic surgery": "orthopaedic surgery",
    "neurosurgery": "neurological surgery", "paediatrics": "pediatrics", "anaesthesiology": "anesthesiology",
    "haematology": "hematology", "pulmonology": "pulmonary disease", "infectious diseases": "infectious disease",
}  # fmt: skip
_LETTERS = str.maketrans("øØłŁđĐßıæÆœ", "oOlLdDsiaAo")
_STOP = {"the", "of", "at", "and", "de", "for", "in"}


@dataclass(slots=True)
class Sheet:
    """The measures of one profile, and what was wrong by field."""

    parts: dict[str, tuple[float, float]] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)

    def right(self, measure: str, ok: bool, wrong: str = "") -> None:
        """One answer that is right or wrong."""
        self.parts[measure] = (float(ok), 1.0)
        if not ok and wrong:
            self.errors.setdefault(measure.split(".")[0], []).append(wrong)

    def counts(self, measure: str, hit: float, invented: float, missed: float) -> None:
        """Precision, recall and F1 of one profile's counts."""
        ratios = (
            ("precision", hit, hit + invented),
            ("recall", hit, hit + missed),
            ("f1", 2 * hit, 2 * hit + invented + missed),
        )
        for name, top, bottom in ratios:
            if bottom:
                self.parts[f"{measure}.{name}"] = (top, bottom)

    def sets(self, measure: str, gold: Iterable[Any], told: Iterable[Any]) -> bool:
        """Two sets against each other; whether they are the same."""
        want, have = set(gold), set(told)
        self.counts(measure, len(want & have), len(have - want), len(want - have))
        if want != have:
            wrong = f"missed {sorted(map(str, want - have))} invented {sorted(map(str, have - want))}"
            self.errors.setdefault(measure, []).append(wrong)
        return want == have


def fold(text: str | None) -> str:
    """Case, accents, dots, quotes and runs of space folded away."""
    plain = unicodedata.normalize("NFKD", (text or "").translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[.'’‘`´\"]", "", re.sub(r"[-‐‑‒–—_]", " ", plain)).split())


def tight(text: str | None) -> str:
    """Letters and digits alone, in capitals."""
    return re.sub(r"[^A-Z0-9]", "", fold(text).upper())


def specialty(label: str) -> str:
    """One spelling for the ways in which a specialty is labelled."""
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", fold(label).replace("&", " and ")).split())
    return _SAME.get(plain, plain)


def overlap(a: str, b: str) -> float:
    """How far two names of institutions are the same words; 1 when equal but for signs."""
    if tight(a) and tight(a) == tight(b):
        return 1.0
    one, two = _words(a), _words(b)
    both = len(one & two)
    enough = both * 2 >= min(len(one), len(two)) and both * 4 >= max(len(one), len(two))
    return both / len(one | two) if both and enough else 0.0


def _words(name: str) -> set[str]:
    split = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name or "")
    return set(re.sub(r"[^\w]+", " ", fold(split)).split()) - _STOP


def pairs(gold: list[str], told: list[str], likeness: Callable[[str, str], float]) -> list[tuple[int, int]]:
    """Greedy one-to-one pairing, best first."""
    scored = [(likeness(g, t), i, j) for i, g in enumerate(gold) for j, t in enumerate(told)]
    found: list[tuple[int, int]] = []
    for score, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if score > 0 and i not in {p[0] for p in found} and j not in {p[1] for p in found}:
            found.append((i, j))
    return found


def compare(gold: Row, told: Row, profile: Row) -> Sheet:
    """All measures of one profile."""
    sheet = Sheet()
    _names(sheet, gold, told)
    same = sheet.sets("credentials", map(tight, gold["credentials"]), map(tight, told["credentials"]))
    sheet.right("credentials.exact_set", same)
    sheet.sets("professions", gold["professions"], told["professions"])
    sheet.sets("specialties", map(specialty, gold["specialties"]), map(specialty, told["specialties"]))
    sheet.sets("fields", map(fold, gold["fields"]), map(fold, told["fields"]))
    sheet.sets("cues", gold["cues"], told["cues"])
    sheet.sets("identifiers", _identifiers(gold), _identifiers(told))
    for key in ("subject", "stage", "country", "npi_expected"):
        sheet.right(f"{key}.accuracy", gold[key] == told[key], f"{gold[key]} -> {told[key]}")
    sheet.right("title.accuracy", fold(gold["title"]) == fold(told["title"]), f"{gold['title']} -> {told['title']}")
    if gold["claims_health_role"]:
        sheet.right("stage.accuracy_health_roles", gold["stage"] == told["stage"])
    for key in ("claims_health_role", "negated"):
        want, have = bool(gold[key]), bool(told[key])
        sheet.counts(key, want and have, have and not want, want and not have)
        if want != have:
            sheet.errors.setdefault(key, []).append(f"{want} -> {have}")
    _institutions(sheet, gold["institutions"], told["institutions"])
    _places(sheet, gold, told, profile)
    return sheet


def person(row: Row) -> Row | None:
    """The name a row stands by: none when it says that the account is not a person's."""
    name = row["person_name"]
    if row["subject"] in AWAY or not name:
        return None
    return name if name.get("given") or name.get("family") else None


def _names(sheet: Sheet, gold: Row, told: Row) -> None:
    have, want = person(told), gold["person_name"]
    if gold["subject"] == "person" and want:
        two = [[fold((n or {}).get(k)) for k in ("given", "family")] for n in (want, have)]
        sheet.right("name.exact", two[0] == two[1], f"{two[0]} -> {two[1]}")
    elif gold["subject"] in AWAY:
        sheet.right("abstention.rate", not have, f"{gold['subject']} -> {have}")


def _identifiers(row: Row) -> set[tuple[str, str]]:
    return {(i["kind"], re.sub(r"^https?://(www\.)?|^@|/$", "", str(i["value"]).lower())) for i in row["identifiers"]}


def _institutions(sheet: Sheet, gold: list[Row], told: list[Row]) -> None:
    want, have = ([i["as_written"] or i["name"] or "" for i in part] for part in (gold, told))
    found = pairs(want, have, overlap)
    sheet.counts("institutions", len(found), len(have) - len(found), len(want) - len(found))
    if len(found) < max(len(want), len(have)):
        sheet.errors.setdefault("institutions", []).append(f"{want} -> {have}")
    right = sum(gold[i]["relation"] == told[j]["relation"] for i, j in found)
    if found:
        sheet.parts["institution_relation.accuracy"] = (float(right), float(len(found)))


def _places(sheet: Sheet, gold: Row, told: Row, profile: Row) -> None:
    """Countries and US states of all places, and of those in the location field alone."""
    want, have = gold["places"], told["places"]
    sheet.sets("place_countries", _countries(want), _countries(have))
    sheet.sets("us_state", _states(want), _states(have))
    field = fold(profile.get("location"))
    here = [[p for p in part if p["as_written"] and fold(p["as_written"]) in field] for part in (want, have)]
    if _countries(here[0]):
        sheet.right("location_country.accuracy", _countries(here[0]) == _countries(here[1]), f"{here[0]} -> {here[1]}")
    if _states(here[0]):
        sheet.right("location_state.accuracy", _states(here[0]) == _states(here[1]), f"{here[0]} -> {here[1]}")


def _countries(places: list[Row]) -> set[str]:
    return {p["country"] for p in places if p["country"]}


def _states(places: list[Row]) -> set[str]:
    return {str(p["region"]).upper() for p in places if p["country"] == "US" and p["region"]}


def ratio(rows: list[dict[str, tuple[float, float]]], measure: str) -> float | None:
    """A measure over several profiles."""
    bottom = sum(r[measure][1] for r in rows if measure in r)
    return sum(r[measure][0] for r in rows if measure in r) / bottom if bottom else None
