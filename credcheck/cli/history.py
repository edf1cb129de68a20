"""`credcheck history` and `credcheck verify`: past checks, and whether a report follows from what it holds."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from credcheck import report, wording
from credcheck import verify as verifying
from credcheck.cli._ways import deliver, reading, running, stored
from credcheck.settings import Settings
from credcheck.text import visible


@click.command()
@click.argument("search", default="")
@click.option("--show", "id_", default="", help="Print the report with this id.")
@click.option("--format", "format_", default="text", help="Format for --show.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000))
@click.pass_obj
def history(chosen: Settings, search: str, id_: str, format_: str, limit: int) -> None:
    """List past checks, newest first, or show one."""
    asyncio.run(_show(chosen, id_, format_) if id_ else _list(chosen, search, limit))


async def _show(chosen: Settings, id_: str, format_: str) -> None:
    format = report.format_of(format_)
    async with running(chosen) as parts:
        found = stored(parts, id_)
    deliver(format.render(found), None)


async def _list(chosen: Settings, search: str, limit: int) -> None:
    async with running(chosen) as parts:
        for line in parts.store.history(search, limit):
            who = f"{line.platform:<10} @{line.handle}  {line.name}"
            click.echo(f"{line.at:%Y-%m-%d %H:%M}  {line.headline:<16}  {visible(who)}  {line.id}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def verify(file: Path) -> int:
    """Derive the verdict of a JSON report again, from the report alone, and compare."""
    with reading(file):
        content = file.read_bytes()
    result = verifying.verify(content)
    for difference in result.differences:
        click.echo(wording.render(difference))
    if result.note is not None:
        click.echo(wording.render(result.note))
    click.echo("The same verdict follows." if result.same else "The report does not follow from what it holds.")
    return 0 if result.same else 1
