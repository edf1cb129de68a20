"""`credcheck check`: one profile, one report."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import click

from credcheck import app, claims, pictures, platforms, report, wording
from credcheck.bindings import page_at
from credcheck.cli._plan import say_what_leaves, show_plan
from credcheck.cli._ways import FORMAT_HELP, deliver, hand_over, options_of, platform_named, profile_of, running, stored
from credcheck.errors import BadInput
from credcheck.model import NO_LEADS, Leads, Outcome, Profile, Report, Sentence
from credcheck.settings import Settings

SAID = (Outcome.FOUND, Outcome.NOT_FOUND, Outcome.FAILED)
MOST_BYTES = 2_000_000


@click.command()
@click.argument("text", nargs=-1)
@click.option("--name", default="", help="Display name.")
@click.option("--handle", default="", help="Handle, with or without @.")
@click.option("--bio", default="", help="Bio.")
@click.option("--location", default="", help="Place as the profile gives it.")
@click.option("--platform", default="", help="Platform, where the text does not tell: see `credcheck plugs`.")
@click.option("--format", "format_", default="", help=FORMAT_HELP)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.option("--offline", is_flag=True, help="Open no connection.")
@click.option(
    "--fetch", is_flag=True, help="Fetch the profile (Bluesky, Mastodon, ORCID; X and YouTube with your own key)."
)
@click.option(
    "--page", "pages", multiple=True, metavar="URL", help="A page of an institution that may name the account."
)
@click.option(
    "--picture", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="The profile's picture, as a file."
)
@click.option("--plan", "only_plan", is_flag=True, help="Only say who would be asked, and ask nobody.")
@click.option("--ask-first", is_flag=True, help="Say who would be asked, and wait for a yes.")
@click.option(
    "--without", multiple=True, metavar="ID", help="Do not ask this one of `credcheck registry list`; may be repeated."
)
@click.pass_obj
def check(
    chosen: Settings,
    text: tuple[str, ...],
    name: str,
    handle: str,
    bio: str,
    location: str,
    platform: str,
    format_: str,
    output: Path | None,
    offline: bool,
    fetch: bool,
    pages: tuple[str, ...],
    picture: Path | None,
    only_plan: bool,
    ask_first: bool,
    without: tuple[str, ...],
) -> int:
    """Check one profile.

    TEXT is its address, its handle or the pasted profile itself; "-" reads standard input, also a saved page. Options
    give what TEXT does not.
    """
    format = report.format_for(format_, output)
    given = Profile(name=name, handle=handle.lstrip("@"), bio=bio, location=location, platform=platform_named(platform))
    profile = _pictured(_profile(" ".join(text), given), picture)
    chosen = replace(chosen, offline=chosen.offline or offline, registries_off=_off(chosen, without))
    leads = Leads(tuple(map(page_at, pages)))
    if only_plan:
        asyncio.run(_plan(chosen, profile, leads))
        return 0
    made = asyncio.run(_check(chosen, profile, fetch, ask_first, leads))
    return hand_over(made, format, output)


def _pictured(profile: Profile, picture: Path | None) -> Profile:
    """The profile with the hash of its picture, to be compared with earlier ones; BadInput for what is no picture."""
    if picture is None:
        return profile
    with picture.open("rb") as file:
        avatar = pictures.fingerprint(file.read(pictures.CAP_BYTES + 1))
    if not avatar:
        raise BadInput(Sentence("input.no_picture", file=picture.name))
    return replace(profile, avatar=avatar)


@click.command()
@click.argument("report_id")
@click.option("--format", "format_", default="", help=FORMAT_HELP)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.pass_obj
def retry(chosen: Settings, report_id: str, format_: str, output: Path | None) -> int:
    """Ask again only what failed in an earlier check.

    REPORT_ID is its report in the history (`credcheck history`); a new report is made of it.
    """
    format = report.format_for(format_, output)
    made = asyncio.run(_retry(chosen, report_id))
    return hand_over(made, format, output)


async def _retry(chosen: Settings, report_id: str) -> Report:
    async with running(chosen) as parts:
        return await _last(parts.checker.retry(stored(parts, report_id)))


async def _plan(chosen: Settings, profile: Profile, leads: Leads) -> None:
    async with running(chosen) as parts:
        show_plan(parts.checker.plan(profile, claims.extract(profile), leads))


async def _check(
    chosen: Settings, profile: Profile, fetch: bool = False, ask_first: bool = False, leads: Leads = NO_LEADS
) -> Report:
    async with running(chosen) as parts:
        if fetch:
            profile = await parts.fetch(profile)
        elif not (profile.name or profile.bio):
            click.echo(wording.render(Sentence("input.only_address")), err=True)
        planned = parts.checker.plan(profile, claims.extract(profile), leads)
        if not ask_first:
            say_what_leaves(planned)
        else:
            show_plan(planned, err=True)
            click.confirm(wording.render(Sentence("plan.sure")), abort=True, err=True)
        return await _last(parts.checker.watch(profile, leads=leads))


async def _last(reports: AsyncIterator[Report]) -> Report:
    """The finished report; what each registry said is told as it comes."""
    said: set[str] = set()
    async for made in reports:
        _say_answers(made, said)
    return made


def _off(chosen: Settings, without: tuple[str, ...]) -> tuple[str, ...]:
    return (*chosen.registries_off, *map(app.known_source, without))


def _say_answers(made: Report, said: set[str]) -> None:
    for answer in made.case.answers:
        if answer.registry not in said and answer.outcome in SAID:
            said.add(answer.registry)
            why = f": {wording.render(answer.why)}" if answer.why else ""
            outcome = wording.render(Sentence(f"report.outcome.{answer.outcome.value}"))
            click.echo(f"{answer.registry}: {outcome}{why}", err=True)


def _profile(text: str, given: Profile) -> Profile:
    """The profile of the text or of what standard input holds; a saved page is read as the window reads it."""
    if text != "-":
        if os.path.isfile(text):  # noqa: PTH113 — of a text too long for a name Path.is_file raises
            raise BadInput(Sentence("input.is_a_file", file=text))
        return profile_of(text, given)
    content = sys.stdin.buffer.read(MOST_BYTES)
    if not content.strip():
        raise BadInput(Sentence("input.no_text"))
    page = platforms.page_in(content) if b"multipart/related" in content[:4096] else content
    if page.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        return replace(platforms.read_page(page.decode("utf-8", "replace")), **options_of(given))
    return profile_of(content.decode("utf-8", "replace"), given)


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
