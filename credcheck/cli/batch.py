"""`credcheck batch`: many profiles, one report a line."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import click
from tqdm import tqdm

from credcheck import batch as rows_and_checks
from credcheck import languages, wire, wording
from credcheck.batch import Outcome, Row
from credcheck.cli._ways import private, reading, running, writing
from credcheck.errors import BadInput
from credcheck.model import Sentence
from credcheck.settings import Settings


@click.command()
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--offline", is_flag=True, help="Open no connection.")
@click.option("--resume", is_flag=True, help="Go on after the rows that TARGET already holds.")
@click.option("--at-once", default=4, show_default=True, type=click.IntRange(1, 64), help="Checks at the same time.")
@click.option("--keep", is_flag=True, help="Keep the reports in the history too.")
@click.pass_obj
def batch(chosen: Settings, source: Path, target: Path, offline: bool, resume: bool, at_once: int, keep: bool) -> None:
    """Check many profiles, one report for each.

    SOURCE holds one profile a line, as JSON with id, platform, handle, name, bio and location. TARGET gets one report a
    line, in the same order; a row that cannot be checked gets its reason there, and the others go on.
    """
    with reading(source):
        rows = list(rows_and_checks.read_rows(source.read_bytes().split(b"\n")))
    if target.exists() and not resume:
        raise BadInput(Sentence("batch.exists", path=str(target)))
    with writing(target):
        done = _whole_lines(target) if target.exists() else 0
    chosen = replace(chosen, offline=chosen.offline or offline)
    out = partial(_opened, target, resume)
    with writing(target):
        failed = asyncio.run(_run(chosen, rows[done:], out, at_once, keep))
    click.echo(wording.render(Sentence("batch.done", checked=len(rows) - done - failed, failed=failed)), err=True)


def _opened(target: Path, resume: bool) -> BinaryIO:
    """Opened only when the first check can begin; another batch may have begun the same file since."""
    try:
        return private(target, fresh=not resume)
    except FileExistsError as error:
        raise BadInput(Sentence("batch.exists", path=str(target))) from error


async def _run(chosen: Settings, rows: list[Row], begin: Callable[[], BinaryIO], at_once: int, keep: bool) -> int:
    failed = 0
    async with running(chosen, keep) as parts:
        with (
            begin() as out,
            tqdm(total=len(rows), unit="profile", disable=None) as bar,
        ):
            async with contextlib.aclosing(rows_and_checks.check_all(parts.checker, rows, at_once)) as outcomes:
                async for outcome in outcomes:
                    _write(out, outcome)
                    failed += outcome.report is None
                    bar.update()
    return failed


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
