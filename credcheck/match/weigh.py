"""Evidence: what one person's records say of each claim, as a level of the weights table, with its source."""

from __future__ import annotations

from credcheck.match.asked import Asked
from credcheck.match.callings import credentials, professions, specialties
from credcheck.match.evidence import Comparator, evidence
from credcheck.match.name_fit import NameFit
from credcheck.match.numbers import identifiers
from credcheck.match.weights import Weights
from credcheck.match.whereabouts import countries, institutions, places
from credcheck.model import ClaimKind, Evidence, Person


def weigh(
    asked: Asked, fit: NameFit | None, person: Person, weights: Weights, comparators: tuple[Comparator, ...]
) -> tuple[Evidence, ...]:
    """All evidence on one person; each claim counts once, whichever of the registries knows it best."""
    found = _names(asked, fit, weights)
    for compare_one in comparators:
        found += compare_one(person)
    return tuple(found)


def comparators(asked: Asked, weights: Weights) -> tuple[Comparator, ...]:
    """The comparators that the claims give something to compare; made once for all persons."""
    given = (
        (asked.identifiers, identifiers), (asked.professions, professions), (asked.credentials, credentials),
        (asked.specialties, specialties), (asked.states or asked.cities, places),
        (asked.countries and not asked.states, countries), (asked.institutions, institutions),
    )  # fmt: skip
    return tuple(make(asked, weights) for said, make in given if said)


def _names(asked: Asked, fit: NameFit | None, weights: Weights) -> list[Evidence]:
    if fit is None or asked.name is None:
        return []
    claimed, listed, compared = asked.name.shown, fit.listed.name, fit.compared
    shown = listed.middle if compared.given == "middle used as first" else listed.given or listed.middle
    levels = [
        ("surname", compared.surname, fit.surname_bits, claimed.family, listed.family),
        ("given", compared.given, fit.given_bits, claimed.given, shown),
    ]
    if name := compared.middle:
        levels.append(("middle", name, weights.bits("middle", name, 0.0), claimed.middle, listed.middle))
    if name := compared.generation:
        levels.append(("generation", name, weights.bits("generation", name, 0.0), claimed.suffix, listed.suffix))
    record, at = fit.candidate, asked.name_at
    return [
        evidence(ClaimKind.NAME, field, name, bits, record, at, said, own)
        for field, name, bits, said, own in levels
        if name
    ]
