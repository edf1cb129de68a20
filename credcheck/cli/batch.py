"""`credcheck batch`: many profiles, one report a line."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import click
from tqdm import tqdm

from credcheck import batch as rows_and_checks
from credcheck import languages, locks, wire, wording
from credcheck import rows as files_of_rows
from credcheck.batch import Outcome, Row
from credcheck.cli._ways import private, reading, running, writing
from credcheck.errors import BadInput, RegistryError
from credcheck.model import RecordAxis, Report, Sentence
from credcheck.settings import Settings


@click.command()
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--offline", is_flag=True, help="Open no connection.")
@click.option("--resume", is_flag=True, help="Go on after the rows that TARGET already holds.")
@click.option("--at-once", default=4, show_default=True, type=click.IntRange(1, 64), help="Checks at the same time.")
@click.option("--keep", is_flag=True, help="Keep the reports in the history too.")
@click.pass_obj
def batch(chosen: Settings, source: Path, target: Path, offline: bool, resume: bool, at_once: int, keep: bool) -> int:
    """Check many profiles, one report for each.

    SOURCE holds one profile a line, as JSON with id, platform, handle, name, bio and location, or is a CSV file with
    such columns, or a text file of profiles set apart by empty lines or by lines of dashes. TARGET gets one report a
    line, in the same order; a row that cannot be checked gets its reason there, and the others go on. The exit code is
    then 2, or 3 where a source could not be reached.
    """
    rows = _rows(source)
    if target.exists() and not resume:
        raise BadInput(Sentence("batch.exists", path=str(target)))
    chosen = replace(chosen, offline=chosen.offline or offline)
    with writing(target):
        tally = asyncio.run(_run(chosen, rows, partial(_opened, target, resume), at_once, keep))
    return _said(tally)


def _rows(source: Path) -> list[Row]:
    """The rows of a list or table by its ending (CSV, text, saved page); what begins as JSON, and all else, as JSON."""
    with reading(source), source.open("rb") as file:
        is_json = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    if source.suffix.lower() in files_of_rows.READERS and not is_json:
        return list(files_of_rows.read_file(source))
    with reading(source):
        return list(rows_and_checks.read_rows(source.read_bytes().split(b"\n")))


@dataclass(slots=True)
class Tally:
    """What became of the rows of one run."""

    checked: int = 0
    failed: int = 0
    incomplete: int = 0

    def count(self, report: Report | None) -> None:
        """One row more."""
        self.checked += report is not None
        self.failed += report is None
        self.incomplete += report is not None and report.verdict.record is RecordAxis.INCOMPLETE


def _said(tally: Tally) -> int:
    """Say how it went; the exit code."""
    click.echo(wording.render(Sentence("batch.done", checked=tally.checked, failed=tally.failed)), err=True)
    if tally.failed:
        click.echo(wording.render(Sentence("batch.why")), err=True)
    if tally.incomplete:
        click.echo(wording.render(Sentence("batch.incomplete", n=tally.incomplete)), err=True)
    return BadInput.exit_code if tally.failed else RegistryError.exit_code if tally.incomplete else 0


def _opened(target: Path, resume: bool) -> tuple[BinaryIO, int]:
    """The file, and how many rows it holds; opened when the first check can begin, and held until it is closed."""
    try:
        out = private(target, fresh=not resume)
    except FileExistsError as error:
        raise BadInput(Sentence("batch.exists", path=str(target))) from error
    if not locks.held(out):
        out.close()
        raise BadInput(Sentence("batch.busy", path=str(target)))
    return out, _whole_lines(target)


async def _run(
    chosen: Settings, rows: list[Row], begin: Callable[[], tuple[BinaryIO, int]], at_once: int, keep: bool
) -> Tally:
    tally = Tally()
    async with running(chosen, keep) as parts:
        out, done = begin()
        left = rows[done:]
        with out:
            async with contextlib.aclosing(rows_and_checks.check_all(parts.checker, left, at_once)) as outcomes:
                with tqdm(total=len(left), unit="profile", disable=None) as bar:
                    async for outcome in outcomes:
                        _write(out, outcome)
                        tally.count(outcome.report)
                        bar.update()
    return tally


def _write(out: BinaryIO, outcome: Outcome) -> None:
    row: dict[str, Any] = {"id": outcome.row.id, "line": outcome.row.line}
    if outcome.report is not None:
        row = wire.sealed({**wire.to_table(outcome.report), **row})
    elif outcome.error is not None:
        told = outcome.error.sentence
        row["error"] = {"id": told.id, "text": wording.render(told, languages.ENGLISH)}
    out.write(wire.line(row))
    out.flush()


def _whole_lines(target: Path) -> int:
    """How many whole lines the file holds; a cut last line is taken off, so that a stopped run can go on.

    Only that: written anew, the whole ones would be lost with a run that is killed in that moment.
    """
    content = target.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole != len(content):
        os.truncate(target, whole)
    return content.count(b"\n")
