"""Compares claimed places with a record's: city, state, country. Weak: registers list one of several, often stale."""

from __future__ import annotations

from functools import lru_cache

from credcheck.match.sources import family
from credcheck.model import Person
from credcheck.text import fold

_US_REGISTERS = frozenset({"npi", "leie", "cms", "dac", "practice", "state"})


def states_of(person: Person) -> frozenset[str]:
    """Every state a person's records name: practice addresses, and states of licence."""
    found = {p.region for c in person.candidates for p in c.places if p.country in ("", "US")}
    found |= {t.state for c in person.candidates for t in c.taxonomies}
    found |= {i.region for c in person.candidates for i in c.identifiers if i.kind == "licence"}
    return frozenset(found - {""})


def cities_of(person: Person) -> frozenset[tuple[str, str]]:
    """Every city, folded, with its state."""
    return frozenset((_fold(p.city), p.region) for c in person.candidates for p in c.places if p.city)


def countries_of(person: Person) -> frozenset[str]:
    """The countries a person's records name; a US register names the US where its address does not."""
    found = frozenset([p.country for c in person.candidates for p in c.places if p.country])
    return found or frozenset(["US" for c in person.candidates if family(c.registry) in _US_REGISTERS])


@lru_cache(maxsize=20_000)
def _fold(city: str) -> str:
    return fold(city[:80])
