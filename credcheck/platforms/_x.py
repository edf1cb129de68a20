"""Turns X's answers of /2/users/by/username into a Profile or the error they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from credcheck.errors import BadInput, CredCheckError, RegistryBusy, RegistryChanged, RegistryRefused
from credcheck.model import Label, Link, Origin, Profile, Sentence, Verification
from credcheck.net import Fetched
from credcheck.platforms import _shape

FIELDS = (
    "created_at,description,entities,location,name,parody,protected,public_metrics,profile_image_url,url,username,"
    "verified,verified_type,is_identity_verified,affiliation,withheld"
)
_KINDS = {"blue": "paid", "business": "business", "government": "government"}
_DEFAULT = "default_profile_images/default_profile"


def profile(answer: Any, before: Profile, at: datetime) -> Profile:
    """The profile in an answer; a missing user comes as errors without data, with status 200."""
    row = _shape.table(answer, "X")
    user = row.get("data")
    if not isinstance(user, dict):
        raise _without(row, before.handle or before.account_id)
    known = _addresses(user)
    words = replace(
        before,
        platform="x",
        name=_shape.text(user, "name"),
        handle=_shape.text(user, "username") or before.handle,
        bio=_expanded(_shape.text(user, "description", _shape.BIO), known),
        location=_shape.text(user, "location"),
        account_id=_shape.text(user, "id"),
        links=tuple(Link(url) for url in dict.fromkeys(_of_profile(user, known))),
        origin=Origin.FETCHED,
        read_at=at,
    )
    return _with_numbers(replace(words, verifications=_badges(user), labels=_labels(user)), user)


def refusal(answer: Fetched, handle: str) -> CredCheckError:
    """What an answer that is no profile means, by its status, its headers and X's own words."""
    body, status = answer.text(), answer.status
    if status == 429:
        return _limited(answer, body)
    if status == 402 or "problems/credits" in body:
        return RegistryRefused(Sentence("platform.x.credits"))
    if status == 403 and "client-not-enrolled" in body:
        return RegistryRefused(Sentence("platform.x.enrolment"))
    if status in (401, 403):
        return RegistryRefused(Sentence("platform.x.token"))
    if status == 400:
        return BadInput(Sentence("platform.x.missing", handle=handle))
    return RegistryChanged(Sentence("platform.changed", platform="X"))


def _limited(answer: Fetched, body: str) -> CredCheckError:
    """Too many requests, until a time that X names; or a spending cap, which no waiting lifts."""
    remaining = answer.headers.get("x-rate-limit-remaining", "")
    if "UsageCapExceeded" in body or (remaining.isdigit() and int(remaining) > 0):
        return RegistryRefused(Sentence("platform.x.credits"))
    reset = answer.headers.get("x-rate-limit-reset", "")
    wait = int(reset) - answer.at.timestamp() if reset.isdigit() and len(reset) < 12 else None
    return RegistryBusy(Sentence("platform.x.busy"), max(1.0, wait) if wait is not None else None)


def _without(row: Mapping[str, Any], handle: str) -> CredCheckError:
    errors = _shape.rows(row, "errors")
    said = " ".join(f"{_shape.text(e, 'title')} {_shape.text(e, 'detail')}" for e in errors).lower()
    if "suspended" in said:
        return BadInput(Sentence("platform.x.suspended", handle=handle))
    if "could not find" in said or "not found" in said:
        return BadInput(Sentence("platform.x.missing", handle=handle))
    return RegistryChanged(Sentence("platform.changed", platform="X"))


def _badges(user: Mapping[str, Any]) -> tuple[Verification, ...]:
    kind = _KINDS.get(_shape.text(user, "verified_type"))
    found = [Verification("X", kind, True)] if kind else []
    if user.get("is_identity_verified") is True:
        found.append(Verification("X", "identity", True))
    affiliation = user.get("affiliation")
    if isinstance(affiliation, dict) and affiliation.get("user_id"):  # without one it is a mark such as "Automated"
        found.append(Verification(_shape.text(affiliation, "description"), "affiliation", True))
    return tuple(found)


def _labels(user: Mapping[str, Any]) -> tuple[Label, ...]:
    return (Label("x.com", "parody", self_set=True),) if user.get("parody") is True else ()


def _with_numbers(words: Profile, user: Mapping[str, Any]) -> Profile:
    created, counts = _shape.moment(user, "created_at"), user.get("public_metrics")
    picture = _shape.text(user, "profile_image_url", 2048)
    numbers = counts if isinstance(counts, dict) else {}
    posts = _shape.count(numbers, "post_count")
    return replace(
        words,
        joined=created.date() if created else None,
        followers=_shape.count(numbers, "followers_count"),
        following=_shape.count(numbers, "following_count"),
        posts=posts if posts is not None else _shape.count(numbers, "tweet_count"),
        has_avatar=_DEFAULT not in picture if picture else None,
    )


def _addresses(user: Mapping[str, Any]) -> dict[str, str]:
    """Short addresses and what they stand for."""
    found: dict[str, str] = {}
    entities = user.get("entities")
    for part in ("url", "description"):
        inner = entities.get(part) if isinstance(entities, dict) else None
        for row in _shape.rows(inner, "urls") if isinstance(inner, dict) else ():
            found[_shape.text(row, "url", 2048)] = _shape.text(row, "expanded_url", 2048)
    return {short: long for short, long in found.items() if short and long.startswith("http")}


def _of_profile(user: Mapping[str, Any], known: dict[str, str]) -> list[str]:
    url = _shape.text(user, "url", 2048)
    return [u for u in (known.get(url, url), *known.values()) if u.startswith("http")]


def _expanded(text: str, known: dict[str, str]) -> str:
    for short, long in known.items():
        text = text.replace(short, long)
    return text
