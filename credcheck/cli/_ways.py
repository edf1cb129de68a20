"""What the commands share: the running parts, files with clear errors, a profile out of text and options."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import click

from credcheck import app, platforms, wording
from credcheck.errors import BadInput, RegistryError
from credcheck.model import Profile, Reading, ReadingKind, RecordAxis, Report, Sentence
from credcheck.report import Format, headline
from credcheck.settings import Settings

WHICH = "platform.remark.which"
"""What the option --platform answers."""
FORMAT_HELP = "json, html, text, ...: see `credcheck plugs`; else as the file's name ends, or text."
UNUSABLE = (ReadingKind.NOT_A_PROFILE, ReadingKind.UNRESOLVED, ReadingKind.INVALID_CHECKSUM)


@contextlib.asynccontextmanager
async def running(chosen: Settings, keep: bool = True) -> AsyncIterator[app.Parts]:
    """The parts of the program, closed at the end."""
    parts = app.open_parts(chosen, keep)
    try:
        yield parts
    finally:
        await parts.aclose()


def stored(parts: app.Parts, report_id: str) -> Report:
    """A report of the history."""
    found = parts.store.get(report_id)
    if found is None:
        raise BadInput(Sentence("input.no_such_report", id=report_id))
    return found


@contextlib.contextmanager
def reading(source: Path) -> Iterator[None]:
    """Say which file cannot be read, and why."""
    try:
        yield
    except OSError as error:
        raise BadInput(Sentence("input.unreadable_file", path=str(source), reason=error.strerror or "")) from error


@contextlib.contextmanager
def writing(target: Path) -> Iterator[None]:
    """Say which file cannot be written, and why."""
    try:
        yield
    except OSError as error:
        raise BadInput(Sentence("input.unwritable_file", path=str(target), reason=error.strerror or "")) from error


def private(target: Path, *, fresh: bool) -> BinaryIO:
    """A file to add to; a new one can be read by this user alone, since a report says whom somebody looked up.

    Where it has to be fresh, one that is there by now raises FileExistsError.
    """
    way = os.O_APPEND | (os.O_EXCL if fresh else 0)
    return os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | way, 0o600), "wb")


def deliver(content: bytes, output: Path | None) -> None:
    """Write to the file, whole or not at all, or to standard output."""
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    from credcheck import exports

    with writing(output):
        exports.put(output, content)


def hand_over(made: Report, format: Format, output: Path | None) -> int:
    """Write a finished report, say what a file that was written comes to, and return the exit code."""
    deliver(format.render(made), output)
    if output is not None:
        click.echo(wording.render(Sentence("input.written", path=str(output), outcome=headline(made))), err=True)
    return RegistryError.exit_code if made.verdict.record is RecordAxis.INCOMPLETE else 0


def options_of(given: Profile) -> dict[str, Any]:
    """What was given by single options."""
    return {f: v for f in ("name", "handle", "bio", "location", "platform") if (v := getattr(given, f))}


def profile_of(text: str, given: Profile) -> Profile:
    """One profile of the text and the single options; options win."""
    options = options_of(given)
    if not text:
        if not set(options) - {"platform"}:
            raise BadInput(Sentence("input.no_text"))
        return replace(given, text="\n".join(options.values()))
    found = platforms.read(text)
    if found.kind is ReadingKind.AMBIGUOUS and "platform" in options:
        return replace(platforms.on(options.pop("platform"), found.profile), **options)
    _ask_about(found, options)
    return replace(found.profile, **options)


def platform_named(name: str) -> str:
    """The id of a platform, refused when there is none of that name."""
    known = [p.id for p in platforms.platforms()]
    name = platforms.ALSO_CALLED.get(name.lower(), name.lower())
    if name and name not in known:
        raise BadInput(Sentence("input.unknown_platform", name=name, known=", ".join(known)))
    return name


def _ask_about(found: Reading, options: dict[str, str]) -> None:
    if found.kind is ReadingKind.AMBIGUOUS and not options:
        first = found.proposals[0] if found.proposals else "x"
        raise BadInput(Sentence("input.which_platform", handle=found.profile.handle, first=first))
    if found.kind in UNUSABLE:
        raise BadInput(found.remark or Sentence("input.no_text"))
    answered = found.remark is not None and found.remark.id == WHICH and "platform" in options
    if found.remark is not None and not answered:
        click.echo(wording.render(found.remark), err=True)
