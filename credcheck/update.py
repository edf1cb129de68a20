"""A local copy brought up to date: what is offered, what is missing, download, check, build aside, swap."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from shutil import disk_usage, rmtree
from typing import TypeVar

from credcheck.aside import in_thread
from credcheck.errors import BadRegisterFile, CredCheckError, MirrorError
from credcheck.mirror import Content, Manifest, Mirrors, Offer, has_gap, next_missing, rebuild, storing
from credcheck.model import Sentence
from credcheck.net import Downloaded, Http
from credcheck.registries.interface import Bulk, Progress

LEAST_BYTES = 200
LARGEST_INDEX = 64_000_000
ROUNDS = 12
SOON_S = 2.0
T = TypeVar("T")
Run = Callable[[Callable[[Progress], Manifest], Progress], Awaitable[Manifest]]


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update came to: the copy as it is now, the files applied, and why it may still not be the newest."""

    copy: Manifest | None
    applied: tuple[str, ...] = ()
    remark: Sentence | None = None


async def update(
    http: Http, mirrors: Mirrors, register: type[Bulk], progress: Progress, run: Run = in_thread
) -> Updated:
    """Download and apply, file by file, what the copy lacks; each step leaves a whole copy behind.

    `run` is where a file is applied: on a thread, or in a process of its own.

    Raises Cancelled, a RegistryError, BadRegisterFile or MirrorError; what was downloaded is kept for the next time.
    Two at once would write into one file, so the second is told that the first is at work.
    """
    with mirrors.updating(register.copy):
        return await _update(http, mirrors, register, progress, run)


async def _update(http: Http, mirrors: Mirrors, register: type[Bulk], progress: Progress, run: Run) -> Updated:
    await renew(mirrors, register, progress, run)
    offers = await _offered(http, register, progress)
    applied: list[str] = []
    for _ in range(ROUNDS):
        copy = installed(mirrors, register.copy)
        offer = next_missing(offers, copy)
        if offer is None:
            rmtree(mirrors.downloads(register.copy), ignore_errors=True)  # what an end between two steps left
            break
        await _bring(http, mirrors, register, offer, progress, run)
        applied.append(offer.name)
        offers = tuple(o for o in offers if o.name != offer.name and not (_is_whole(o) and _is_whole(offer)))
    copy = installed(mirrors, register.copy)
    gap = has_gap(offers, copy)
    return Updated(copy, tuple(applied), Sentence("update.gap") if gap else None)


async def renew(mirrors: Mirrors, register: type[Bulk], progress: Progress, run: Run = in_thread) -> Manifest | None:
    """Build a copy of an older format anew from its own records, which needs no network; None where there is none."""
    if register.layout is None or not await asyncio.to_thread(mirrors.is_older, register.copy):
        return None
    return await run(partial(_rebuild, register, mirrors.folder), progress)


def _rebuild(register: type[Bulk], folder: Path, progress: Progress) -> Manifest:
    assert register.layout is not None
    return rebuild(folder, register.copy, register.layout, progress)


def _is_whole(offer: Offer) -> bool:
    return offer.content is Content.WHOLE


def installed(mirrors: Mirrors, name: str) -> Manifest | None:
    """The manifest of a copy, None when there is none or it cannot be used: then it is to be made anew."""
    try:
        return mirrors.manifest(name)
    except MirrorError:
        return None


def is_downloadable(register: type[Bulk]) -> bool:
    """Whether a register says where its files lie."""
    return bool(register.index or register.file)


async def _offered(http: Http, register: type[Bulk], progress: Progress) -> tuple[Offer, ...]:
    progress(0, 0, Sentence("update.looking"))
    if not register.index:
        return register.offers("")
    return register.offers((await http.get(register.index, cap_bytes=LARGEST_INDEX)).text())


async def _bring(
    http: Http, mirrors: Mirrors, register: type[Bulk], offer: Offer, progress: Progress, run: Run
) -> None:
    """One file: to the disk, checked, applied, thrown away."""
    folder = mirrors.downloads(register.copy)
    got = await _downloaded(http, folder, offer, progress)
    dated = replace(offer, day=got.modified.date()) if offer.day is None and got.modified else offer
    known = installed(mirrors, register.copy)
    is_there = known is not None and offer.content is Content.WHOLE and got.digest in known.digests
    if next_missing((offer,), known) is not None and not is_there:  # another command may have imported a newer file
        try:
            _check_size(got)
            await run(partial(_apply, register, dated, got.path, mirrors.folder), progress)
        except BadRegisterFile:
            rmtree(folder, ignore_errors=True)
            raise
    rmtree(folder, ignore_errors=True)


async def _downloaded(http: Http, folder: Path, offer: Offer, progress: Progress) -> Downloaded:
    def tell(done: int, total: int) -> None:
        if done < total and disk_usage(folder).free < total - done:
            raise MirrorError(Sentence("update.no_room", file=offer.name, mb=round((total - done) / 1e6)))
        progress(done, total, Sentence("update.downloading", file=offer.name))

    try:
        await asyncio.to_thread(storing.private, folder)
        return await http.download(offer.url, folder / offer.name, tell, offer.cap_bytes)
    except OSError as error:
        raise MirrorError(
            Sentence("mirror.unwritable", path=str(folder), reason=error.strerror or str(error))
        ) from error


def _apply(register: type[Bulk], offer: Offer, file: Path, folder: Path, progress: Progress) -> Manifest:
    return register.apply(offer, file, Mirrors(folder), progress)


def _check_size(got: Downloaded) -> None:
    if got.size_bytes < LEAST_BYTES:
        raise BadRegisterFile(Sentence("mirror.not_a_register", file=got.path.name))


@dataclass(frozen=True, slots=True)
class Step:
    """How far the work is, in bytes or rows (total 0: unknown), and how many seconds are left at the present rate."""

    done: int
    total: int
    what: Sentence
    left_s: int | None = None


async def steps(work: Callable[[Progress], Awaitable[T]]) -> AsyncGenerator[Step | T, None]:
    """The steps of a piece of work, then what it came to; closing the iterator cancels the work."""
    told: asyncio.Queue[Step | None] = asyncio.Queue()
    meter = Meter()
    doing = asyncio.ensure_future(work(lambda done, total, what: told.put_nowait(meter.step(done, total, what))))
    doing.add_done_callback(lambda _: told.put_nowait(None))
    try:
        while (step := await told.get()) is not None:
            yield step
        yield await doing
    finally:
        if not doing.done():
            doing.cancel()
            with suppress(asyncio.CancelledError, CredCheckError):
                await doing


class Meter:
    """Tells the time left from the rate since the present kind of step began."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` counts seconds."""
        self._clock, self._kind, self._began, self._from = clock, "", 0.0, 0

    def step(self, done: int, total: int, what: Sentence) -> Step:
        """The step with its time left; None in the first two seconds, where a rate means little."""
        now = self._clock()
        if what.id != self._kind or done < self._from:
            self._kind, self._began, self._from = what.id, now, done
        spent, made = now - self._began, done - self._from
        left = round(spent * (total - done) / made) if total and made and spent >= SOON_S else None
        return Step(done, total, what, left)
