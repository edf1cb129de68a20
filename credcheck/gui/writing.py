"""What the window asks when reports are written to files. Work for the loop."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from credcheck.gui import many
from credcheck.model import Report

if TYPE_CHECKING:
    from credcheck.app import Parts
    from credcheck.exports import Written
    from credcheck.update import Step


def export(
    report: Report, format_id: str, file: Path, *, share: bool = False, sign: bool = False
) -> Callable[[Parts], Awaitable[Written]]:
    """Write a report, or its share copy, whole or not at all; signed with the user's own key where that is wanted."""

    async def run(parts: Parts) -> Written:
        import asyncio

        from credcheck import exports

        private = await exports.signing_key(parts.vault) if sign and format_id == exports.SIGNED else ""
        return await asyncio.to_thread(exports.write_one, report, exports.Wish(format_id, share), file, private)

    return run


def export_queue(sought: many.Sought, format_id: str, file: Path) -> Callable[[Parts], AsyncIterator[Step | Written]]:
    """Write the reports of the queue that are sought into one file; closing the iterator stops the work."""

    async def run(parts: Parts) -> AsyncIterator[Step | Written]:
        from credcheck import exports

        steps = exports.write_many(parts.settings.database_url, many.wanted(sought), format_id, file)
        async with contextlib.aclosing(steps):
            async for step in steps:
                yield step

    return run


async def public_key(parts: Parts) -> str:
    """The public half of the user's signing key, as people compare it; the key is made at the first time."""
    from credcheck import exports, signing

    return signing.fingerprint(signing.public_key(await exports.signing_key(parts.vault)))
