"""`credcheck keys` and `credcheck consent`: the user's keys, and what has left the machine."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime

import click

from credcheck import app, exports, wording
from credcheck.cli._ways import running
from credcheck.errors import BadInput, VaultError
from credcheck.model import Sentence
from credcheck.net import Sent
from credcheck.settings import Settings
from credcheck.text import visible
from credcheck.vault import Kept, Vault, variable

LONGEST = 4096


@click.group()
def keys() -> None:
    """Keep your own keys for sources that take one.

    They lie in the system keyring, never in a file of CredCheck.
    """


@keys.command("set")
@click.argument("name")
def set_(name: str) -> int:
    """Keep a key: asked for without being shown, or read from standard input.

    NAME is one that `credcheck keys list` shows.
    """
    _known(name)
    key = click.prompt(name, hide_input=True) if sys.stdin.isatty() else sys.stdin.readline(LONGEST)
    kept = asyncio.run(Vault().set(name, key))
    if kept is Kept.SESSION:
        raise VaultError(Sentence("vault.not_kept", variable=variable(name)))
    click.echo(wording.render(kept.sentence))
    return 0


@keys.command("list")
def list_() -> int:
    """Say which sources take a key, and where yours are kept; no key is shown."""
    return asyncio.run(_list())


@keys.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove a key from the keyring.

    NAME is one that `credcheck keys list` shows, or "signing" for the key that signs your reports.
    """
    if name != exports.KEY:
        _known(name)
    asyncio.run(Vault().forget(name))


async def _list() -> int:
    vault, code = Vault(), 0
    for name, titles in app.key_names().items():
        try:
            kept = await vault.whereabouts(name)
            where = kept.value if kept else "-"
        except VaultError as error:
            where, code = wording.render(error.sentence), error.exit_code
        click.echo(f"{name:<12} {where:<12} {', '.join(titles)}")
    return code


def _known(name: str) -> None:
    known = app.key_names()
    if name not in known:
        raise BadInput(Sentence("vault.unknown", name=visible(name[:60]), known=", ".join(known)))


@click.command()
@click.option(
    "--since", type=click.DateTime(("%Y-%m-%d",)), metavar="YYYY-MM-DD", help="Only what left on this day or later."
)
@click.option("--limit", default=200, show_default=True, type=click.IntRange(1, 100_000), help="At most so many.")
@click.option("--clear", is_flag=True, help="Delete the log.")
@click.pass_obj
def consent(chosen: Settings, since: datetime | None, limit: int, clear: bool) -> None:
    """List every request that left this machine.

    Each with when it left, to whom, what it held and who asked; the newest first.
    """
    asyncio.run(_clear(chosen) if clear else _consent(chosen, since, limit))


async def _consent(chosen: Settings, since: datetime | None, limit: int) -> None:
    async with running(chosen) as parts:
        sent = parts.store.requests.read(since.astimezone(UTC) if since else None, limit)
    for one in sent:
        click.echo(_line(one))
    if not sent:
        click.echo(wording.render(Sentence("cache.no_requests")), err=True)


async def _clear(chosen: Settings) -> None:
    async with running(chosen) as parts:
        click.echo(wording.render(Sentence("cache.requests_cleared", n=parts.store.requests.clear())))


def _line(one: Sent) -> str:
    key = "  (with your key)" if one.keyed else ""
    return f"{one.at:%Y-%m-%d %H:%M:%S}Z  {one.host}  {one.why}{key}\n    {visible(one.what)}"
