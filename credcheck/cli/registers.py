"""`credcheck registry` and `credcheck plugs`: local copies of registers, and what can be asked at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from credcheck import app, bindings, discover, flags, platforms, report, wording
from credcheck.bindings.interface import Proof
from credcheck.flags.interface import Rule
from credcheck.mirror import Mirrors
from credcheck.model import Sentence
from credcheck.settings import Settings


@click.group()
def registry() -> None:
    """Local copies of public registers, and what each registry covers."""


@registry.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--share",
    default=1.0,
    type=click.FloatRange(0, 1, min_open=True),
    help="Part of the whole register that FILE holds, for extracts.",
)
@click.pass_obj
def import_(chosen: Settings, file: Path, share: float) -> None:
    """Import the official NPI distribution (zip or CSV) as the local copy; Ctrl+C cancels and keeps the old one."""
    with tqdm(unit="B", unit_scale=True, disable=None) as bar:
        made = app.import_register(chosen, file, _progress(bar), share)
    counts = f"{made.people:,} people, {made.organisations:,} organisations"
    click.echo(f"{made.title}: {counts}, snapshot {made.snapshot or 'unknown'}")


@registry.command()
@click.pass_obj
def status(chosen: Settings) -> None:
    """Say which registers are installed, how old and how large they are."""
    copies = Mirrors(chosen.mirrors_dir).status()
    if not copies:
        click.echo("No local copy of a register is installed. See: credcheck registry import --help")
    for copy in copies:
        size = f"{copy.size_bytes / 1e6:,.0f} MB"
        click.echo(f"{copy.name}: {copy.title}, {copy.people:,} people, snapshot {copy.snapshot or 'unknown'}, {size}")


@registry.command()
@click.argument("name")
@click.pass_obj
def remove(chosen: Settings, name: str) -> None:
    """Remove a local copy."""
    Mirrors(chosen.mirrors_dir).remove(name)


@registry.command("list")
def list_() -> None:
    """List every registry: what it covers, what a miss means, its terms."""
    for plug in app.registries():
        says = f"{wording.render(plug.covers)}\n  {wording.render(plug.terms)}"
        click.echo(f"{plug.id}: {plug.title}\n  {plug.home}\n  {says}\n")


@click.command()
def plugs() -> None:
    """List every registry, platform, proof, flag and format that was found."""
    for kind, names in plug_names().items():
        click.echo(f"{kind}: {', '.join(names)}")


def plug_names() -> dict[str, tuple[str, ...]]:
    """The ids of all plugs by kind of plug."""
    return {
        "registries": tuple(p.id for p in app.registries()),
        "platforms": tuple(p.id for p in platforms.platforms()),
        "bindings": tuple(p.id for p in discover.plugs(bindings, Proof)),  # type: ignore[type-abstract]
        "flags": tuple(p.id for p in discover.plugs(flags, Rule)),  # type: ignore[type-abstract]
        "formats": tuple(p.id for p in report.formats()),
    }


def _progress(bar: Any) -> Callable[[int, int, Sentence], None]:
    def show(done: int, total: int, what: Sentence) -> None:
        bar.total = total or None
        bar.set_description_str(wording.render(what), refresh=False)
        bar.update(done - bar.n)

    return show
