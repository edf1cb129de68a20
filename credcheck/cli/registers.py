"""`credcheck registry` and `credcheck plugs`: local copies of registers, and what can be asked at all."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from credcheck import app, copies, discover, flags, platforms, report, settings, wording
from credcheck.cli import _registers_page as registers_page
from credcheck.cli._ways import running
from credcheck.errors import Cancelled
from credcheck.flags.interface import Rule
from credcheck.model import Sentence
from credcheck.settings import Settings
from credcheck.update import Updated


@click.group()
def registry() -> None:
    """Keep copies of registers, and see what each covers."""


@registry.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--share",
    default=1.0,
    type=click.FloatRange(0, 1, min_open=True),
    help="Part of the whole register that FILE holds, for extracts.",
)
@click.option("--copy", default="npi", show_default=True, help="Which register it is, as for `update`.")
@click.pass_obj
def import_(chosen: Settings, file: Path, share: float, copy: str) -> None:
    """Import an official file as the local copy.

    FILE is a zip or CSV as its register gives it out. Ctrl+C cancels and keeps the copy that was there.
    """
    with tqdm(unit="B", unit_scale=True, disable=None) as bar:
        made = app.import_register(chosen, file, _progress(bar), share, copy)
    day, people, organisations = str(made.snapshot or "-"), made.people, made.organisations
    told = Sentence("update.imported", title=made.title, people=people, organisations=organisations, day=day)
    click.echo(wording.render(told))


@registry.command()
@click.argument("name", default="npi")
@click.pass_obj
def update(chosen: Settings, name: str) -> None:
    """Download what a copy lacks, and apply it.

    NAME is the copy: npi (without a NAME), leie, medicare_revoked or medicare_opt_out. Ctrl+C stops, and the next
    update goes on from there.
    """
    done = asyncio.run(_update(chosen, name))
    for file in done.applied:
        click.echo(wording.render(Sentence("update.applied", file=str(file))))
    for copy in (c for c in copies.listed(chosen, _today()) if c.name == name):
        click.echo(_line(copy))
    if done.remark is not None:
        click.echo(wording.render(done.remark), err=True)


async def _update(chosen: Settings, name: str) -> Updated:
    async with running(chosen) as parts:
        with tqdm(unit="B", unit_scale=True, disable=None) as bar:
            show = _progress(bar)
            async with contextlib.aclosing(copies.update_copy(chosen, parts.http, name)) as going:
                async for step in going:
                    if isinstance(step, Updated):
                        return step
                    show(step.done, step.total, step.what)
    raise Cancelled(Sentence("mirror.cancelled"))


@registry.command()
@click.pass_obj
def status(chosen: Settings) -> None:
    """Say which registers are installed, how old and how large they are."""
    there = [c for c in copies.listed(chosen, _today()) if c.copy or c.fault]
    if not there:
        click.echo(wording.render(Sentence("update.no_copies")))
    for copy in there:
        click.echo(_line(copy))


def _line(listed: copies.Listed) -> str:
    if listed.copy is None:
        return f"{listed.name}: {wording.render(listed.fault)}" if listed.fault else f"{listed.name}: not installed"
    copy, age = listed.copy, "" if listed.age_days is None else f" ({listed.age_days} days old)"
    as_of = f"snapshot {copy.snapshot or 'unknown'}{age}"
    return f"{copy.name}: {copy.title}, {copy.people:,} people, {as_of}, {copy.size_bytes / 1e6:,.0f} MB"


def _today() -> date:
    return datetime.now(UTC).date()


@registry.command()
@click.argument("name", default="npi")
@click.pass_obj
def verify(chosen: Settings, name: str) -> None:
    """Read a copy as a whole and compare its checksums.

    NAME is the copy, as `credcheck registry status` lists them; npi without one.
    """
    there = copies.verify_copy(chosen, name)
    click.echo(wording.render(Sentence("update.whole" if there else "update.not_there", name=name)))


@registry.command()
@click.argument("name")
@click.pass_obj
def remove(chosen: Settings, name: str) -> None:
    """Remove the local copy NAME."""
    there = any(c.name == name and (c.copy or c.fault) for c in copies.listed(chosen, _today()))
    copies.remove_copy(chosen, name)
    click.echo(wording.render(Sentence("update.removed" if there else "update.not_there", name=name)))


@registry.command()
@click.argument("id_", metavar="ID")
@click.pass_context
def off(context: click.Context, id_: str) -> None:
    """Never ask a registry, or look for a proof outside, from now on.

    ID is the first word of its lines in `credcheck registry list`.
    """
    _switch(context, lambda now: (*(one for one in now if one != id_), app.known_source(id_)))


@registry.command()
@click.argument("id_", metavar="ID")
@click.pass_context
def on(context: click.Context, id_: str) -> None:
    """Ask a registry, or look for a proof, again that was switched off."""
    _switch(context, lambda now: tuple(one for one in now if one != app.known_source(id_)))


def _switch(context: click.Context, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> None:
    """Change the settings file itself, not what options of this run made of it."""
    file: Path | None = context.find_root().params["file"]
    settings.change(file, lambda kept: replace(kept, registries_off=change(kept.registries_off)))


@registry.command("list")
@click.option("--markdown", is_flag=True, help="As the page docs/registries.md.")
@click.pass_obj
def list_(chosen: Settings, markdown: bool) -> None:
    """List every registry with what it covers and its terms, and every proof that looks outside."""
    if markdown:
        click.echo(registers_page.page(), nl=False)
        return
    for plug in app.registries():
        says = f"{wording.render(plug.covers)}\n  {wording.render(plug.terms)}"
        switched = " (switched off)" if plug.id in chosen.registries_off else ""
        click.echo(f"{plug.id}: {plug.title}{switched}\n  {plug.home}\n  {says}\n")
    for proof in app.proofs():
        if proof.online:
            switched = " (switched off)" if {proof.id, proof.registry} & set(chosen.registries_off) else ""
            click.echo(f"{proof.id}: {proof.title}{switched}\n  {wording.render(proof.sends)}\n")


@click.command()
def plugs() -> None:
    """List every registry, platform, proof, flag and format."""
    for kind, names in plug_names().items():
        click.echo(f"{kind}: {', '.join(names)}")


def plug_names() -> dict[str, tuple[str, ...]]:
    """The ids of all plugs by kind of plug."""
    return {
        "registries": tuple(p.id for p in app.registries()),
        "platforms": tuple(p.id for p in platforms.platforms()),
        "bindings": tuple(p.id for p in app.proofs()),
        "flags": tuple(p.id for p in discover.plugs(flags, Rule)),  # type: ignore[type-abstract]
        "formats": tuple(p.id for p in report.formats()),
    }


def _progress(bar: Any) -> Callable[[int, int, Sentence], None]:
    def show(done: int, total: int, what: Sentence) -> None:
        bar.total = total or None
        bar.set_description_str(wording.render(what), refresh=False)
        bar.update(done - bar.n)

    return show
