"""Where claims stand in a text: the text cut into pieces, each with the numbers of the claims read from it."""

from __future__ import annotations

from dataclasses import dataclass

from credcheck.model import Claim, ClaimKind, Part, Profile

HUES = {
    ClaimKind.NAME: "name",
    ClaimKind.SUBJECT: "name",
    ClaimKind.TITLE: "role",
    ClaimKind.CREDENTIAL: "role",
    ClaimKind.PROFESSION: "role",
    ClaimKind.STAGE: "role",
    ClaimKind.HEALTH_ROLE: "role",
    ClaimKind.SPECIALTY: "field",
    ClaimKind.FIELD: "field",
    ClaimKind.INSTITUTION: "house",
    ClaimKind.PLACE: "place",
    ClaimKind.COUNTRY: "place",
    ClaimKind.IDENTIFIER: "number",
}
"""Claims of one hue are of one sort; any other kind is plain."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, the claims read from all of it (counted from 1), those that end with it; hue "" for none."""

    text: str
    claims: tuple[int, ...] = ()
    hue: str = ""
    ends: tuple[int, ...] = ()


def pieces(profile: Profile, part: Part, claims: tuple[Claim, ...]) -> tuple[Piece, ...]:
    """One part of a profile, cut where a claim's span begins or ends; spans outside the text are cut off."""
    text = profile.part(part)
    changes: dict[int, list[int]] = {}
    for number, claim in enumerate(claims, 1):
        for span in claim.spans:
            if span.part is part and 0 <= span.start < min(span.end, len(text)):
                changes.setdefault(span.start, []).append(number)
                changes.setdefault(min(span.end, len(text)), []).append(-number)
    return _cut(text, changes, claims)


def _cut(text: str, changes: dict[int, list[int]], claims: tuple[Claim, ...]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    open_now: dict[int, int] = {}
    start = 0
    for place in [*sorted(changes), len(text)]:
        if place > start:
            ends = {-n for n in changes.get(place, ()) if n < 0}
            found.append(_piece(text[start:place], tuple(sorted(open_now)), tuple(sorted(ends)), claims))
        start = place
        for number in changes.get(place, ()):
            _count(open_now, number)
    return tuple(found)


def _count(open_now: dict[int, int], number: int) -> None:
    """Note that a span of a claim begins (+) or ends (-); a claim may have two that overlap."""
    key, step = abs(number), 1 if number > 0 else -1
    open_now[key] = open_now.get(key, 0) + step
    if not open_now[key]:
        del open_now[key]


def _piece(text: str, numbers: tuple[int, ...], ends: tuple[int, ...], claims: tuple[Claim, ...]) -> Piece:
    hues = [HUES.get(claims[n - 1].kind, "plain") for n in numbers]
    # The narrower sort wins over name and role, which often cover the same words.
    order = ("number", "house", "field", "place", "role", "name", "plain", "")
    return Piece(text, numbers, min([*hues, ""], key=order.index), ends)
