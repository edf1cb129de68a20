"""`credcheck challenge`: a one-time code that the person is to show in the account."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import click

from credcheck import wording
from credcheck.bindings import make_challenge
from credcheck.cli._ways import platform_named, profile_of, running
from credcheck.model import Challenge, Channel, Profile, Sentence
from credcheck.settings import Settings


@click.command()
@click.argument("text")
@click.option(
    "--person", required=True, metavar="KEY", help='The person as the report names them, e.g. "npi:1234567893".'
)
@click.option(
    "--through",
    type=click.Choice([channel.value for channel in Channel]),
    required=True,
    help="Where the address comes from: the register's record, the institution's own page, or the account itself.",
)
@click.option("--platform", default="", help="Platform, where the text does not tell: see `credcheck plugs`.")
@click.option("--address", required=True, help="The address, number or page to which you send the code.")
@click.pass_obj
def challenge(chosen: Settings, text: str, person: str, through: str, platform: str, address: str) -> int:
    """Make a one-time code that the account is to show.

    TEXT is the account's address or handle. Send the code to the person yourself, by the way you name here; once the
    account shows it, check the account again: the report says what that proves.
    """
    account = profile_of(text, Profile(platform=platform_named(platform)))
    made = make_challenge(account, person, Channel(through), address, datetime.now(UTC))
    asyncio.run(_keep(chosen, made))
    click.echo(made.code)
    click.echo(wording.render(Sentence("challenge.made", code=made.code, address=address)), err=True)
    return 0


async def _keep(chosen: Settings, made: Challenge) -> None:
    async with running(chosen) as parts:
        parts.store.challenge(made)
