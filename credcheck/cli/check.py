"""`credcheck check`: one profile, one report."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import click

from credcheck import app, platforms, report, wording
from credcheck.cli._ways import deliver, platform_named, profile_of, running
from credcheck.errors import BadInput
from credcheck.model import Outcome, Profile, RecordAxis, Report, Sentence
from credcheck.settings import Settings

SAID = {Outcome.FOUND: "found", Outcome.NOT_FOUND: "not found", Outcome.FAILED: "could not answer"}
MOST_BYTES = 2_000_000


@click.command()
@click.argument("text", required=False)
@click.option("--name", default="", help="Display name.")
@click.option("--handle", default="", help="Handle, with or without @.")
@click.option("--bio", default="", help="Bio.")
@click.option("--location", default="", help="Place as the profile gives it.")
@click.option("--platform", default="", help="Platform, where the text does not tell.")
@click.option("--format", "format_", default="text", help="json, html, text, ...: see `credcheck plugs`.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.option("--offline", is_flag=True, help="Open no connection.")
@click.option("--fetch", is_flag=True, help="Fetch the profile from its platform (Bluesky, Mastodon).")
@click.pass_obj
def check(
    chosen: Settings,
    text: str | None,
    name: str,
    handle: str,
    bio: str,
    location: str,
    platform: str,
    format_: str,
    output: Path | None,
    offline: bool,
    fetch: bool,
) -> int:
    """Check one profile: TEXT is an address, a handle or the pasted profile; "-" reads standard input."""
    format = report.format_of(format_)
    given = Profile(name=name, handle=handle.lstrip("@"), bio=bio, location=location, platform=platform_named(platform))
    profile = profile_of(_text(text), given)
    made = asyncio.run(_check(replace(chosen, offline=chosen.offline or offline), profile, fetch))
    deliver(format.render(made), output)
    return 3 if made.verdict.record is RecordAxis.INCOMPLETE else 0


async def _check(chosen: Settings, profile: Profile, fetch: bool = False) -> Report:
    async with running(chosen) as parts:
        if fetch:
            profile = await platforms.fetch(profile, parts.http)
        elif not (profile.name or profile.bio):
            click.echo(wording.render(Sentence("input.only_address")), err=True)
        said: set[str] = set()
        async for made in parts.checker.watch(profile):
            _say_answers(made, said)
        return made


def _say_answers(made: Report, said: set[str]) -> None:
    for answer in made.case.answers:
        if answer.registry not in said and answer.outcome in SAID:
            said.add(answer.registry)
            why = f": {wording.render(answer.why)}" if answer.why else ""
            click.echo(f"{answer.registry}: {SAID[answer.outcome]}{why}", err=True)


def _text(text: str | None) -> str:
    if text != "-":
        return text or ""
    content = sys.stdin.buffer.read(MOST_BYTES).decode("utf-8", "replace")
    if not content.strip():
        raise BadInput(Sentence("input.no_text"))
    return content


def terminal_walk(chosen: Settings) -> int:
    """Without a display: check the example against the practice register, print it, and leave the page beside it."""
    click.echo(wording.render(Sentence("input.no_display")), err=True)
    profile = profile_of(app.example_profile(), Profile())
    made = asyncio.run(_check(app.practice_settings(None, chosen), profile))
    deliver(report.format_of("text").render(made), None)
    page = Path(tempfile.mkdtemp(prefix="credcheck-")) / "report.html"
    deliver(report.format_of("html").render(made), page)
    click.echo(wording.render(Sentence("input.html_at", path=str(page))))
    return 0
