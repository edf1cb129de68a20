"""What the commands share: the running parts, files with clear errors, a profile out of text and options."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import click

from credcheck import app, platforms, wording
from credcheck.errors import BadInput
from credcheck.model import Profile, Reading, ReadingKind, Report, Sentence
from credcheck.settings import Settings

WHICH = "platform.remark.which"
"""What the option --platform answers."""
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


def profile_of(text: str, given: Profile) -> Profile:
    """One profile of the text and the single options; options win."""
    options = {f: v for f in ("name", "handle", "bio", "location", "platform") if (v := getattr(given, f))}
    if not text:
        if not set(options) - {"platform"}:
            raise BadInput(Sentence("input.no_text"))
        return replace(given, text="\n".join(options.values()))
    found = platforms.read(text)
    profile = replace(found.profile, **options)
    if found.kind is ReadingKind.AMBIGUOUS and set(options) == {"platform"}:
        return platforms.on(given.platform, found.profile)
    _ask_about(found, options)
    return profile


def platform_named(name: str) -> str:
    """The id of a platform, refused when there is none of that name."""
    known = [p.id for p in platforms.platforms()]
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
