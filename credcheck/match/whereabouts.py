"""Evidence of where somebody is: place, country, employer and school."""

from __future__ import annotations

from functools import cache, partial

from credcheck.match.asked import Asked, Said, works_at
from credcheck.match.evidence import Comparator, evidence, first
from credcheck.match.places import cities_of, countries_of, states_of
from credcheck.match.schools import trained_there, works_there
from credcheck.match.shares import state_share
from credcheck.match.weights import Weights
from credcheck.model import Candidate, ClaimKind, Evidence, Institution, Person


def places(asked: Asked, weights: Weights) -> Comparator:
    """Compares the claimed cities and states; of several the rarest that agrees counts."""
    nearest = cache(partial(_nearest_place, asked, weights))
    nowhere: frozenset[tuple[str, str]] = frozenset()

    def told(person: Person) -> list[Evidence]:
        states = states_of(person)
        found = nearest(states, cities_of(person) if asked.cities else nowhere)
        if found is None:
            return []
        level, bits, said, shown = found
        value = said.value.title() if level == "city" else said.value
        whose = first(person, lambda c: c.places or c.taxonomies)
        return [evidence(ClaimKind.PLACE, "place", level, bits, whose, said.at, value, shown)]

    return told


def _nearest_place(
    asked: Asked, weights: Weights, states: frozenset[str], cities: frozenset[tuple[str, str]]
) -> tuple[str, float, Said, str] | None:
    """The level, the weight, what was claimed and what is listed; a city counts only with its state."""
    shown = ", ".join(sorted(states))
    for city in asked.cities:
        if city.more and (city.value, city.more) in cities:
            return "city", weights.bits("place", "city", state_share(city.more)), city, shown
    if not states or not asked.states:
        return None
    for state in sorted(asked.states, key=lambda s: (state_share(s.value), s.at)):
        if state.value in states:
            return "state", weights.bits("place", "state", state_share(state.value)), state, shown
    return "elsewhere", weights.bits("place", "elsewhere", 0.0), asked.states[0], shown


def countries(asked: Asked, weights: Weights) -> Comparator:
    """Compares the claimed countries; only one that differs says something."""
    claimed, said = {said.value for said in asked.countries}, asked.countries[0]
    bits = weights.bits("country", "conflict", 0.0)

    def told(person: Person) -> list[Evidence]:
        listed = countries_of(person)
        if not listed or claimed & listed:
            return []
        shown = ", ".join(sorted(listed))
        return [
            evidence(ClaimKind.COUNTRY, "country", "conflict", bits, person.candidates[0], said.at, said.value, shown)
        ]

    return told


def institutions(asked: Asked, weights: Weights) -> Comparator:
    """Compares the claimed employers and schools, where any record names one."""

    def told(person: Person) -> list[Evidence]:
        if not any(c.institutions or c.school for c in person.candidates):
            return []
        found: dict[str, Evidence] = {}
        for at, claimed in asked.institutions:
            field, name, listed = _workplace(claimed, person)
            if listed and field not in found:
                bits, whose = weights.bits(field, name, 0.0), _whose(person, listed)
                found[field] = evidence(ClaimKind.INSTITUTION, field, name, bits, whose, at, None, listed)
        return list(found.values())

    return told


def _workplace(claimed: Institution, person: Person) -> tuple[str, str, str]:
    """Field, level and the records' name of a claimed employer or school; the name is empty where none agrees."""
    works = works_there(claimed, person) if works_at(claimed) else None
    if works is None:
        return "school", "agrees", trained_there(claimed, person)
    return "institution", "self asserted" if works.self_asserted else "agrees", works.name or works.as_written


def _whose(person: Person, listed: str) -> Candidate:
    for candidate in person.candidates:
        if candidate.school == listed or any(listed in (i.name, i.as_written) for i in candidate.institutions):
            return candidate
    return person.candidates[0]
