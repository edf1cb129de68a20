"""The portal's GlobalShortcuts against a portal of our own making that checks every signature, on a real bus."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from credcheck.gui import hotkey_portal
from credcheck.gui.keys import Came, Status, parse
from tests.gui.waiting import ROOT, wait_for

pytestmark = [pytest.mark.window, pytest.mark.timeout(60)]
PORTAL = Path(__file__).with_name("fake_portal.py")
KEYS = parse("Ctrl+Alt+K")


@pytest.fixture
def bus(screen: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", screen["DBUS_SESSION_BUS_ADDRESS"])
    return screen


@pytest.fixture
def portal(bus: dict[str, str], tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    env = bus | {"PYTHONPATH": str(ROOT)}
    said = tmp_path / "portal"
    with said.open("wb") as out:
        running = subprocess.Popen([sys.executable, str(PORTAL), request.param], env=env, stdout=out)
    wait_for(lambda: b"up" in said.read_bytes(), 10)
    yield
    running.terminate()
    running.wait(5)


async def first(number: int) -> list[Any]:
    assert KEYS is not None
    heard: list[Any] = []
    listening = hotkey_portal.listen(KEYS, "Check the clipboard")(None)
    async with asyncio.timeout(20):
        async for value in listening:
            heard.append(value)
            if len(heard) == number:
                break
    await listening.aclose()  # type: ignore[attr-defined]
    return heard


@pytest.mark.parametrize("portal", ["willing"], indirect=True)
async def test_the_desktop_says_which_key_it_chose_and_hands_a_token_over(portal: None) -> None:
    assert await first(2) == [Status(Came.CHOSEN, "Ctrl+Alt+K"), "token-1"]


@pytest.mark.parametrize("portal", ["unwilling"], indirect=True)
async def test_a_user_who_declines_is_no_error(portal: None) -> None:
    assert await first(1) == [Status(Came.NONE)]


async def test_a_desktop_without_a_portal_is_no_error(bus: dict[str, str]) -> None:
    assert await first(1) == [Status(Came.NONE)]
