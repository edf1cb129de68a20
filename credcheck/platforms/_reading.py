"""Builds Readings: the one place that says which remark goes with which kind."""

from __future__ import annotations

from credcheck.model import Profile, Reading, ReadingKind, Sentence

_REMARKS = {
    ReadingKind.PROFILE_BY_ID: "platform.remark.by_id",
    ReadingKind.POST: "platform.remark.post",
    ReadingKind.NOT_A_PROFILE: "platform.remark.not_a_profile",
    ReadingKind.UNRESOLVED: "platform.remark.unresolved",
    ReadingKind.INVALID_CHECKSUM: "platform.remark.invalid_checksum",
    ReadingKind.ACTOR_BY_ID: "platform.remark.actor_by_id",
    ReadingKind.BRIDGED_BLUESKY: "platform.remark.bridged",
    ReadingKind.CUSTOM_URL: "platform.remark.custom_url",
    ReadingKind.LEGACY_USERNAME: "platform.remark.legacy_username",
    ReadingKind.UNCLAIMED_PROFILE: "platform.remark.unclaimed",
    ReadingKind.ITEM: "platform.remark.item",
}


def profile_of(platform: str, handle: str, url: str = "", remark: Sentence | None = None) -> Reading:
    """A profile named by its handle."""
    return Reading(ReadingKind.PROFILE, Profile(platform=platform, handle=handle, url=url), remark)


def account(platform: str, number: str, url: str = "", kind: ReadingKind = ReadingKind.PROFILE_BY_ID) -> Reading:
    """A profile named by the platform's own number or id, which stands in `account_id`."""
    return Reading(kind, Profile(platform=platform, account_id=number, url=url), remark_on(kind, number))


def other(platform: str, kind: ReadingKind, handle: str = "", url: str = "") -> Reading:
    """Anything else than a plain profile, with the remark that goes with its kind."""
    return Reading(kind, Profile(platform=platform, handle=handle, url=url), remark_on(kind, handle))


def nothing(platform: str) -> Reading:
    """A page of the platform that shows no single profile."""
    return other(platform, ReadingKind.NOT_A_PROFILE)


def remark_on(kind: ReadingKind, handle: str = "") -> Sentence | None:
    """What the user should know about a reading of this kind."""
    id = _REMARKS.get(kind)
    return Sentence(id, handle=handle) if id else None
