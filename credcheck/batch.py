"""Many checks: rows in, reports out in the same order, a bounded number at once; a bad row never stops the rest."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from credcheck.check import Checker
from credcheck.errors import BadInput, CredCheckError
from credcheck.model import Profile, Report, Sentence
from credcheck.platforms import ALSO_CALLED

FIELDS = ("platform", "handle", "name", "bio", "location")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the input: its number, its id, and the profile or what is wrong with it."""

    line: int
    id: str
    profile: Profile | None
    wrong: CredCheckError | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row: a report, or the error that stopped this row alone."""

    row: Row
    report: Report | None
    error: CredCheckError | None = None


def read_rows(lines: Iterable[bytes], start: int = 1) -> Iterator[Row]:
    """Rows of a JSON-lines input with id, platform, handle, name, bio and location; empty lines are passed over."""
    for line, raw in enumerate(lines, start):
        if raw.strip():
            yield _row(line, raw)


async def check_all(checker: Checker, rows: Iterable[Row], at_once: int = 4) -> AsyncGenerator[Outcome, None]:
    """An outcome a row, in input order; at most `at_once` checks run at the same time."""
    waiting: deque[asyncio.Task[Outcome]] = deque()
    source = iter(rows)
    try:
        while True:
            while len(waiting) < at_once and (row := next(source, None)) is not None:
                waiting.append(asyncio.create_task(_one(checker, row)))
            if not waiting:
                return
            yield await waiting.popleft()
    finally:
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


async def _one(checker: Checker, row: Row) -> Outcome:
    if row.profile is None:
        return Outcome(row, None, row.wrong)
    try:
        return Outcome(row, await checker.check(row.profile))
    except CredCheckError as error:
        return Outcome(row, None, error)


def _row(line: int, raw: bytes) -> Row:
    try:
        table = json.loads(raw)
    except (ValueError, RecursionError) as error:
        return _bad(line, "", str(error))
    if not isinstance(table, dict):
        return _bad(line, "", "not an object")
    id = str(line if table.get("id") is None else table["id"])
    wrong = [f for f in FIELDS if not isinstance(table.get(f) or "", str)]
    if wrong:
        return _bad(line, id, ", ".join(wrong))
    return Row(line, id, _profile(table))


def _profile(table: dict[str, Any]) -> Profile:
    platform, handle, name, bio, location = (str(table.get(f) or "") for f in FIELDS)
    platform = ALSO_CALLED.get(platform.lower(), platform.lower())
    text = "\n".join(part for part in (name, handle, bio, location) if part)
    return Profile(name, handle, bio, location, platform, text=text)


def _bad(line: int, id: str, reason: str) -> Row:
    return Row(line, id or f"line {line}", None, BadInput(Sentence("batch.bad_line", line=line, reason=reason)))
