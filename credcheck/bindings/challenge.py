"""A one-time code that reached the holder by another way, and is shown by the account."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck.bindings import challenged
from credcheck.bindings.interface import Proof
from credcheck.model import NO_LEADS, Binding, Challenge, Channel, Claims, Leads, Level, Person, Profile, Sentence


class ShownCode(Proof):
    """The account shows a one-time code that you sent to the person through the register or the institution.

    Where the code went decides what it proves. Sent to an address, number or page taken from the register or from the
    institution, it shows that whoever reads there also runs the account. Handed to the account itself, it only shows
    that somebody controls the account, which proves nothing about who that is. You send it yourself: where it went is
    your word.
    """

    id: ClassVar[str] = "challenge"
    title: ClassVar[str] = "One-time code"
    level: ClassVar[Level] = Level.L4
    online: ClassVar[bool] = False
    order: ClassVar[int] = 5

    async def prove(
        self, profile: Profile, claims: Claims, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        """What each code that was made for this account shows, once the account shows it."""
        mine = [c for c in leads.challenges if c.account == challenged(profile)]
        return tuple(_of(c, profile, persons) for c in mine)


def _of(sent: Challenge, profile: Profile, persons: tuple[Person, ...]) -> Binding:
    params = {"code": sent.code, "address": sent.address, "day": sent.made_at.date().isoformat()}
    if not _shown(sent.code, profile):  # who is handed the report must not learn the code from it
        return _made(sent, Level.L0, Sentence("challenge.unanswered", day=params["day"]), "", profile)
    known = any(person.key == sent.person for person in persons)
    if sent.channel is Channel.ACCOUNT or not known:
        word = "own_account" if sent.channel is Channel.ACCOUNT else "nobody"
        return _made(sent, Level.L0, Sentence(f"challenge.{word}", **params), "", profile)
    said = Sentence(f"challenge.{sent.channel.value}", **params)
    return _made(sent, Level.L4, said, sent.person, profile)


def _shown(code: str, profile: Profile) -> bool:
    text = "\n".join(
        [profile.name, profile.bio, *(link.url for link in profile.links), *(x.label for x in profile.links)]
    )
    return bool(re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", text, re.IGNORECASE))


def _made(sent: Challenge, level: Level, said: Sentence, person: str, profile: Profile) -> Binding:
    limits = Sentence("challenge.limits" if level is Level.L4 else "challenge.limits_nothing")
    return Binding(ShownCode.id, level, said, limits, person, profile.url, profile.read_at)
