"""What cached accounts share: one row a report, with digests and keys that are compared, never shown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select

from credcheck import lookalike
from credcheck.model import Neighbour, Profile, Report, Surroundings
from credcheck.store._tables import ACCOUNTS, REPORTS, stamp
from credcheck.text import fold

BANDS = 4
_SHINGLE, _LEAST_WORDS, _SKETCH = 3, 10, 24
_SHORTEST = 6
_AFFIXES = re.compile(
    r"(?:official|real|the|iam|im|this|is|its|dr|md|do|rn|new|old|account|acct|backup|private|page|live|hq|tv|us|\d{1,4}){1,3}"
)
"""What is put before or behind a handle that is taken."""
_PARODY = re.compile(r"\b(?:parody|satire|spoof|fan account)\b", re.IGNORECASE)
_TITLES = frozenset({"PROF", "PROFESSOR", "PHD", "DOCTOR", "THE", "AND"})
_PART = re.compile(r"[.!?|\n•·;]+")
_DISCLAIMER = re.compile(
    r"\b(?:views?|opinions?|tweets?|retweets?|rts?|posts?|thoughts|comments|likes)\b.{0,60}?"
    r"(?:\b(?:own|mine|personal|endors\w*|employers?|advice|represent)\b|≠)|"
    r"\b(?:not|no)\b.{0,25}\badvice\b|(?:≠|!=) ?(?:medical )?advice|\b(?:he|she|they)\s?/\s?(?:him|her|them)\b",
    re.IGNORECASE,
)
_ALIKE = 0.6
"""Share of three-word runs in common from which a bio counts as copied."""
_MOST, _PICTURES = 50, 20_000
_BITS = 4
"""Bits in which hashes of one picture may differ after it was saved anew."""


def write(connection: Connection, report: Report) -> None:
    """Keep what other checks will be compared with."""
    connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.report_id == report.id))
    profile, verdict = report.case.profile, report.verdict
    if _account(profile):
        row = {"report_id": report.id, "at": stamp(report.at), "person": verdict.person, "level": int(verdict.account)}
        connection.execute(insert(ACCOUNTS).values(**row, **_keys(profile)))


def around(connection: Connection, profile: Profile, person: str) -> Surroundings:
    """Other cached accounts that share something, newest first, and when this one was last seen under another name."""
    mine = _keys(profile)
    if not mine["account"]:
        return Surroundings()
    found = [*connection.execute(_asked(mine, person)), *_same_picture(connection, mine["avatar"])]
    rows = [row for row in found if not _may_be_one(row, mine)]
    once = {row.account: row for row in reversed(rows)}
    others = [_neighbour(row, mine, person) for row in reversed(list(once.values()))]
    renamed, earlier = _renamed(connection, profile, mine)
    return Surroundings((), tuple(n for n in others if n.same)[:_MOST], renamed, earlier)


def _may_be_one(row: Row[Any], mine: dict[str, Any]) -> bool:
    """Whether a cached account is this one, or may be: one handle, of which one text does not say where it lives."""
    one_handle = bool(mine["handle"]) and row.handle == mine["handle"]
    return row.account == mine["account"] or (one_handle and not (row.platform and mine["platform"]))


def _asked(mine: dict[str, Any], person: str) -> Any:
    table = ACCOUNTS.c
    same = [table[key] == mine[key] for key in ("name_key", "handle_key", *_bands()) if mine[key]]
    same += [table.person == person] if person else []
    return select(ACCOUNTS).where(or_(*same)).order_by(table.at.desc()).limit(500)


def _neighbour(row: Row[Any], mine: dict[str, Any], person: str) -> Neighbour:
    same = [
        w for w, key in (("name", "name_key"), ("handle", "handle_key")) if mine[key] and row._mapping[key] == mine[key]
    ]
    if "handle" not in same and _near(row.handle, mine["handle"]):
        same.append("near_handle")
    same += ["person"] if person and row.person == person else []
    same += ["avatar"] if alike(row.avatar, mine["avatar"]) else []
    same += ["bio"] if _jaccard(row.marks, mine["marks"]) >= _ALIKE else []
    linked = bool(row.handle and row.handle in mine["mentions"].split()) or bool(
        mine["handle"] and mine["handle"] in row.mentions.split()
    )
    bound = row.level >= 3 and bool(row.person)
    return Neighbour(row.account, row.platform, row.person if "person" in same else "", tuple(same), bound, linked)


def alike(one: str, other: str) -> bool:
    """Whether two perceptual hashes are of one picture: they differ in a few of 64 bits."""
    return bool(one and other) and (int(one, 16) ^ int(other, 16)).bit_count() <= _BITS


def _same_picture(connection: Connection, avatar: str) -> list[Row[Any]]:
    """The cached accounts with that picture; hashes are compared one by one, among the newest checks."""
    if not avatar:
        return []
    query = select(ACCOUNTS.c.report_id, ACCOUNTS.c.avatar).where(ACCOUNTS.c.avatar != "")
    rows = connection.execute(query.order_by(ACCOUNTS.c.at.desc()).limit(_PICTURES))
    ids = [row.report_id for row in rows if alike(row.avatar, avatar)][:_MOST]
    return list(connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.report_id.in_(ids)))) if ids else []


def _near(one: str, other: str) -> bool:
    """Whether handles differ by a letter, or by what is put before or behind a name that is taken."""
    if lookalike.one_edit(lookalike.handle_key(one), lookalike.handle_key(other)):
        return True
    short, long = sorted((_bare(one), _bare(other)), key=len)
    rest = long.replace(short, "", 1) if len(short) >= _SHORTEST and short in long else ""
    return bool(_AFFIXES.fullmatch(rest))


def _bare(handle: str) -> str:
    """The letters and figures of a handle's own part."""
    own = handle.partition("@")[0].removesuffix(".bsky.social")
    return re.sub(r"[^a-z0-9]", "", own.lower())


def _renamed(connection: Connection, profile: Profile, mine: dict[str, Any]) -> tuple[date | None, tuple[str, ...]]:
    """The day of the newest report on the same account id under another name or handle, and what these were like."""
    if not profile.account_id:
        return None, ()
    table = ACCOUNTS.c
    columns = (table.at, table.handle, table.name_key, REPORTS.c.name)
    query = select(*columns).join(REPORTS, REPORTS.c.id == table.report_id).where(table.account == mine["account"])
    rows = connection.execute(query.order_by(table.at.desc()).limit(50)).all()
    changed = [row for row in rows if row.name_key != mine["name_key"] or row.handle != mine["handle"]]
    if not changed:
        return None, ()
    return datetime.fromisoformat(changed[0].at).date(), tuple(
        sorted({w for r in changed for w in _earlier(r, profile)})
    )


def _earlier(row: Any, profile: Profile) -> list[str]:
    """What an earlier name and handle were like beside the present ones."""
    now, then = set(_words(profile.name)), set(_words(row.name))
    found = ["other_name"] if then and not now & then else []
    handle, before = lookalike.handle_key(profile.handle), lookalike.handle_key(row.handle)
    apart = bool(before) and not any(w.lower() in before for w in now) and handle[:4] != before[:4]
    told = len(row.handle) >= _SHORTEST and row.handle.lower() in profile.bio.lower()  # "formerly @jane"
    found += ["other_handle"] if apart and not told else []
    return [*found, "parody"] if _PARODY.search(row.name) else found


def _words(name: str) -> list[str]:
    return [w for w in fold(lookalike.plain(name)).split() if len(w) > 2 and w not in _TITLES]


def _keys(profile: Profile) -> dict[str, Any]:
    shingles = sorted(_shingles(profile.bio))
    handle = _handle(profile.handle)
    return {
        "account": _account(profile),
        "platform": _storable(profile.platform),
        "handle": handle,
        "handle_key": lookalike.handle_key(handle) if handle else "",
        "name_key": _digest(_name(profile.name)),
        "mentions": _storable(_mentions(profile)),
        "marks": " ".join(shingles[:_SKETCH]),
        "avatar": profile.avatar.lower() if re.fullmatch(r"[0-9a-fA-F]{16}", profile.avatar) else "",
        **dict(zip(_bands(), _band_values(shingles), strict=True)),
    }


def _account(profile: Profile) -> str:
    key = profile.account_id or _handle(profile.handle)
    return _digest(f"{profile.platform}|{key}") if key else ""


def _handle(handle: str) -> str:
    return _storable(handle.strip().removeprefix("@").lower())


def _name(name: str) -> str:
    """The name as the eye reads it, without titles, credentials and signs."""
    first = fold(lookalike.plain(name).partition(",")[0].partition("|")[0])
    words = [w for w in first.split() if w not in ("DR", "PROF", "PROFESSOR", "MD", "DO", "PHD", "RN", "NP", "PA")]
    return " ".join(words) if len(words) > 1 else ""


def _mentions(profile: Profile) -> str:
    """Handles and addresses that the profile names, as words: a link's path counts as a mention."""
    text = " ".join([profile.bio, *(link.url for link in profile.links)]).lower()
    return " ".join(dict.fromkeys(w.strip("@.,;:()").lower() for w in text.replace("/", " ").split()))[:4000]


def _shingles(bio: str) -> set[str]:
    """The three-word runs of what a bio says itself: disclaimers are the same with thousands of people."""
    own = " ".join(part for part in _PART.split(bio) if not _DISCLAIMER.search(part))
    words = fold(lookalike.plain(own) if len(own) < lookalike.LONGEST else own).split()[:400]
    if len(words) < _LEAST_WORDS:
        return set()
    return {_digest(" ".join(words[i : i + _SHINGLE]))[:10] for i in range(len(words) - _SHINGLE + 1)}


def _bands() -> tuple[str, ...]:
    return tuple(f"band_{n}" for n in range(BANDS))


def _band_values(shingles: Iterable[str]) -> list[str]:
    """The least shingle by four different orders: texts that share most of their shingles agree in one of them."""
    found = list(shingles)
    return [min((_digest(f"{n}{s}")[:16] for s in found), default="") for n in range(BANDS)]


def _jaccard(theirs: str, mine: str) -> float:
    a, b = set(theirs.split()), set(mine.split())
    if not a or not b:
        return 0.0
    least = set(sorted(a | b)[:_SKETCH])
    return len(least & a & b) / len(least)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() if text else ""


def _storable(text: str) -> str:
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
