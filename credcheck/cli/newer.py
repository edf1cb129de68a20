"""`credcheck newer`: looks whether a newer version is out, and only then."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import click

import credcheck
from credcheck import releases, wording
from credcheck.cli._ways import running
from credcheck.model import Sentence
from credcheck.settings import Settings


@click.command()
@click.pass_obj
def newer(chosen: Settings) -> None:
    """Look whether a newer version is out.

    Nothing else ever looks, and nothing is installed.
    """
    found = asyncio.run(_newest(chosen, releases.source()))
    said = "releases.newer" if releases.is_newer(found.version, credcheck.__version__) else "releases.newest"
    click.echo(wording.render(Sentence(said, version=found.version, here=credcheck.__version__, page=found.page)))


async def _newest(chosen: Settings, where: releases.Source) -> releases.Release:
    async with running(chosen) as parts:
        return await releases.newest(parts.http.on_behalf_of("newer"), where, datetime.now(UTC).date())
