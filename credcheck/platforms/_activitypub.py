"""Turns Mastodon accounts and ActivityPub actors into Profiles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from credcheck.errors import RegistryChanged
from credcheck.model import Label, Link, Origin, Profile, Sentence
from credcheck.platforms import _html, _shape
from credcheck.platforms._words import words

_PRONOUNS = re.compile(r"\W*(?:my )?pronou?ns?\W*", re.IGNORECASE)
_PLACES = words("location place city home based in where lives in ort lieu ubicación")


def account(answer: Any, before: Profile, host: str, at: datetime) -> Profile:
    """The profile in an answer of /api/v1/accounts/lookup."""
    row = _shape.table(answer, host)
    if not _shape.text(row, "username") or not _shape.text(row, "id"):
        raise RegistryChanged(Sentence("platform.changed", platform=host))
    created, avatar = _shape.moment(row, "created_at"), _shape.text(row, "avatar", 2048)
    words = replace(
        before,
        name=_shape.text(row, "display_name"),
        bio=_html.plain(_shape.text(row, "note", _html.CAP)),
        account_id=_shape.text(row, "id"),
        url=_web(_shape.text(row, "url", 2048)) or before.url,
        joined=created.date() if created else None,
        followers=_shape.count(row, "followers_count"),
        following=_shape.count(row, "following_count"),
        posts=_shape.count(row, "statuses_count"),
        has_avatar=bool(avatar) and not avatar.endswith("/missing.png"),
        labels=_labels(row, host, ("bot", "suspended", "limited", "memorial")),
        moved_to=_moved(row.get("moved"), host),
    )
    return _with_fields(_fetched(words, at), _shape.rows(row, "fields"))


def actor(answer: Any, before: Profile, host: str, at: datetime) -> Profile:
    """The profile in an ActivityPub actor document, which has no counts and no verified links."""
    row = _shape.table(answer, host)
    created, kind = _shape.moment(row, "published"), _shape.text(row, "type")
    if kind not in ("Person", "Service", "Application", "Organization", "Group"):
        raise RegistryChanged(Sentence("platform.changed", platform=host))
    labels = _labels(row, host, ("suspended", "memorial"))
    bot = (Label(host, "bot", self_set=True),) if kind in ("Service", "Application") else ()
    words = replace(
        before,
        name=_shape.text(row, "name"),
        bio=_html.plain(_shape.text(row, "summary", _html.CAP)),
        account_id=_shape.text(row, "id", 2048),
        url=_page(row) or before.url,
        joined=created.date() if created else None,
        has_avatar=bool(_shape.rows(row, "icon")),
        labels=bot + labels,
        moved_to=_web(_shape.text(row, "movedTo", 2048)),
    )
    fields = tuple(f for f in _shape.rows(row, "attachment") if _shape.text(f, "type") == "PropertyValue")
    return _with_fields(_fetched(words, at), fields)


def actor_address(answer: Any, host: str) -> str:
    """The address of the actor document that a WebFinger answer names."""
    for link in _shape.rows(_shape.table(answer, host), "links"):
        kind = _shape.text(link, "type")
        wanted = kind == "application/activity+json" or kind.startswith("application/ld+json")
        href = _shape.text(link, "href", 2048)
        if _shape.text(link, "rel") == "self" and wanted and href.startswith("https://"):
            return href
    raise RegistryChanged(Sentence("platform.mastodon.no_actor", host=host))


def _fetched(profile: Profile, at: datetime) -> Profile:
    return replace(profile, platform="mastodon", location="", pronouns="", links=(), origin=Origin.FETCHED, read_at=at)


def _labels(row: Mapping[str, Any], host: str, names: tuple[str, ...]) -> tuple[Label, ...]:
    return tuple(Label(host, name, self_set=name == "bot") for name in names if row.get(name) is True)


def _moved(target: Any, host: str) -> str:
    if not isinstance(target, dict):
        return ""
    acct = _shape.text(target, "acct")
    return acct if "@" in acct else f"{acct}@{host}" if acct else _web(_shape.text(target, "url", 2048))


def _with_fields(profile: Profile, fields: tuple[Mapping[str, Any], ...]) -> Profile:
    """The profile with its table of fields: links, pronouns and place in their parts, the rest as lines of the bio."""
    for field in fields:
        label, html = _html.plain(_shape.text(field, "name", 1000)), _shape.text(field, "value", 5000)
        profile = _with_field(profile, label, html, _shape.moment(field, "verified_at"))
    return profile


def _with_field(profile: Profile, label: str, html: str, verified_at: datetime | None) -> Profile:
    value, urls = _html.plain(html), _html.links(html)
    if urls or value.startswith(("https://", "http://")):
        link = Link(urls[0] if urls else value.split()[0], label, verified_at)
        return replace(profile, links=(*profile.links, link))
    if _PRONOUNS.fullmatch(label) and not profile.pronouns:
        return replace(profile, pronouns=value[: _shape.NAME])
    if label.casefold() in _PLACES and not profile.location:
        return replace(profile, location=value[: _shape.NAME])
    line = f"{label}: {value}".strip(": ")
    return replace(profile, bio=f"{profile.bio}\n{line}".strip()) if line else profile


def _page(row: Mapping[str, Any]) -> str:
    url = row.get("url")
    first = url[0] if isinstance(url, list) and url else url
    return _web(
        _shape.text(first, "href", 2048) if isinstance(first, dict) else _shape.text({"url": first}, "url", 2048)
    )


def _web(url: str) -> str:
    return url if url.startswith(("https://", "http://")) else ""
