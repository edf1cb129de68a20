"""Where MATCH and SEVERAL begin: numbers of the weights table (resources/weights/), so that both change together.

They are chosen with the weights, on the same tuning seeds (benchmarks/accuracy/fit.py), for a stated precision. A
report's verdict is derived again under the thresholds of the table it was ranked with.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from credcheck import resources


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The numbers the verdict decides by."""

    match: float
    """A single person at least this probable, of whom more agrees than the name, ..."""
    alone: float
    """... or this probable where hardly more agrees: how many people of the name are not listed is unsure, ..."""
    more_bits: float
    """... (what is not the name must weigh this much in sum to count as more), ..."""
    numbered: float
    """... or this probable where the profile quotes the record's own number: rarity does not matter then, ..."""
    lead: float
    """... and this many times as probable as the runner-up, is a MATCH."""
    possible: float
    """Persons at least this probable are named as possible."""
    vouched: float
    """A person whom an institution's page or domain names is a MATCH from here on; a code reaches one person alone."""
    whole: float
    """A copy that holds at least this part of its register counts as the whole of it."""
    bare: float = -1e6
    """Where all but the name weighs no more than this, nobody is a MATCH; older tables have no such limit."""


def of(version: str) -> Thresholds:
    """The thresholds of one version of the weights; of the newest where a ranking names none."""
    return _read(version or max(file.stem for file in (resources.folder() / "weights").glob("*.tsv")))


@cache
def _read(version: str) -> Thresholds:
    return parse(resources.read(f"weights/{version}.tsv"))


def parse(table: str) -> Thresholds:
    """The rows of kind threshold in the text of a table."""
    lines = [line for line in table.splitlines() if line.strip() and not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return Thresholds(**{row["name"].replace(" ", "_"): float(row["m"]) for row in rows if row["kind"] == "threshold"})
