"""A report file -> the same ranking, flags and verdict again from what it holds, or what differs. Offline and pure."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import credcheck
from credcheck import flags, match, verdict, wire
from credcheck.model import Report, Sentence, Versions

NEAR = 1e-9
"""How far two computers may differ in a logarithm."""
SHOWN = 50
PARTS = ("ranking", "flags", "verdict")


@dataclass(frozen=True, slots=True)
class Result:
    """Whether the report follows from itself, what differs, and a note when other rules or weights made it."""

    same: bool
    differences: tuple[Sentence, ...]
    note: Sentence | None
    report: Report


def verify(raw: bytes) -> Result:
    """Derive a report again from its claims and answers alone; BadInput when the bytes are no report."""
    report = wire.loads(raw)
    again = derive(report)
    told, found = wire.to_table(report), wire.to_table(again)
    places = [place for part in PARTS for place in _different(told[part], found[part], part)]
    places += [place for place in _written(json.loads(raw), told, report.versions) if place not in places]
    differences = tuple(Sentence("verify.differs", where=place) for place in places[:SHOWN])
    return Result(not differences, differences, _note(report.versions), report)


def derive(report: Report) -> Report:
    """The report with ranking, flags and verdict made anew by this program's rules and weights."""
    case = report.case
    ranking = match.rank(case.claims, match.join(case.answers), case.answers)
    case = replace(case, ranking=ranking)
    raised = flags.raise_flags(case)
    return replace(report, case=case, flags=raised, verdict=verdict.decide(case, raised))


def _note(made: Versions) -> Sentence | None:
    if made.weights != match.WEIGHTS_VERSION:
        return Sentence("verify.other_weights", made=made.weights, here=match.WEIGHTS_VERSION)
    if made.rules != flags.RULES_VERSION:
        return Sentence("verify.other_rules", made=made.rules, here=flags.RULES_VERSION)
    if made.program != credcheck.__version__:
        return Sentence("verify.other_program", made=made.program, here=credcheck.__version__)
    return None


def _written(raw: dict[str, Any], told: dict[str, Any], made: Versions) -> Iterator[str]:
    """Where a text for people says something else than its id or span; another program may word sentences otherwise."""
    for part in told.keys() - {"seal"}:
        for place in _different(raw.get(part), told[part], part):
            if made.program == credcheck.__version__ or ".span" in place:
                yield place


def _different(told: Any, found: Any, where: str) -> Iterator[str]:
    """The places where two plain values differ."""
    if isinstance(told, dict) and isinstance(found, dict):
        for key in sorted(told.keys() | found.keys()):
            yield from _different(told.get(key), found.get(key), f"{where}.{key}")
    elif isinstance(told, list) and isinstance(found, list) and len(told) == len(found):
        for place, (one, other) in enumerate(zip(told, found, strict=True)):
            yield from _different(one, other, f"{where}[{place}]")
    elif not _equal(told, found):
        yield where


def _equal(told: Any, found: Any) -> bool:
    if isinstance(told, float) and isinstance(found, float):
        return math.isclose(told, found, rel_tol=NEAR, abs_tol=NEAR)
    return bool(told == found)
