"""A global key on Wayland, through the desktop's GlobalShortcuts portal: the desktop, not we, picks the real key."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

from credcheck.gui.keys import Came, Keys, Status

logger = logging.getLogger(__name__)
APP_ID = "org.credcheck.CredCheck"
PORTAL, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SHORTCUT = "check-clipboard"
MOST_PRESSES = 16
ANSWER_S, CHOICE_S = 5.0, 180.0
"""How long the portal may take, and how long the user may take to choose."""


def listen(keys: Keys, description: str) -> Callable[[Any], AsyncIterator[Status | str]]:
    """Work for the loop: first how the key stands, then the activation token of every press; ends where none works."""

    async def run(parts: Any) -> AsyncIterator[Status | str]:
        try:
            async for value in _talk(keys, description):
                yield value
        except (OSError, KeyError, TimeoutError, _Refused) as wrong:
            logger.info("the portal gave no key: %s", type(wrong).__name__)
            yield Status(Came.NONE)

    return run


class _Refused(Exception):
    """The portal is missing, too old, or the user said no."""


async def _talk(keys: Keys, description: str) -> AsyncIterator[Status | str]:
    from jeepney import DBusAddress, MatchRule, message_bus
    from jeepney.io.asyncio import Proxy, open_dbus_router

    shortcuts = DBusAddress(PATH, PORTAL, "org.freedesktop.portal.GlobalShortcuts")
    host = DBusAddress(PATH, PORTAL, "org.freedesktop.host.portal.Registry")
    answered = MatchRule(type="signal", interface="org.freedesktop.portal.Request", member="Response")
    pressed = MatchRule(type="signal", interface=shortcuts.interface, member="Activated")
    async with open_dbus_router() as router:
        bus = Proxy(message_bus, router)
        await bus.AddMatch(answered)
        await bus.AddMatch(pressed)
        with router.filter(answered) as answers, router.filter(pressed, bufsize=MOST_PRESSES) as presses:
            await _call(router, host, "Register", "sa{sv}", (APP_ID, {}), needed=False)
            options = {"handle_token": ("s", "credcheck1"), "session_handle_token": ("s", "credcheck")}
            await _call(router, shortcuts, "CreateSession", "a{sv}", (options,))
            session = (await _answer(answers, ANSWER_S))["session_handle"][1]
            wish = {"description": ("s", description), "preferred_trigger": ("s", keys.trigger())}
            body = (session, [(SHORTCUT, wish)], "", {"handle_token": ("s", "credcheck2")})
            await _call(router, shortcuts, "BindShortcuts", "oa(sa{sv})sa{sv}", body)
            yield _status(await _answer(answers, CHOICE_S))
            while True:
                event = await presses.get()
                if event.body[1] == SHORTCUT:
                    yield str(event.body[3].get("activation_token", ("s", ""))[1])


async def _call(router: Any, to: Any, method: str, signature: str, body: tuple[Any, ...], needed: bool = True) -> None:
    from jeepney import MessageType, new_method_call

    asked = new_method_call(to, method, signature, body)
    reply = await asyncio.wait_for(router.send_and_get_reply(asked), ANSWER_S)
    if needed and reply.header.message_type is MessageType.error:
        raise _Refused(method)


async def _answer(answers: Any, seconds: float) -> dict[str, Any]:
    code, results = (await asyncio.wait_for(answers.get(), seconds)).body
    if code != 0:
        raise _Refused("the user or the desktop declined")
    return dict(results)


def _status(results: dict[str, Any]) -> Status:
    listed = results.get("shortcuts", ("", []))[1]
    said = next(
        (str(of["trigger_description"][1]) for id, of in listed if id == SHORTCUT and "trigger_description" in of), ""
    )
    return Status(Came.CHOSEN, said) if said else Status(Came.CHOSEN_UNKNOWN)
