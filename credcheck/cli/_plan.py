"""Which registries a check would ask, before it asks them."""

from __future__ import annotations

import click

from credcheck import wording
from credcheck.ask import Planned
from credcheck.model import Sentence


def show_plan(planned: tuple[Planned, ...], err: bool = False) -> None:
    """One line a registry: whether, when and why not."""
    for one in planned:
        click.echo(f"{one.registry:<16} {wording.render(_line(one))}", err=err)


def _line(one: Planned) -> Sentence:
    if one.why is not None:
        return one.why
    where = "online" if one.hosts else "local"
    return Sentence(f"plan.{one.turn.value}.{where}", title=one.title, host=", ".join(one.hosts))
