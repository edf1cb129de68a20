"""What the rules of the decision look at in the evidence on one person."""

from __future__ import annotations

from credcheck.model import ClaimKind, Evidence, Match, Relation

_NAMED = ("surname: ", "given: ", "generation: ")
_KNOWN_BY = ("surname: ", "npi: quoted", "orcid: quoted", "licence: ")
_NUMBERED = ("npi: quoted", "orcid: quoted", "licence: agrees")
_CALLINGS = ("profession: ", "credential: ")
_MOVABLE = (ClaimKind.PLACE, ClaimKind.COUNTRY, ClaimKind.INSTITUTION)
_TOLD = (ClaimKind.SPECIALTY, ClaimKind.PLACE, ClaimKind.INSTITUTION)


def is_named(match: Match) -> bool:
    """Whether the surname or a quoted number leads to the record at all."""
    return any(e.level.startswith(_KNOWN_BY) for e in match.evidence)


def is_numbered(match: Match) -> bool:
    """Whether a number that the profile quotes is the record's."""
    return any(e.relation is Relation.SUPPORTS and e.level.startswith(_NUMBERED) for e in match.evidence)


def is_organisation(match: Match) -> bool:
    """Whether the record is an organisation's, which nobody is."""
    return not match.person.names() and any(c.institutions for c in match.person.candidates)


def is_name_refuted(match: Match) -> bool:
    """Whether any part of the claimed name speaks against the record."""
    return any(e.relation is Relation.REFUTES and e.level.startswith(_NAMED) for e in match.evidence)


def is_of_another_profession(match: Match) -> bool:
    """Whether the record speaks of another profession; another field of one profession is often an old entry."""
    return any(e.relation is Relation.REFUTES and e.level.startswith(_CALLINGS) for e in match.evidence)


def disputing(match: Match) -> tuple[Evidence, ...]:
    """What speaks against the person. A place does not: registers list one of several, often an old one."""
    return tuple(e for e in match.evidence if e.relation is Relation.REFUTES and e.kind not in _MOVABLE)


def is_moved(match: Match) -> bool:
    """Whether only the place speaks against the person: what agrees is not all that the profile says."""
    return any(e.relation is Relation.REFUTES and e.kind in _MOVABLE for e in match.evidence)


def agreeing(match: Match) -> frozenset[ClaimKind]:
    """Which of field, place and institution agree with the record."""
    return frozenset(e.kind for e in match.evidence if e.relation is Relation.SUPPORTS and e.kind in _TOLD)


def beside_the_name(match: Match) -> float:
    """What all that is not the name weighs in sum, in bits: a place elsewhere takes from what the specialty adds."""
    return sum(e.bits for e in match.evidence if e.kind is not ClaimKind.NAME)
