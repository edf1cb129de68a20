"""How often and how many at once one host is asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiolimiter import AsyncLimiter

AT_ONCE = 4
"""Requests that may be under way to one host."""


class Pace:
    """Keeps a rate and a number of seats for each host; lives on one event loop."""

    def __init__(self) -> None:
        """Start without any host."""
        self._rates: dict[tuple[str, float, int], AsyncLimiter] = {}
        self._seats: dict[str, asyncio.Semaphore] = {}

    @asynccontextmanager
    async def turn(self, host: str, per_s: float, in_a_row: int = 1) -> AsyncIterator[None]:
        """Wait for a seat and for the rate, then hold the seat; after a rest so many may go in a row."""
        async with self._seats.setdefault(host, asyncio.Semaphore(AT_ONCE)):
            async with self._rate(host, per_s, in_a_row):
                pass
            yield

    def _rate(self, host: str, per_s: float, in_a_row: int) -> AsyncLimiter:
        made = self._rates.get((host, per_s, in_a_row))
        if made is None:
            most = max(per_s, in_a_row)
            made = self._rates[(host, per_s, in_a_row)] = AsyncLimiter(most, most / per_s)
        return made
