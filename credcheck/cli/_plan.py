"""Whom a check would ask, before it asks."""

from __future__ import annotations

import click

from credcheck import wording
from credcheck.ask import Planned, Turn
from credcheck.model import Sentence

SURE = (Turn.FIRST, Turn.LAST)


def show_plan(planned: tuple[Planned, ...], err: bool = False) -> None:
    """One line a registry or proof: whether, when and why not."""
    for one in planned:
        click.echo(f"{one.registry:<18} {wording.render(_line(one))}", err=err)


def say_what_leaves(planned: tuple[Planned, ...]) -> None:
    """One line before asking: which hosts outside get a question, at once or perhaps; nothing when none does."""
    sure, perhaps = (
        ", ".join(dict.fromkeys(host for one in planned if (one.turn in SURE) is first for host in _hosts(one)))
        for first in (True, False)
    )
    if sure or perhaps:
        click.echo(wording.render(Sentence("plan.leaves", sure=sure or "-", perhaps=perhaps or "-")), err=True)


def _hosts(one: Planned) -> tuple[str, ...]:
    return () if one.turn is Turn.NO else one.hosts


def _line(one: Planned) -> Sentence:
    if one.why is not None:
        return one.why
    where = "online" if one.hosts else "local"
    return Sentence(f"plan.{one.turn.value}.{where}", title=one.title, host=", ".join(one.hosts))
