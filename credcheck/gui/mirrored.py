"""What the window asks of the local copies of registers: list, update, import, verify, remove. Work for the loop."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from credcheck.app import Parts
    from credcheck.copies import Listed
    from credcheck.mirror import Manifest
    from credcheck.update import Step, Updated


async def listed(parts: Parts) -> tuple[Listed, ...]:
    """Every register that can be kept here, installed or not."""
    from credcheck import copies

    return copies.listed(parts.settings, parts.checker.now().date())


def update(name: str) -> Callable[[Parts], AsyncIterator[Step | Updated]]:
    """Download what a copy lacks and apply it; closing the iterator stops the work, the old copy stays whole."""

    async def run(parts: Parts) -> AsyncIterator[Step | Updated]:
        from credcheck import copies

        async with contextlib.aclosing(copies.update_copy(parts.settings, parts.http, name)) as steps:
            async for step in steps:
                yield step

    return run


def import_file(name: str, file: Path) -> Callable[[Parts], AsyncIterator[Step | Manifest]]:
    """Build a copy from a file the user has."""

    async def run(parts: Parts) -> AsyncIterator[Step | Manifest]:
        from credcheck import copies

        async with contextlib.aclosing(copies.import_file(parts.settings, name, file)) as steps:
            async for step in steps:
                yield step

    return run


def verify(name: str) -> Callable[[Parts], Awaitable[bool]]:
    """Read a whole copy and compare its checksums."""

    async def run(parts: Parts) -> bool:
        import asyncio

        from credcheck import copies

        return await asyncio.to_thread(copies.verify_copy, parts.settings, name)

    return run


def remove(name: str) -> Callable[[Parts], Awaitable[None]]:
    """Delete a copy and what was downloaded for it."""

    async def run(parts: Parts) -> None:
        import asyncio

        from credcheck import copies

        await asyncio.to_thread(copies.remove_copy, parts.settings, name)

    return run
