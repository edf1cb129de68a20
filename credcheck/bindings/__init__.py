"""Whose account it is: one proof a file; Profile and Persons in, Bindings out."""

from __future__ import annotations

from credcheck.model import Profile


def challenged(profile: Profile) -> str:
    """The key of an account that one-time codes are made for, "" for a profile without one."""
    key = profile.handle.strip().removeprefix("@").lower() or profile.account_id
    return f"{profile.platform}:{key}" if key else ""
