"""Turns Bluesky's app.bsky.actor.getProfile answer into a Profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from credcheck.errors import BadInput, NotPublic, RegistryChanged
from credcheck.model import Label, Link, Origin, Profile, Sentence, Verification
from credcheck.platforms import _shape

HIDDEN = "!no-unauthenticated"
_MISSING = ("Profile not found", "Unable to resolve handle")


def profile(answer: Any, before: Profile, at: datetime) -> Profile:
    """The profile that the public AppView shows; one whose holder asks not to be shown to strangers is NotPublic."""
    row = _shape.table(answer, "Bluesky")
    did = _shape.text(row, "did", 2048)
    if not did.startswith("did:"):
        raise RegistryChanged(Sentence("platform.changed", platform="Bluesky"))
    labels = labels_of(row, did, at)
    if any(label.value == HIDDEN for label in labels):
        raise NotPublic(Sentence("platform.bluesky.not_public", handle=before.handle or did))
    return replace(_words(row, before, did), labels=labels, verifications=verifications(row), read_at=at)


def labels_of(row: Mapping[str, Any], did: str, at: datetime) -> tuple[Label, ...]:
    """The labels in force: withdrawn and expired ones do not count."""
    found = []
    for label in _shape.rows(row, "labels"):
        ends = _shape.moment(label, "exp")
        if label.get("neg") is True or (ends is not None and ends <= at):
            continue
        source, value = _shape.text(label, "src", 2048), _shape.text(label, "val")
        if value:
            found.append(Label(source, value, _shape.moment(label, "cts"), self_set=source == did))
    return tuple(found)


def verifications(row: Mapping[str, Any]) -> tuple[Verification, ...]:
    """Who verified the account, and whether that holds: a changed name or a label breaks it for the whole account."""
    state = row.get("verification")
    if not isinstance(state, dict):
        return ()
    holds = state.get("verifiedStatus") == "valid"
    found = [_verification(entry, holds) for entry in _shape.rows(state, "verifications")]
    trusted = state.get("trustedVerifierStatus")
    if trusted in ("valid", "invalid"):
        found.append(Verification("Bluesky", "trusted verifier", trusted == "valid"))
    return tuple(found)


def refusal(answer: Any, actor: str) -> BadInput | RegistryChanged:
    """What a 400 answer means: no such account, suspended, deactivated, or a shape we do not know."""
    row = answer if isinstance(answer, dict) else {}
    error, message = row.get("error"), _shape.text(row, "message")
    if error == "AccountTakedown":
        return BadInput(Sentence("platform.bluesky.suspended", handle=actor))
    if error == "AccountDeactivated":
        return BadInput(Sentence("platform.bluesky.deactivated", handle=actor))
    if error == "InvalidRequest" and message.startswith(_MISSING):
        return BadInput(Sentence("platform.bluesky.missing", handle=actor))
    if error == "InvalidRequest":
        return BadInput(Sentence("platform.bluesky.invalid", handle=actor))
    return RegistryChanged(Sentence("platform.changed", platform="Bluesky"))


def _verification(entry: Mapping[str, Any], holds: bool) -> Verification:
    issuer = _shape.text(entry, "issuerHandle") or _shape.text(entry, "issuer", 2048)
    return Verification(issuer, "bluesky", holds and entry.get("isValid") is True, _shape.moment(entry, "createdAt"))


def _words(row: Mapping[str, Any], before: Profile, did: str) -> Profile:
    handle, website = _shape.text(row, "handle"), _shape.text(row, "website", 2048)
    created = _shape.moment(row, "createdAt")
    shown = did if handle in ("", "handle.invalid") else handle
    return replace(
        before,
        name=_shape.text(row, "displayName"),
        handle=handle,
        bio=_shape.text(row, "description", _shape.BIO),
        location="",
        platform="bluesky",
        url=f"https://bsky.app/profile/{shown}",
        account_id=did,
        links=(Link(website),) if website else (),
        pronouns=_shape.text(row, "pronouns"),
        joined=created.date() if created else None,
        followers=_shape.count(row, "followersCount"),
        following=_shape.count(row, "followsCount"),
        posts=_shape.count(row, "postsCount"),
        has_avatar=bool(_shape.text(row, "avatar", 2048)),
        origin=Origin.FETCHED,
    )
