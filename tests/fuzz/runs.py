"""The table of what was fuzzed: a line a day, parser and way; it adds up over runs, and says what is still open."""

from __future__ import annotations

import csv
from dataclasses import astuple, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """What one parser was given: processor seconds, inputs, and how many places broke."""

    day: str
    parser: str
    way: str
    seconds: float
    inputs: int
    broke: int


def read(file: Path) -> list[Run]:
    """Every line."""
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            Run(r["day"], r["parser"], r["way"], float(r["seconds"]), int(r["inputs"]), int(r["broke"]))
            for r in csv.DictReader(lines)
        ]


def add(file: Path, run: Run) -> None:
    """Add a run to its line, or as a new one."""
    lines = {(one.day, one.parser, one.way): one for one in read(file)}
    key = (run.day, run.parser, run.way)
    before = lines.get(key, replace(run, seconds=0.0, inputs=0, broke=0))
    lines[key] = replace(
        run,
        seconds=round(before.seconds + run.seconds, 1),
        inputs=before.inputs + run.inputs,
        broke=before.broke + run.broke,
    )
    fresh = file.with_suffix(".part")
    with fresh.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(field.name for field in fields(Run))
        writer.writerows(astuple(one) for one in sorted(lines.values(), key=lambda one: (one.parser, one.day, one.way)))
    fresh.replace(file)


def seconds(file: Path) -> dict[str, float]:
    """The processor seconds of each parser over all runs."""
    spent: dict[str, float] = {}
    for run in read(file):
        spent[run.parser] = spent.get(run.parser, 0.0) + run.seconds
    return spent


def table(file: Path, names: list[str]) -> str:
    """All runs together, a line a parser, in the form of the documents."""
    lines = ["| parser | minutes of processor | inputs | broke it |", "| --- | --- | --- | --- |"]
    whole = read(file)
    for name in names:
        mine = [run for run in whole if run.parser == name]
        minutes, inputs, broke = (
            sum(r.seconds for r in mine) / 60,
            sum(r.inputs for r in mine),
            sum(r.broke for r in mine),
        )
        lines.append(f"| {name} | {minutes:.1f} | {inputs:,} | {broke} |")
    return "\n".join(lines)


def today() -> str:
    """The day, as the table writes it."""
    return datetime.now(UTC).date().isoformat()
