"""Whose account it is: one proof a file; Profile and Persons in, Bindings out."""

from __future__ import annotations

import secrets

from credcheck.model import Profile

_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Figures and letters that nobody takes for one another."""


def new_code() -> str:
    """A one-time code that is easy to read out and to find in a profile."""
    parts = ("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(2))
    return "-".join(("credcheck", *parts))


def challenged(profile: Profile) -> str:
    """The key of an account that one-time codes are made for, "" for a profile without one."""
    key = profile.handle.strip().removeprefix("@").lower() or profile.account_id
    return f"{profile.platform}:{key}" if key else ""
