"""`credcheck history`: past checks, and what changed between two."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from credcheck import compare as comparing
from credcheck import report, wire, wording
from credcheck.cli._ways import deliver, hand_over, running, stored
from credcheck.model import Param, Sentence
from credcheck.settings import Settings
from credcheck.text import at, visible


@click.command()
@click.argument("search", default="")
@click.option("--show", "id_", default="", help="Print the report with this id.")
@click.option(
    "--format", "format_", default="", help="Format for --show and --export; else as the file's name ends, or text."
)
@click.option(
    "--share", is_flag=True, help="With --show: a copy to hand on, without the profile's text and other people."
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="With --show: into this file.")
@click.option("--export", type=click.Path(path_type=Path, dir_okay=False), help="Write those listed into one file.")
@click.option(
    "--compare", "two", nargs=2, default=None, metavar="OLD NEW", help="Say what changed from one check to a later one."
)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000), help="At most so many.")
@click.pass_obj
def history(
    chosen: Settings,
    search: str,
    id_: str,
    format_: str,
    share: bool,
    output: Path | None,
    export: Path | None,
    two: tuple[str, str] | None,
    limit: int,
) -> None:
    """List past checks, or show, compare or export them.

    The newest come first. SEARCH keeps those that hold all of its words: a name, a handle, a number.
    """
    if two:
        work = _compare(chosen, *two)
    elif export:
        work = _export(chosen, search, format_, export, limit)
    else:
        work = _show(chosen, id_, format_, share, output) if id_ else _list(chosen, search, limit)
    asyncio.run(work)


async def _show(chosen: Settings, id_: str, format_: str, share: bool, output: Path | None) -> None:
    format = report.format_for(format_, output)
    async with running(chosen) as parts:
        found, raw = stored(parts, id_), parts.store.raw(id_) or b""
    if share:
        hand_over(report.redact(found), format, output)
        return
    # As it was made, byte for byte: a newer program may word its sentences otherwise, and the log knows the old bytes.
    if format.id != "json":
        hand_over(found, format, output)
        return
    deliver(wire.indented(raw), output)
    if output is not None:
        _say("exported", n=1, path=str(output))


async def _export(chosen: Settings, search: str, format_: str, target: Path, limit: int) -> None:
    format = report.format_for(format_, target)
    async with running(chosen) as parts:
        found = [stored(parts, line.id) for line in parts.store.history(search, limit)]
    deliver(format.render_all(found), target)
    _say("exported", n=len(found), path=str(target))


async def _compare(chosen: Settings, old: str, new: str) -> None:
    async with running(chosen) as parts:
        found = comparing.compare(stored(parts, old), stored(parts, new))
    for change in found.changes:
        before, after = (wording.render(side) if side else "-" for side in (change.before, change.after))
        click.echo(f"{wording.render(change.what)}: {visible(before)} -> {visible(after)}")
    for sentence in found.why:
        click.echo(wording.render(sentence))


async def _list(chosen: Settings, search: str, limit: int) -> None:
    async with running(chosen) as parts:
        found = parts.store.history(search, limit)
        for line in found:
            who = f"{line.platform:<10} {at(line.handle)}  {line.name}"
            click.echo(f"{line.at:%Y-%m-%d %H:%M}  {line.headline:<16}  {visible(who)}  {line.id}")
    if not found:
        _say("none_found" if search else "empty", search=search)


def _say(id: str, **params: Param) -> None:
    """To the other stream: a list stays a list for the program that reads it."""
    click.echo(wording.render(Sentence(f"input.history.{id}", **params)), err=True)
