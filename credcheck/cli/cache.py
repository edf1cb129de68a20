"""`credcheck cache`: is the log whole, all of it into one file and back, erasure, a way out of a damaged database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from credcheck import store, wording
from credcheck.cli._ways import running
from credcheck.errors import BadInput, StoreError
from credcheck.model import Param, Sentence
from credcheck.settings import Settings
from credcheck.store import ReportStore

T = TypeVar("T")


@click.group()
def cache() -> None:
    """Look after the past checks and the log of them."""


@cache.command()
@click.pass_obj
def check(chosen: Settings) -> int:
    """Compare every kept report with the log, from its start."""
    audit = asyncio.run(_with(chosen, lambda kept: kept.log.audit()))
    for fault in audit.faults:
        click.echo(wording.render(fault))
    click.echo(_say("log_whole" if audit.whole else "log_not_whole", rows=audit.rows, head=audit.head.text()))
    return 0 if audit.whole else StoreError.exit_code


@cache.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def export(chosen: Settings, target: Path) -> None:
    """Write everything into TARGET, which another CredCheck takes in."""
    click.echo(_say("exported", n=asyncio.run(_with(chosen, lambda kept: kept.archive.write(target)))))


@cache.command("import")
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def import_(chosen: Settings, source: Path) -> None:
    """Take in what SOURCE holds and this cache lacks."""
    click.echo(_say("imported", n=asyncio.run(_with(chosen, lambda kept: kept.archive.read(source)))))


@cache.command()
@click.option("--report", default="", help="One check, by its id.")
@click.option("--account", default="", help='Every check of one account, as "platform:handle".')
@click.option("--person", default="", help='Every check that fits or quotes one person, as "npi:1234567893".')
@click.option(
    "--older-than",
    type=click.IntRange(1, 36_500),
    help="Every check from before so many days, but not the last one of a watched account.",
)
@click.pass_obj
def erase(chosen: Settings, report: str, account: str, person: str, older_than: int | None) -> None:
    """Erase checks for good.

    The log keeps that there were some, and can still be followed.
    """
    ways: tuple[tuple[object, Callable[[ReportStore], int]], ...] = (
        (report, lambda kept: kept.erase.report(report)),
        (account, lambda kept: kept.erase.account(account.replace(":@", ":").lower())),
        (person, lambda kept: kept.erase.person(person)),
        (older_than, lambda kept: kept.erase.older_than(older_than or 0)),
    )
    chosen_ways = [way for asked, way in ways if asked]
    if len(chosen_ways) != 1:
        raise BadInput(Sentence("cache.erase_what"))
    if any(":" not in named for named in (account, person) if named):
        raise BadInput(Sentence("cache.erase_whole"))
    click.echo(_say("erased", n=asyncio.run(_with(chosen, chosen_ways[0]))))


@cache.command("set-aside")
@click.pass_obj
def set_aside(chosen: Settings) -> None:
    """Put a damaged database aside, so that a new one begins.

    Nothing of it is deleted.
    """
    if not _damaged(chosen):
        raise BadInput(Sentence("cache.not_damaged"))
    kept = store.set_aside(chosen.database_url)
    click.echo(_say("set_aside", path=str(kept)) if kept else _say("nothing_there"))


def _damaged(chosen: Settings) -> bool:
    """Whether past checks cannot be read, or are not what the log says; a file that is not there cannot be read."""
    file = store.database_file(chosen.database_url)
    if file is None or not file.exists():
        return True
    try:
        return not asyncio.run(_with(chosen, lambda kept: kept.log.audit())).whole
    except StoreError:
        return True


async def _with(chosen: Settings, work: Callable[[ReportStore], T]) -> T:
    async with running(chosen) as parts:
        return work(parts.store)


def _say(id: str, **params: Param) -> str:
    return wording.render(Sentence(f"cache.{id}", **params))
