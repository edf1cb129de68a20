"""What the window asks when the user helps to prove whose account it is: a page, a code. Work for the loop."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from credcheck.model import Challenge, Channel, Level, Profile, Report

if TYPE_CHECKING:
    from credcheck.app import Parts

PROVES = {Channel.REGISTRY: Level.L4, Channel.INSTITUTION: Level.L4, Channel.ACCOUNT: Level.L0}
"""What a shown code proves at most, by where its address was taken from."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A code that the user wants: for which person, and through which channel to which address it will go."""

    person: str
    channel: Channel
    address: str


def page(address: str) -> Callable[[Parts], Awaitable[str]]:
    """The page as it can be asked for; BadInput where it could prove nothing."""

    async def run(parts: Parts) -> str:
        from credcheck.bindings import page_at

        return page_at(address)

    return run


def pages_of(report: Report) -> tuple[str, ...]:
    """The institutions' pages that a check looked at."""
    from credcheck.bindings import pages_seen

    return pages_seen(report.case.bindings)


def make_code(profile: Profile, wish: Wish) -> Callable[[Parts], Awaitable[Challenge]]:
    """Make a code and keep it, so that a later check finds it in the account."""

    async def run(parts: Parts) -> Challenge:
        from credcheck.bindings import make_challenge

        made = make_challenge(profile, wish.person, wish.channel, wish.address, parts.checker.now())
        parts.store.challenge(made)
        return made

    return run
