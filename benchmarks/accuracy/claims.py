"""Claims read from profiles against labels read by hand; beside it nameparser, probablepeople and a physician regex.

usage: python -m benchmarks.accuracy.claims --profiles FILE --labels FILE [--json OUT] [--errors FIELD]
           [--predictions OUT]

Every measure is a ratio of two sums over profiles, for all rows and for the rows with an even and an odd number
(rules were tuned on the even ones first). Names and bios are printed only by --errors.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.accuracy._claim_measures import Row, Sheet, compare, ratio
from benchmarks.accuracy._claim_rivals import rivals
from credcheck.claims import extract
from credcheck.model import (
    Claim,
    ClaimKind,
    Credential,
    Identifier,
    Institution,
    PersonName,
    Place,
    Profile,
    Specialty,
)

# measure, our name for it, the target of the issue
TARGETS = (
    ("name.exact", "person name exact (subject = person)", 0.95),
    ("abstention.rate", "abstains on anonymous, organisation, persona", 0.95),
    ("credentials.f1", "credentials, micro-F1", 0.96),
    ("credentials.exact_set", "credentials, rows with the exact set", 0.95),
    ("professions.f1", "professions, micro-F1", 0.92),
    ("stage.accuracy_health_roles", "stage, rows with a health profession", 0.93),
    ("specialties.f1", "specialties, micro-F1", 0.90),
    ("institutions.f1", "institutions, F1", 0.85),
    ("institution_relation.accuracy", "institutions, relation right", 0.85),
    ("location_country.accuracy", "location field, country right", 0.95),
    ("location_state.accuracy", "location field, US state right", 0.95),
    ("place_countries.precision", "countries of all written places, precision", 0.95),
    ("place_countries.recall", "countries of all written places, recall", 0.95),
    ("us_state.f1", "US states of all written places, F1", 0.95),
    ("claims_health_role.precision", "claims a health role, precision", 0.97),
    ("claims_health_role.recall", "claims a health role, recall", 0.95),
    ("npi_expected.accuracy", "npi_expected, three-way", 0.90),
    ("subject.accuracy", "subject", 0.95),
    ("title.accuracy", "title", None),
    ("country.accuracy", "country of practice", None),
    ("fields.f1", "research fields, F1", None),
    ("identifiers.f1", "identifiers, F1", None),
    ("negated.f1", "denials, F1", None),
    ("cues.f1", "cues, F1", None),
)
SINGLE = {
    ClaimKind.SUBJECT: "subject", ClaimKind.TITLE: "title", ClaimKind.STAGE: "stage", ClaimKind.COUNTRY: "country",
    ClaimKind.HEALTH_ROLE: "claims_health_role", ClaimKind.NEGATED: "negated", ClaimKind.NPI_EXPECTED: "npi_expected",
}  # fmt: skip
LISTS = {
    ClaimKind.CREDENTIAL: "credentials", ClaimKind.PROFESSION: "professions", ClaimKind.SPECIALTY: "specialties",
    ClaimKind.FIELD: "fields", ClaimKind.INSTITUTION: "institutions", ClaimKind.PLACE: "places",
    ClaimKind.IDENTIFIER: "identifiers", ClaimKind.CUE: "cues",
}  # fmt: skip


def row_of(number: str, profile: Profile, claims: Iterable[Claim]) -> Row:
    """Claims in the form of the labels; every field is there."""
    row: Row = {"id": number, "person_name": None, "stage": "none", **dict.fromkeys(SINGLE.values())}
    row |= {"stage": "none", "npi_expected": "no", **{name: [] for name in LISTS.values()}}
    for claim in claims:
        if claim.kind is ClaimKind.NAME:
            row["person_name"] = _plain(claim)
        elif claim.kind in SINGLE:
            row[SINGLE[claim.kind]] = claim.value
        else:
            row[LISTS[claim.kind]].append(_plain(claim))
    return row


def _plain(claim: Claim) -> Any:
    """A value in the labels' words."""
    value = claim.value
    if isinstance(value, PersonName):
        return {k: getattr(value, k) or None for k in ("given", "middle", "family", "suffix")}
    if isinstance(value, Credential):
        return value.code
    if isinstance(value, Specialty):
        return value.label
    if isinstance(value, Institution):
        return {"as_written": value.as_written, "name": value.name, "relation": value.relation}
    if isinstance(value, Place):
        place = {k: getattr(value, k) or None for k in ("city", "region", "country")}
        return {"as_written": value.as_written, **place}
    if isinstance(value, Identifier):
        return {"kind": value.kind, "value": value.value}
    return value


def profile_of(row: Row) -> Profile:
    """A profile of the file."""
    name, handle, bio, location, platform = (
        str(row.get(k) or "") for k in ("name", "handle", "bio", "location", "platform")
    )
    return Profile(name=name, handle=handle, bio=bio, location=location, platform=platform)


def load(path: Path) -> list[Row]:
    """The rows of a JSON lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def is_even(number: str) -> bool:
    """Which half a row belongs to."""
    return int(re.sub(r"\D", "", number) or 0) % 2 == 0


def table(sheets: dict[str, Sheet], halves: dict[str, Callable[[str], bool]]) -> dict[str, dict[str, float | None]]:
    """Every measure for all rows and for each half."""
    measures = sorted({m for s in sheets.values() for m in s.parts})
    return {
        m: {half: ratio([s.parts for i, s in sheets.items() if test(i)], m) for half, test in halves.items()}
        for m in measures
    }


def main() -> None:
    """Reads, scores and prints."""
    options = _options()
    profiles = {row["id"]: row for row in load(options.profiles)}
    labels = load(options.labels)
    extract(Profile(name="Jane Example", bio="Physician @example", location="Boston"))
    predictions, milliseconds = _read(profiles, labels)
    sheets = {g["id"]: compare(g, predictions[g["id"]], profiles[g["id"]]) for g in labels}
    halves = {"all": lambda _: True, "even": is_even, "odd": lambda i: not is_even(i)}
    measured = table(sheets, halves)
    for key, name, target in TARGETS:
        cells = "  ".join("  -  " if v is None else f"{v:.3f}" for v in measured.get(key, {}).values())
        print(f"{name:46} {cells}  {'' if target is None else f'{target:.2f}'}")
    print(f"{'time a profile, one core (best of 5 passes)':46} {milliseconds:.2f} ms  1.00")
    beside = rivals(profiles, labels)
    for name, value in beside.items():
        print(f"{name:64} {value}")
    _leave(options, {"measures": measured, "ms_per_profile": milliseconds, "rivals": beside}, predictions)
    if options.errors:
        _show_errors(options.errors, sheets, profiles)


def _read(profiles: dict[str, Row], labels: list[Row]) -> tuple[dict[str, Row], float]:
    """Claims of every labelled profile, and the processor time a profile takes once the lists are loaded."""
    wanted = [(g["id"], profile_of(profiles[g["id"]])) for g in labels]
    predictions = {number: row_of(number, profile, extract(profile).all) for number, profile in wanted}
    seconds = min(_pass([profile for _, profile in wanted]) for _ in range(5))
    return predictions, seconds / max(1, len(wanted)) * 1000


def _pass(profiles: list[Profile]) -> float:
    """Processor time of reading all profiles once."""
    began = time.process_time()
    for profile in profiles:
        extract(profile)
    return time.process_time() - began


def _leave(options: argparse.Namespace, result: dict[str, Any], predictions: dict[str, Row]) -> None:
    if options.json:
        options.json.write_text(json.dumps(result, indent=1), "utf-8")
    if options.predictions:
        lines = [json.dumps(row, ensure_ascii=False) for row in predictions.values()]
        options.predictions.write_text("\n".join(lines) + "\n", "utf-8")


def _show_errors(field: str, sheets: dict[str, Sheet], profiles: dict[str, Row]) -> None:
    for number, sheet in sheets.items():
        for what in sheet.errors.get(field, ()):
            print(
                number, json.dumps([profiles[number].get(k) for k in ("name", "bio", "location")], ensure_ascii=False)
            )
            print("   ", what)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profiles", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--errors", metavar="FIELD")
    return parser.parse_args()


if __name__ == "__main__":
    main()
