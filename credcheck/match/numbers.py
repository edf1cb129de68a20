"""Evidence of quoted numbers: NPI, ORCID iD, licence."""

from __future__ import annotations

from collections.abc import Iterator

from credcheck.match.asked import Asked
from credcheck.match.evidence import Comparator, evidence, first
from credcheck.match.join import licence_number, licences
from credcheck.match.sources import family
from credcheck.match.weights import Weights
from credcheck.model import ClaimKind, Evidence, Identifier, Person


def identifiers(asked: Asked, weights: Weights) -> Comparator:
    """Compares the quoted NPI, ORCID iD and licence numbers."""
    quoted = {kind: values for kind in ("npi", "orcid") if (values := asked.quoted(kind))}
    numbers = asked.quoted("licence")

    def told(person: Person) -> list[Evidence]:
        found = [one for kind, values in quoted.items() for one in _numbers(kind, values, person, weights)]
        return found + _licences(numbers, person, weights)

    return told


Quoted = tuple[tuple[int, Identifier], ...]


def _numbers(kind: str, quoted: Quoted, person: Person, weights: Weights) -> Iterator[Evidence]:
    """What a quoted number of one kind says: nothing of somebody whose records have none."""
    owned = {(c.id if family(c.registry) == kind else "") for c in person.candidates} | {person.identifier(kind)}
    owned -= {""}
    if owned:
        at, said = next(((at, i) for at, i in quoted if i.value in owned), quoted[0])
        level = "quoted" if said.value in owned else "another quoted"
        whose, bits = first(person, lambda c: c.id in owned), weights.bits(kind, level, 0.0)
        shown = ", ".join(sorted(owned))
        yield evidence(ClaimKind.IDENTIFIER, kind, level, bits, whose, at, said.value, shown)


def _licences(quoted: Quoted, person: Person, weights: Weights) -> list[Evidence]:
    for at, said in quoted:
        number = licence_number(said.value)
        for whose in person.candidates:
            if any(n == number and state in (said.region.upper(), "") for state, n in licences(whose) if number):
                bits, kind = weights.bits("licence", "agrees", 0.0), ClaimKind.IDENTIFIER
                return [evidence(kind, "licence", "agrees", bits, whose, at, said.value, said.region)]
    return []
