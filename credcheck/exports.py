"""Reports written to files, whole or not at all: one, its share copy, or all of those that are wanted of the queue."""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncGenerator, Collection, Iterable, Iterator
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
    async with vault.making:
        private = await vault.get(KEY)
        if private is None:
            private = signing.new_key()
            if await vault.set(KEY, private) is Kept.SESSION:
                raise VaultError(Sentence("vault.no_signing", variable=variable(KEY)))
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
    store = ReportStore(address)
    store.open()
    try:
        reports = Stored(store, wanted, progress)
        if next(iter(reports), None) is None:
            raise BadInput(Sentence("exports.none"))
        write(file, report.format_of(format_id).stream(reports), aside)
        return Written(file, reports.read)
    finally:
        store.close()


class Stored(Collection[Report]):
    """The reports of a queue, read one by one each time they are gone through: together they may be gigabytes."""

    def __init__(self, store: ReportStore, wanted: Wanted, progress: Progress) -> None:
        """Nothing is read yet but which reports there are."""
        self._store, self._progress = store, progress
        self._ids = tuple(row.report_id for row in store.queue.page(wanted, MOST) if row.report_id)
        self.read = 0
        """How many there were when they were last gone through: some may have been erased meanwhile."""

    def __len__(self) -> int:
        """How many are wanted."""
        return len(self._ids)

    def __contains__(self, made: object) -> bool:
        """Whether a report is wanted."""
        return isinstance(made, Report) and made.id in self._ids

    def __iter__(self) -> Iterator[Report]:
        """Each report that is still there."""
        self.read = 0
        for number, id in enumerate(self._ids):
            self._progress(number, len(self._ids), Sentence("exports.reading", done=number, total=len(self._ids)))
            if (kept := self._store.get(id)) is not None:
                self.read += 1
                yield kept
        self._progress(0, 0, Sentence("exports.writing", n=self.read))


def write(file: Path, content: bytes | Iterable[bytes], aside: Path | None = None) -> None:
    """Write a file whole or not at all; BadInput where that cannot be."""
    try:
        put(file, content, aside)
    except OSError as error:
        raise BadInput(Sentence("exports.failed", file=str(file), reason=error.strerror or "")) from error


def put(file: Path, content: bytes | Iterable[bytes], aside: Path | None = None) -> None:
    """Write a file whole or not at all; what is not whole yet stands at `aside`, which nobody else writes to."""
    pieces = (content,) if isinstance(content, bytes) else content
    if file.exists() and not file.is_file():  # a pipe or a device is written to, never replaced
        with file.open("wb") as made:
            made.writelines(pieces)
        return
    aside = aside or _aside(file)
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _mode(file)), "wb") as made:
            made.writelines(pieces)
        os.replace(aside, os.path.realpath(file))  # noqa: PTH105 — replaces on every system; a link stays one
    finally:  # whatever ended it; once it has its name, nothing stands there any more
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _aside(file: Path) -> Path:
    """A short name of its own beside the file: two exports to one file never write into each other's."""
    return Path(os.path.realpath(file)).parent / f".credcheck-{secrets.token_hex(8)}.part"


def _mode(file: Path) -> int:
    """A new report can be read by this user alone, since it says whom somebody looked up."""
    return file.stat().st_mode & 0o777 if file.exists() else 0o600
