"""What the rules of the decision look at in the claims."""

from __future__ import annotations

from credcheck.model import ClaimKind, Claims, Credential, Identifier, Subject
from credcheck.quoted import is_only_linked

_NOBODY_S = ("memorial", "shared")
"""Cues of accounts that no single holder speaks from."""
_KEYS = ("npi", "licence", "orcid")


def uncheckable(claims: Claims) -> str | None:
    """Why there is nothing to check, or None."""
    subject, name = claims.word(ClaimKind.SUBJECT), claims.name()
    kept = next((f"verdict.{cue}" for cue in _NOBODY_S if cue in cues(claims)), None)
    if kept is not None:
        return kept
    if subject == Subject.ORGANISATION.value:
        return "verdict.organisation"
    if subject == Subject.PERSONA.value:
        return "verdict.persona"
    if _identifiers(claims):
        return None
    if name is None or not name.family or not (name.given or name.nickname):
        return "verdict.anonymous"
    if claims.is_true(ClaimKind.NEGATED) and not claims.is_true(ClaimKind.HEALTH_ROLE):
        return "verdict.negated"
    return None if _is_of_health(claims) else "verdict.no_claim"


def _is_of_health(claims: Claims) -> bool:
    if any(isinstance(c.value, Credential) and c.value.profession for c in claims.all):
        return True
    if claims.first(ClaimKind.HEALTH_ROLE) is not None:
        return claims.is_true(ClaimKind.HEALTH_ROLE)
    professions = {str(c.value) for c in claims.of(ClaimKind.PROFESSION)} - {"other"}
    return bool(professions)


def _identifiers(claims: Claims) -> tuple[Identifier, ...]:
    values = [c.value for c in claims.of(ClaimKind.IDENTIFIER) if not is_only_linked(claims, c)]
    return tuple(v for v in values if isinstance(v, Identifier) and v.kind in _KEYS and v.valid is not False)


def quoted(claims: Claims) -> tuple[str, ...]:
    """The NPIs that the profile quotes and whose check digit holds."""
    return tuple(i.value for i in _identifiers(claims) if i.kind == "npi")


def cues(claims: Claims) -> frozenset[str]:
    """What else the profile gives away of itself, such as "parody"."""
    return frozenset(str(c.value) for c in claims.of(ClaimKind.CUE))
