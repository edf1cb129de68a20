"""What the user gives the proofs: a page to look at, and a one-time code to send."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import datetime

from credcheck import imitation
from credcheck.bindings._seat import institution_at
from credcheck.errors import BadInput
from credcheck.model import Binding, Challenge, Channel, Profile, Sentence

_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Figures and letters that nobody takes for one another."""
_LONGEST = 2000
INSTITUTION_PAGE = "institution_page"
"""The proof that looks at pages the user gives."""


def page_at(address: str) -> str:
    """The address of an institution's page, completed to https; BadInput where CredCheck knows no such institution."""
    address = address.strip()[:_LONGEST]
    whole = "https://" + re.sub(r"^https?://", "", address, flags=re.IGNORECASE)
    if institution_at(whole) is None:
        raise BadInput(Sentence("institution_page.unknown", address=address[:200]))
    return whole


def pages_seen(bindings: Iterable[Binding]) -> tuple[str, ...]:
    """The institutions' pages that a check looked at, so that another can look at them again."""
    return tuple(dict.fromkeys(b.url for b in bindings if b.proof == INSTITUTION_PAGE and b.url))


def make_challenge(profile: Profile, person: str, channel: Channel, address: str, at: datetime) -> Challenge:
    """A new one-time code for an account; BadInput where it could prove nothing."""
    account, address = challenged(profile), address.strip()
    if not account:
        raise BadInput(Sentence("challenge.no_account"))
    if not address:
        raise BadInput(Sentence("challenge.no_address"))
    if channel is Channel.INSTITUTION and imitation.institution_of(imitation.host_of(address)) is None:
        raise BadInput(Sentence("challenge.no_institution", address=address[:200]))
    return Challenge(new_code(), account, person, channel, address, at)


def new_code() -> str:
    """A one-time code that is easy to read out and to find in a profile."""
    parts = ("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(2))
    return "-".join(("credcheck", *parts))


def challenged(profile: Profile) -> str:
    """The key of an account that one-time codes are made for, "" for a profile without one."""
    key = profile.handle.strip().removeprefix("@").lower() or profile.account_id
    return f"{profile.platform}:{key}" if key else ""
