"""Hosts that fail in a row are left alone, and say so; the clock is the loop's own."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from credcheck.errors import RegistryBusy, RegistryChanged, RegistryDown, RegistryError, RegistryRefused
from credcheck.model import Sentence
from credcheck.net import Http, Patience
from credcheck.net.rests import FAILURES, REST_S, Rests
from credcheck.wording import render
from tests.virtual_time import virtual

DOWN = RegistryDown(Sentence("net.timeout", host="a.example"))


@virtual
async def test_a_host_that_failed_in_a_row_is_left_alone_and_then_asked_again() -> None:
    rests = Rests()
    for _ in range(FAILURES):
        rests.check("a.example")
        rests.failed("a.example", DOWN)
    with pytest.raises(RegistryDown) as caught:
        rests.check("a.example")
    assert render(caught.value.sentence).startswith("a.example failed several times in a row")
    rests.check("b.example")
    await asyncio.sleep(REST_S + 0.1)
    rests.check("a.example")
    rests.failed("a.example", DOWN)
    with pytest.raises(RegistryDown):
        rests.check("a.example")


@virtual
async def test_one_good_answer_forgets_the_failures() -> None:
    rests = Rests()
    for _ in range(5):
        rests.failed("a.example", DOWN)
        rests.answered("a.example")
    rests.check("a.example")


@virtual
@pytest.mark.parametrize("kind", [RegistryRefused, RegistryChanged])
async def test_a_refusal_is_an_answer(kind: type[RegistryError]) -> None:
    rests = Rests()
    for _ in range(9):
        rests.failed("a.example", kind(Sentence("net.refused", host="a.example", status="403")))
    rests.check("a.example")


@virtual
async def test_a_host_that_asks_for_a_rest_gets_it_at_once() -> None:
    rests = Rests()
    rests.failed("a.example", RegistryBusy(Sentence("net.busy", host="a.example"), 900.0))
    await asyncio.sleep(899)
    with pytest.raises(RegistryBusy) as caught:
        rests.check("a.example")
    assert render(caught.value.sentence).endswith("Wait 1 second and try again.")
    await asyncio.sleep(2)
    rests.check("a.example")


@virtual
async def test_a_rest_that_was_asked_for_is_not_cut_short_by_what_was_under_way_before() -> None:
    rests = Rests()
    rests.failed("a.example", RegistryBusy(Sentence("net.busy", host="a.example"), 900.0))
    rests.answered("a.example")
    for _ in range(FAILURES):
        rests.failed("a.example", DOWN)
    await asyncio.sleep(899)
    with pytest.raises(RegistryBusy):
        rests.check("a.example")
    await asyncio.sleep(2)
    rests.check("a.example")
    rests.answered("a.example")
    rests.failed("a.example", DOWN)
    rests.check("a.example")


@virtual
async def test_a_broken_server_is_not_hammered() -> None:
    asked: list[httpx.Request] = []

    def broken(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(500)

    http = Http(transport=httpx.MockTransport(broken), patience=Patience(attempts=2, first_wait_s=0.01))
    for _ in range(20):
        with pytest.raises(RegistryDown):
            await http.get("https://a.example/")
    assert len(asked) == 2 * FAILURES
    await http.aclose()
