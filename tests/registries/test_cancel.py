"""Cancelled at any await, a registry stops at once, says nothing, and leaves no task behind; on a clock that jumps."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from credcheck import discover, registries
from credcheck.errors import RegistryError
from credcheck.model import Claims
from credcheck.net import Http
from credcheck.registries.interface import NotAsked, Registry
from tests.registries.asking import DATA, ONCE, ask
from tests.registries.test_faults import JANE, wanted_by
from tests.virtual_time import virtual

PLUGS = [plug for plug in discover.plugs(registries, Registry) if plug.online]
EACH_S = 1.0


class Slow(httpx.AsyncBaseTransport):
    """Answers each request with the plug's recorded answers in turn, after a second in two steps."""

    def __init__(self, files: list[Path]) -> None:
        self.files, self.asked = files, 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        await asyncio.sleep(EACH_S / 2)
        await asyncio.sleep(EACH_S / 2)
        return httpx.Response(200, content=self.files[(self.asked - 1) % len(self.files)].read_bytes())


def asking(plug: type[Registry], wanted: Claims) -> tuple[asyncio.Task[object], Http, Slow]:
    slow = Slow(sorted(DATA.glob(f"{plug.id}_*")))
    http = Http(transport=slow, patience=ONCE)
    return asyncio.create_task(_swallowed(plug, http, wanted)), http, slow


async def _swallowed(plug: type[Registry], http: Http, wanted: Claims) -> object:
    try:
        return await ask(plug, http, wanted, JANE)
    except (RegistryError, NotAsked) as error:
        return error


@pytest.mark.parametrize("plug", PLUGS, ids=lambda plug: plug.id)
def test_a_registry_can_be_cancelled_at_any_await(plug: type[Registry], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENALEX", "ESANTE"):
        monkeypatch.setenv(f"CREDCHECK_KEY_{name}", "invented-key")
    cancel_everywhere(plug)


@virtual
async def cancel_everywhere(plug: type[Registry]) -> None:
    wanted, loop = wanted_by(plug), asyncio.get_running_loop()
    whole, http, slow = asking(plug, wanted)
    start = loop.time()
    await whole
    took_s = loop.time() - start
    assert slow.asked > 0
    await http.aclose()
    moments = [EACH_S * (0.25 + 0.5 * step) for step in range(int(took_s / (EACH_S / 2)))][:40]
    assert moments
    for moment_s in moments:
        task, http, _ = asking(plug, wanted)
        await asyncio.sleep(moment_s)
        before = loop.time()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert loop.time() == before
        await http.aclose()
        assert asyncio.all_tasks() == {asyncio.current_task()}
