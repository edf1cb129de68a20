"""What follows from a claim that a user typed: the country, whether a register lists such a person, a health role."""

from __future__ import annotations

from dataclasses import replace

from credcheck.claims._mentions import CLINICAL
from credcheck.model import Claim, ClaimKind, Claims, Credential, Expected, Place, Sentence, Stage, Subject

_CALLINGS = (ClaimKind.PROFESSION, ClaimKind.CREDENTIAL)
_HOME = ("US", "PR")
_NOBODY = (Subject.ORGANISATION.value, Subject.PERSONA.value)


def following(claims: Claims, changed: ClaimKind) -> Claims:
    """The claims with those renewed that follow from the one that was typed."""
    if changed is ClaimKind.PLACE:
        claims = _with_country(claims)
    if changed not in (ClaimKind.PLACE, *_CALLINGS):
        return claims
    callings = _callings(claims) & (CLINICAL - {"veterinarian"})
    if callings and changed in _CALLINGS and any(c.by_user for c in claims.all if c.kind is changed):
        claims = _put(claims, Claim(ClaimKind.HEALTH_ROLE, True, by_user=True))
    if not callings or claims.word(ClaimKind.STAGE) == Stage.STUDENT.value:
        return claims
    return claims if claims.word(ClaimKind.SUBJECT) in _NOBODY else _with_expected(claims)


def _with_expected(claims: Claims) -> Claims:
    country = claims.word(ClaimKind.COUNTRY)
    word, value = "no_country", Expected.UNKNOWN
    if country:
        word, value = ("us_clinician", Expected.YES) if country in _HOME else ("abroad", Expected.NO)
    return _put(claims, Claim(ClaimKind.NPI_EXPECTED, value.value, why=Sentence(f"claims.expected.{word}")))


def _with_country(claims: Claims) -> Claims:
    """The country of the place that the user typed last."""
    places = [(c, c.value) for c in claims.of(ClaimKind.PLACE) if c.by_user and isinstance(c.value, Place)]
    typed = [(c, p) for c, p in places if p.country and not p.relation]
    if not typed:
        return claims
    claim, place = typed[-1]
    why = Sentence("claims.country", country=place.country)
    return _put(claims, Claim(ClaimKind.COUNTRY, place.country, claim.spans, why, True))


def _callings(claims: Claims) -> set[str]:
    held = {c.value.profession for c in claims.of(ClaimKind.CREDENTIAL) if isinstance(c.value, Credential)}
    return held | {str(c.value) for c in claims.of(ClaimKind.PROFESSION)}


def _put(claims: Claims, new: Claim) -> Claims:
    """The claims with this one in the place of those of its kind."""
    if claims.first(new.kind) is None:
        return replace(claims, all=(*claims.all, new))
    at = next(i for i, c in enumerate(claims.all) if c.kind is new.kind)
    rest = [c for i, c in enumerate(claims.all) if i == at or c.kind is not new.kind]
    return replace(claims, all=tuple(new if c.kind is new.kind else c for c in rest))
