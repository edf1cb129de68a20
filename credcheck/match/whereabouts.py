"""Evidence of where somebody is: place, country, employer and school."""

from __future__ import annotations

from functools import cache, partial

from credcheck.match.asked import Asked, Said, works_at
from credcheck.match.evidence import Comparator, evidence, first
from credcheck.match.places import cities_of, countries_of, states_of
from credcheck.match.schools import trained_there, works_there
from credcheck.match.shares import city_share, state_share
from credcheck.match.weights import Weights
from credcheck.model import Candidate, ClaimKind, Evidence, Institution, Person

CITY, OTHER_CITY = "city", "other city"
"""Tables of weights before the second took any record in the claimed state for as good as one without a city."""


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
        value = said.value.title() if level == CITY else said.value
        whose = first(person, lambda c: c.places or c.taxonomies)
        return [evidence(ClaimKind.PLACE, "place", level, bits, whose, said.at, value, shown)]

    return told


def _nearest_place(
    asked: Asked, weights: Weights, states: frozenset[str], cities: frozenset[tuple[str, str]]
) -> tuple[str, float, Said, str] | None:
    """The level, the weight, what was claimed and what is listed; a city counts only with its state."""
    shown = ", ".join(sorted(states))
    told_apart = ("place", OTHER_CITY) in weights.levels
    for city in _rarest_first(asked.cities) if told_apart else asked.cities:
        if city.more and (city.value, city.more) in cities:
            share = city_share(city.value, city.more) if told_apart else state_share(city.more)
            return CITY, weights.bits("place", CITY, share), city, shown
    if not states or not asked.states:
        return None
    for state in sorted(asked.states, key=lambda s: (state_share(s.value), s.at)):
        if state.value in states:
            level = OTHER_CITY if told_apart and cities and _is_of_a_city(state, asked) else "state"
            return level, weights.bits("place", level, state_share(state.value)), state, shown
    return "elsewhere", weights.bits("place", "elsewhere", 0.0), asked.states[0], shown


def _rarest_first(cities: tuple[Said, ...]) -> list[Said]:
    return sorted(cities, key=lambda c: (city_share(c.value, c.more), c.at))


def _is_of_a_city(state: Said, asked: Asked) -> bool:
    """Whether the claim names a city in this state, so that a record with none of that name agrees less."""
    return any((city.at, city.more) == (state.at, state.value) for city in asked.cities)


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
