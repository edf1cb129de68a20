"""Claims corrected by the user: one replaced, added or taken out, read by the same extractors as the profile itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from credcheck.claims._following import following
from credcheck.errors import BadInput
from credcheck.model import Claim, ClaimKind, Claims, Part, Profile, Sentence, Span

EDITABLE = (
    ClaimKind.NAME, ClaimKind.CREDENTIAL, ClaimKind.PROFESSION, ClaimKind.SPECIALTY, ClaimKind.INSTITUTION,
    ClaimKind.PLACE, ClaimKind.IDENTIFIER,
)  # fmt: skip
LONGEST = 200
Read = Callable[[Profile], Claims]
"""How a profile is read: `claims.extract`."""


def said(read: Read, kind: ClaimKind, text: str, spans: tuple[Span, ...] = ()) -> tuple[Claim, ...]:
    """What a user typed as claims of a kind ("MD, PhD" is two); BadInput where it cannot be read as one."""
    typed = " ".join(text.split())[:LONGEST]
    for way, frame in product(_ways(kind, typed), _FRAMES):
        found = [claim for claim in read(frame.around(way)).of(kind) if frame.is_typed(claim)]
        if found:
            own = found[:1] if kind is ClaimKind.NAME else found
            return tuple(replace(claim, spans=spans, by_user=True) for claim in own)
    raise BadInput(Sentence("claims.cannot_read", kind=kind.value, text=typed[:80]))


def _ways(kind: ClaimKind, typed: str) -> list[str]:
    """The text as typed, and a name as registers write it (Doe, Jane) in the order of speech."""
    family, _, given = typed.partition(",")
    turned = [f"{given.strip()} {family.strip()}"] if kind is ClaimKind.NAME and given.strip() else []
    return [typed, *turned] if typed else []


def replaced(read: Read, claims: Claims, old: Claim, text: str) -> Claims:
    """With one claim read anew from what the user typed; it keeps its place and its words in the profile."""
    new = said(read, old.kind, text, old.spans)
    told = tuple(one for claim in claims.all for one in (new if claim == old else (claim,)))
    return following(replace(claims, all=told), old.kind)


def added(read: Read, claims: Claims, kind: ClaimKind, text: str, spans: tuple[Span, ...] = ()) -> Claims:
    """With what the user typed besides."""
    return following(replace(claims, all=(*claims.all, *said(read, kind, text, spans))), kind)


def without(claims: Claims, old: Claim) -> Claims:
    """Without one claim, wherever it stands."""
    return replace(
        claims, all=tuple(claim for claim in claims.all if (claim.kind, claim.value) != (old.kind, old.value))
    )


_SOMEBODY = "Jane Example"


class _Frame(NamedTuple):
    """Where people write such a thing, and after which words."""

    part: Part
    before: str = ""
    name: str = ""

    def around(self, text: str) -> Profile:
        """A profile in which the text stands there."""
        whole = self.before + text
        if self.part is Part.NAME:
            return Profile(name=whole)
        return Profile(location=whole) if self.part is Part.LOCATION else Profile(name=self.name, bio=whole)

    def is_typed(self, claim: Claim) -> bool:
        """Whether the text says it, and not the words before it."""
        return any(span.part is self.part and span.end > len(self.before) for span in claim.spans)


# By itself, after a name, as a place, as what one is, where one works.
_FRAMES = (
    _Frame(Part.NAME),
    _Frame(Part.LOCATION),
    _Frame(Part.BIO),
    _Frame(Part.NAME, f"{_SOMEBODY}, "),
    _Frame(Part.BIO, "I am a ", _SOMEBODY),
    _Frame(Part.BIO, "Physician at ", _SOMEBODY),
    _Frame(Part.BIO, "NPI ", _SOMEBODY),
)
