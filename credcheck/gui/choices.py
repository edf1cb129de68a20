"""What the window asks when settings are shown or changed: values, keys, the log of requests. Work for the loop."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from credcheck.errors import VaultError
from credcheck.model import Sentence
from credcheck.settings import Settings

if TYPE_CHECKING:
    from credcheck.app import Parts
    from credcheck.net import Sent


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One key that sources take: its name, which sources, where the user's lies ("" for none), or why nobody knows."""

    name: str
    titles: tuple[str, ...]
    kept: str = ""
    fault: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The settings as they were written, and as they hold from now on."""

    settings: Settings


def save(file: Path | None, changes: Mapping[str, Any]) -> Callable[[Parts], Awaitable[Saved]]:
    """Write changed choices into the settings file; what options of this start made of them stays out of it."""

    async def run(parts: Parts) -> Saved:
        from credcheck import settings

        settings.change(file, lambda kept: replace(kept, **changes))
        return Saved(replace(parts.settings, **changes))

    return run


def set_aside(file: Path | None) -> Callable[[Parts], Awaitable[Saved]]:
    """Rename a settings file that cannot be read; the usual choices hold then."""

    async def run(parts: Parts) -> Saved:
        from credcheck import settings

        settings.set_aside(file)
        return Saved(replace(parts.settings, offline=Settings().offline))

    return run


async def keys(parts: Parts) -> tuple[KeyLine, ...]:
    """Which sources take a key, and where the user's keys lie; no key is shown."""
    from credcheck import app

    return tuple([await _key(parts, name, titles) for name, titles in app.key_names().items()])


async def _key(parts: Parts, name: str, titles: tuple[str, ...]) -> KeyLine:
    try:
        kept = await parts.vault.whereabouts(name)
    except VaultError as error:
        return KeyLine(name, titles, fault=error.sentence)
    return KeyLine(name, titles, kept.value if kept else "")


def set_key(name: str, key: str) -> Callable[[Parts], Awaitable[Sentence]]:
    """Keep a key; the sentence says where it went."""

    async def run(parts: Parts) -> Sentence:
        return (await parts.vault.set(name, key)).sentence

    return run


def forget_key(name: str) -> Callable[[Parts], Awaitable[Sentence]]:
    """Remove a key from the keyring."""

    async def run(parts: Parts) -> Sentence:
        await parts.vault.forget(name)
        return Sentence("choices.key_gone", name=name)

    return run


def sent(limit: int) -> Callable[[Parts], Awaitable[tuple[Sent, ...]]]:
    """What has left this machine, newest first."""

    async def run(parts: Parts) -> tuple[Sent, ...]:
        return parts.store.requests.read(None, limit)

    return run


async def clear_sent(parts: Parts) -> int:
    """Delete the log of requests; how many notes that were."""
    return parts.store.requests.clear()
