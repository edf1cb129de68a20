"""The table of what was fuzzed: a line a day, parser and way; it adds up over runs, and says what is still open."""

from __future__ import annotations

import csv
from dataclasses import astuple, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """What one parser was given: processor seconds, inputs, and how many places broke.

    `branches` are those reached in our own code, as libFuzzer counts them; `reached` the inputs kept because each found
    a new one (or one taken more often); `still` the processor seconds since the last of these.
    """

    day: str
    parser: str
    way: str
    seconds: float
    inputs: int
    broke: int
    branches: int = 0
    reached: int = 0
    still: float = 0.0


def read(file: Path) -> list[Run]:
    """Every line."""
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return [_run(row) for row in csv.DictReader(lines)]


def _run(row: dict[str, str]) -> Run:
    """A line; those of before the last columns were written do not have them."""
    return Run(
        *(row["day"], row["parser"], row["way"]),
        *(float(row["seconds"]), int(row["inputs"]), int(row["broke"])),
        *(int(row.get("branches") or 0), int(row.get("reached") or 0), float(row.get("still") or 0)),
    )


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
        branches=max(before.branches, run.branches),
        reached=max(before.reached, run.reached),
        still=round(run.still + (before.still if run.still >= run.seconds else 0.0), 1),
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
    """All runs together, a line a parser, in the form of the documents; "still" are the minutes since anything new."""
    lines = [
        "| parser | minutes of processor | inputs | broke it | branches | still |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    whole = read(file)
    return "\n".join([*lines, *(_line(name, [run for run in whole if run.parser == name]) for name in names)])


def _line(name: str, mine: list[Run]) -> str:
    minutes, inputs, broke = sum(r.seconds for r in mine) / 60, sum(r.inputs for r in mine), sum(r.broke for r in mine)
    branches = max((r.branches for r in mine), default=0)
    counted = f"{branches} | {mine[-1].still / 60:.1f}" if branches else "- | -"
    return f"| {name} | {minutes:.1f} | {inputs:,} | {broke} | {counted} |"


def today() -> str:
    """The day, as the table writes it."""
    return datetime.now(UTC).date().isoformat()
