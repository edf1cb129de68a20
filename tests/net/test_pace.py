"""The pace of a host, in virtual time."""

from __future__ import annotations

import asyncio

import pytest

from credcheck.net.pace import Pace
from credcheck.registries.ror import IN_A_ROW, PER_S
from tests.virtual_time import virtual


async def asked_at(count: int, per_s: float, in_a_row: int = 1) -> list[float]:
    """When each of so many questions to one host, all wanted at once, may be asked, in seconds."""
    loop, pace, times = asyncio.get_running_loop(), Pace(), list[float]()
    began = loop.time()

    async def ask() -> None:
        async with pace.turn("host.example", per_s, in_a_row):
            times.append(loop.time() - began)

    await asyncio.gather(*(ask() for _ in range(count)))
    return times


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(start <= t <= start + seconds for t in times) for start in times)


@virtual
async def test_ror_is_never_asked_more_than_fifty_times_in_five_minutes_and_a_check_does_not_wait() -> None:
    times = await asked_at(120, PER_S, IN_A_ROW)
    assert most_within(times, 300.0) <= 50
    assert times[IN_A_ROW - 1] == pytest.approx(0.0, abs=1.0)


@virtual
async def test_without_a_run_granted_questions_keep_their_distance() -> None:
    slow, quick = await asked_at(4, 0.5), await asked_at(20, 4.0)
    assert slow == pytest.approx([0.0, 2.0, 4.0, 6.0], abs=0.1)
    assert most_within(quick, 1.0) <= 9
