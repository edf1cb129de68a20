"""Claims corrected by the user: one replaced, added or taken out, read by the same extractors as the profile itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from credcheck.errors import BadInput
from credcheck.model import Claim, ClaimKind, Claims, Profile, Sentence, Span

EDITABLE = (
    ClaimKind.NAME, ClaimKind.CREDENTIAL, ClaimKind.PROFESSION, ClaimKind.SPECIALTY, ClaimKind.INSTITUTION,
    ClaimKind.PLACE, ClaimKind.IDENTIFIER,
)  # fmt: skip
LONGEST = 200
Read = Callable[[Profile], Claims]
"""How a profile is read: `claims.extract`."""


def said(read: Read, kind: ClaimKind, text: str, spans: tuple[Span, ...] = ()) -> Claim:
    """What a user typed as a claim of a kind; BadInput where it cannot be read as one."""
    typed = " ".join(text.split())[:LONGEST]
    for frame in _FRAMES if typed else ():
        found = read(frame(typed)).first(kind)
        if found is not None:
            return replace(found, spans=spans, by_user=True)
    raise BadInput(Sentence("claims.cannot_read", kind=kind.value, text=typed[:80]))


def replaced(read: Read, claims: Claims, old: Claim, text: str) -> Claims:
    """With one claim read anew from what the user typed; it keeps its place and its words in the profile."""
    new = said(read, old.kind, text, old.spans)
    return replace(claims, all=tuple(new if claim == old else claim for claim in claims.all))


def added(read: Read, claims: Claims, kind: ClaimKind, text: str, spans: tuple[Span, ...] = ()) -> Claims:
    """With one claim more."""
    return replace(claims, all=(*claims.all, said(read, kind, text, spans)))


def without(claims: Claims, old: Claim) -> Claims:
    """Without one claim, wherever it stands."""
    return replace(
        claims, all=tuple(claim for claim in claims.all if (claim.kind, claim.value) != (old.kind, old.value))
    )


_SOMEBODY = "Jane Example"
# Where people write such a thing: by itself, after a name, as a place, as what one is, where one works.
_FRAMES: tuple[Callable[[str], Profile], ...] = (
    lambda text: Profile(name=text),
    lambda text: Profile(location=text),
    lambda text: Profile(bio=text),
    lambda text: Profile(name=f"{_SOMEBODY}, {text}"),
    lambda text: Profile(name=_SOMEBODY, bio=f"I am a {text}"),
    lambda text: Profile(name=_SOMEBODY, bio=f"Physician at {text}"),
    lambda text: Profile(name=_SOMEBODY, bio=f"NPI {text}"),
)
