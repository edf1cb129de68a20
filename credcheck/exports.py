"""Reports written to files, whole or not at all: one, its share copy, or all of those that are wanted of the queue."""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from credcheck import languages, report, signing, wire
from credcheck.aside import in_process
from credcheck.errors import BadInput, VaultError
from credcheck.model import Report, Sentence
from credcheck.registries.interface import Progress
from credcheck.store import ReportStore, Wanted
from credcheck.update import Step, steps
from credcheck.vault import Kept, Vault, variable

KEY = "signing"
"""The name of the user's signing key in the vault."""
SIGNED = "json"
"""The one format that carries a signature."""
MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Wish:
    """How a report is wanted: in which format, and whether without what a reader of the verdict need not know."""

    format: str
    share: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: the file, how many reports it holds, and by which public key it is signed ("" for none)."""

    file: Path
    reports: int = 1
    key: str = ""


async def signing_key(vault: Vault) -> str:
    """The user's signing key; a new one only where it can be kept, since a lost key vouches for nothing."""
    private = await vault.get(KEY)
    if private is None:
        private = signing.new_key()
        if await vault.set(KEY, private) is Kept.SESSION:
            raise VaultError(Sentence("vault.not_kept", variable=variable(KEY)))
    return private


def write_one(made: Report, wish: Wish, file: Path, private: str = "") -> Written:
    """Write one report; with a private key it is signed, where the format can carry a signature."""
    content = report.format_of(wish.format).render(report.redact(made) if wish.share else made)
    if not private or wish.format != SIGNED:
        write(file, content)
        return Written(file)
    write(file, wire.signed(content, private))
    return Written(file, key=signing.public_key(private))


def write_many(address: str, wanted: Wanted, format_id: str, file: Path) -> AsyncGenerator[Step | Written, None]:
    """Write the reports of a cache's queue into one file, in a process of its own; closing the iterator ends that."""
    aside = _aside(file)
    doing = partial(_write_many, address, wanted, format_id, (file, aside), languages.spoken())

    async def leaving_nothing(progress: Progress) -> Written:
        try:
            return await in_process(doing, progress)
        finally:  # a process that was ended cannot clear up
            with suppress(OSError):
                aside.unlink(missing_ok=True)

    return steps(leaving_nothing)


def _write_many(
    address: str, wanted: Wanted, format_id: str, places: tuple[Path, Path], language: str, progress: Progress
) -> Written:
    file, aside = places
    languages.speak(language)
    reports = _read(address, wanted, progress)
    progress(0, 0, Sentence("exports.writing", n=len(reports)))
    write(file, report.format_of(format_id).render_all(reports), aside)
    return Written(file, len(reports))


def _read(address: str, wanted: Wanted, progress: Progress) -> list[Report]:
    store, found = ReportStore(address), list[Report]()
    store.open()
    try:
        ids = [row.report_id for row in store.queue.page(wanted, MOST) if row.report_id]
        for number, id in enumerate(ids):
            progress(number, len(ids), Sentence("exports.reading", done=number, total=len(ids)))
            if (kept := store.get(id)) is not None:  # erased since
                found.append(kept)
    finally:
        store.close()
    if not found:
        raise BadInput(Sentence("exports.none"))
    return found


def write(file: Path, content: bytes, aside: Path | None = None) -> None:
    """Write a file whole or not at all; BadInput where that cannot be."""
    try:
        put(file, content, aside)
    except OSError as error:
        raise BadInput(Sentence("exports.failed", file=str(file), reason=error.strerror or "")) from error


def put(file: Path, content: bytes, aside: Path | None = None) -> None:
    """Write a file whole or not at all; what is not whole yet stands at `aside`, which nobody else writes to."""
    if file.exists() and not file.is_file():  # a pipe or a device is written to, never replaced
        file.write_bytes(content)
        return
    aside = aside or _aside(file)
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _mode(file)), "wb") as made:
            made.write(content)
        os.replace(aside, os.path.realpath(file))  # noqa: PTH105 — replaces on every system; a link stays one
    except OSError:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def _aside(file: Path) -> Path:
    """A short name of its own beside the file: two exports to one file never write into each other's."""
    return Path(os.path.realpath(file)).parent / f".credcheck-{secrets.token_hex(8)}.part"


def _mode(file: Path) -> int:
    """A new report can be read by this user alone, since it says whom somebody looked up."""
    return file.stat().st_mode & 0o777 if file.exists() else 0o600
