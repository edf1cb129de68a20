"""Claim beside record: for each piece of evidence what the profile says and what the registers list, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from credcheck.gui.words import claim_text, identifier_text, kind_word, place_text, say
from credcheck.model import Candidate, ClaimKind, Claims, Evidence, Match, Person, Relation, Sentence, Status
from credcheck.text import visible

MOST_LISTED = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the comparison."""

    field: str
    claimed: str
    listed: str
    relation: Relation
    bits: float
    why: Sentence
    url: str


def lines(claims: Claims, match: Match) -> tuple[Line, ...]:
    """The evidence of a match, field by field, as the weights ordered it."""
    return tuple(_line(claims, match.person, evidence) for evidence in match.evidence)


def _line(claims: Claims, person: Person, evidence: Evidence) -> Line:
    return Line(
        kind_word(evidence.kind),
        _claimed(claims, evidence),
        listed(person, evidence.kind),
        evidence.relation,
        evidence.bits,
        evidence.sentence,
        evidence.url,
    )


def _claimed(claims: Claims, evidence: Evidence) -> str:
    if evidence.claim is not None and 0 <= evidence.claim < len(claims.all):
        return claim_text(claims.all[evidence.claim])
    return _few(tuple(claim_text(c) for c in claims.of(evidence.kind)))


def listed(person: Person, kind: ClaimKind) -> str:
    """What the registers list of a person that bears on a kind of claim; a dash when nothing does."""
    read = _LISTED.get(kind)
    return _few(tuple(text for c in person.candidates for text in read(c))) if read else say("gui.nothing")


def _few(texts: tuple[str, ...]) -> str:
    kept = tuple(dict.fromkeys(t for t in texts if t))
    more = [say("gui.more", n=len(kept) - MOST_LISTED)] if len(kept) > MOST_LISTED else []
    return " · ".join([*kept[:MOST_LISTED], *more]) or say("gui.nothing")


def _names(candidate: Candidate) -> list[str]:
    return [visible(n.name.text()) for n in candidate.names]


def _fields(candidate: Candidate) -> list[str]:
    return [visible(t.label or t.code) for t in candidate.taxonomies]


def _places(candidate: Candidate) -> list[str]:
    return [place_text(p) for p in candidate.places]


def _institutions(candidate: Candidate) -> list[str]:
    return [visible(i.name or i.as_written) for i in candidate.institutions]


def _identifiers(candidate: Candidate) -> list[str]:
    return [identifier_text(i) for i in candidate.identifiers]


def _status(candidate: Candidate) -> list[str]:
    return [] if candidate.status is Status.UNKNOWN else [say(f"gui.status.{candidate.status.value}")]


_LISTED: Mapping[ClaimKind, Callable[[Candidate], list[str]]] = {
    ClaimKind.NAME: _names,
    ClaimKind.CREDENTIAL: lambda c: [visible(code) for code in c.credentials],
    ClaimKind.TITLE: lambda c: [visible(code) for code in c.credentials],
    ClaimKind.PROFESSION: _fields,
    ClaimKind.SPECIALTY: _fields,
    ClaimKind.FIELD: _fields,
    ClaimKind.PLACE: _places,
    ClaimKind.COUNTRY: _places,
    ClaimKind.INSTITUTION: _institutions,
    ClaimKind.IDENTIFIER: _identifiers,
    ClaimKind.STAGE: _status,
}


def where(person: Person) -> str:
    """The shortest line that tells namesakes apart: number and place."""
    number = person.identifier("npi") or person.identifier("orcid")
    return " · ".join(t for t in (number, next(iter(_places(person.candidates[0])), "")) if t)


def about(person: Person) -> str:
    """One line that tells a person apart: number, field, place, status."""
    first = person.candidates[0]
    number = person.identifier("npi") or person.identifier("orcid")
    bits = [
        identifier_text(next(i for c in person.candidates for i in c.identifiers if i.value == number))
        if number
        else "",
        next(iter(_fields(first)), ""),
        next(iter(_places(first)), ""),
        next(iter(_status(first)), ""),
    ]
    return " · ".join(b for b in bits if b)
