"""API keys in the system keyring, asked off the calling thread with a deadline.

A keyring that is locked opens a prompt and blocks its caller with no end. So it is asked on a daemon thread that may be
left behind. A key that the keyring does not take is kept in memory until the program ends, and `set` says so; it is
never written to a file.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

import keyring
from keyring.errors import KeyringError, NoKeyringError, PasswordDeleteError

from credcheck.errors import BadInput, VaultError
from credcheck.model import Sentence

logger = logging.getLogger(__name__)

SERVICE = "credcheck"
T = TypeVar("T")


class Kept(StrEnum):
    """Where a key is: in the system keyring, in memory until the program ends, or in the environment."""

    KEYRING = "keyring"
    SESSION = "session"
    ENVIRONMENT = "environment"

    @property
    def sentence(self) -> Sentence:
        """What to tell the user about it."""
        return Sentence(f"vault.kept_{self.value}")


class Vault:
    """Keeps keys by name. `CREDCHECK_KEY_<NAME>` in the environment goes before everything else."""

    def __init__(self, deadline_s: float = 60.0) -> None:
        """Wait at most `deadline_s` for the keyring, which may be showing a prompt."""
        self._deadline_s = deadline_s
        self._session: dict[str, str] = {}
        self._stuck: threading.Thread | None = None
        self.making = asyncio.Lock()
        """Held by whoever makes a key where there is none, so that two never make two."""

    async def get(self, name: str) -> str | None:
        """The key, or None when there is none; VaultError when the keyring is locked or does not answer."""
        _check(name)
        known = os.environ.get(variable(name)) or self._session.get(name)
        if known:
            return known
        try:
            return await self._ask(lambda: keyring.get_password(SERVICE, name))
        except NoKeyringError:
            return None
        except KeyringError as error:
            raise VaultError(Sentence("vault.locked", variable=variable(name))) from error

    async def whereabouts(self, name: str) -> Kept | None:
        """Where the key is, or None when there is none; raises as `get` does."""
        _check(name)
        if os.environ.get(variable(name)):
            return Kept.ENVIRONMENT
        if name in self._session:
            return Kept.SESSION
        return Kept.KEYRING if await self.get(name) else None

    async def set(self, name: str, key: str) -> Kept:
        """Keep a key, in the keyring if it takes it, else for this session."""
        _check(name)
        key = key.strip()
        if not key:
            raise BadInput(Sentence("vault.empty_key"))
        try:
            await self._ask(lambda: keyring.set_password(SERVICE, name, key))
        except (KeyringError, VaultError) as error:
            logger.info("the keyring did not take a key (%s); it is kept for this session", type(error).__name__)
            self._session[name] = key
            return Kept.SESSION
        self._session.pop(name, None)
        return Kept.KEYRING

    async def forget(self, name: str) -> None:
        """Remove a key everywhere but from the environment; VaultError when the keyring may still hold it."""
        _check(name)
        self._session.pop(name, None)
        try:
            with contextlib.suppress(NoKeyringError, PasswordDeleteError):
                await self._ask(lambda: keyring.delete_password(SERVICE, name))
        except KeyringError as error:
            raise VaultError(Sentence("vault.not_forgotten")) from error

    async def _ask(self, question: Callable[[], T]) -> T:
        """What the keyring answers on a thread of its own; VaultError after the deadline, or while one is stuck."""
        if self._stuck is not None and self._stuck.is_alive():
            raise VaultError(Sentence("vault.no_answer"))
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        thread = threading.Thread(target=_answer, args=(question, loop, answer), name="keyring", daemon=True)
        thread.start()
        try:
            async with asyncio.timeout(self._deadline_s):
                return await answer
        except asyncio.CancelledError:
            self._stuck = thread
            raise
        except TimeoutError as error:
            self._stuck = thread
            raise VaultError(Sentence("vault.no_answer")) from error


def _answer(question: Callable[[], T], loop: asyncio.AbstractEventLoop, answer: asyncio.Future[T]) -> None:
    """Put what the keyring says, or how it failed, into `answer` on its loop."""
    try:
        value = question()
    except KeyringError as error:
        _tell(loop, answer, error)
    except Exception as error:  # noqa: BLE001 (a backend is foreign code: D-Bus and OS errors must not kill the thread)
        _tell(loop, answer, KeyringError(type(error).__name__))
    else:
        _hand_over(loop, lambda: None if answer.done() else answer.set_result(value))


def _tell(loop: asyncio.AbstractEventLoop, answer: asyncio.Future[T], error: KeyringError) -> None:
    _hand_over(loop, lambda: None if answer.done() else answer.set_exception(error))


def _hand_over(loop: asyncio.AbstractEventLoop, act: Callable[[], None]) -> None:
    # The loop may have closed while a prompt stood open.
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(act)


def _check(name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", name):
        raise BadInput(Sentence("vault.bad_name", name=name[:60]))


def variable(name: str) -> str:
    """The environment variable that goes before every other place of a key."""
    return f"CREDCHECK_KEY_{name.upper()}"
