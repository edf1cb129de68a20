"""How many people carry a claimed name, counted one by one over everybody who is left: what the counts must equal.

The definition: the surname agrees with any listed surname or with a part of a double one, as the mirror files it;
the given name is the same, or one is a short form of the other, or both are short forms of one name; an initial agrees
with every given name that starts with it. The counting itself shares nothing with the mirror's postings.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from benchmarks.accuracy._people import City, Pool, Somebody
from credcheck import lists
from credcheck.mirror.names import surname_forms
from credcheck.model import ClaimKind, Claims, PersonName, Place, Specialty
from credcheck.text import fold


@dataclass
class Crowd:
    """Everybody by each form of each surname, and who of them is left out of the register."""

    gone: frozenset[str] = frozenset()
    by_surname: dict[str, list[tuple[Somebody, str]]] = field(default_factory=lambda: defaultdict(list))
    stands_for: dict[str, frozenset[str]] = field(default_factory=dict)
    short_forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def related(self, given: str) -> frozenset[str]:
        """The given names that count as the claimed one."""
        formal = self.stands_for.get(given, frozenset())
        shorts = {short for name in (given, *formal) for short in self.short_forms.get(name, ())}
        return frozenset({given, *formal, *shorts})


def crowd(everybody: Pool, gone: frozenset[str]) -> Crowd:
    """All people, and who is left out of the register."""
    found = Crowd(gone)
    for nickname, names in lists.nicknames().items():
        found.stands_for[nickname] = frozenset(formal for formal, _ in names)
        for formal, _ in names:
            found.short_forms[formal].add(nickname)
    for somebody in everybody.people:
        for name in somebody.names:
            for surname, _ in surname_forms(name.family):
                found.by_surname[surname].append((somebody, fold(name.given)))
    return found


def pair_counts(crowd: Crowd, claims: Claims) -> dict[str, int]:
    """People by name, and of those the ones with a claimed specialty, in a claimed state, and both."""
    name = claims.name()
    if name is None:
        return {}
    people = [p for p in _carriers(crowd, name) if p.npi not in crowd.gone]
    codes, places = _told(claims)
    counts = {"pair": len(people)}
    able, near = _with(people, "codes", codes), _with(people, "states", places)
    if codes:
        counts["pair+specialty"] = len(able)
    if places:
        counts["pair+state"] = len(near)
    if codes and places:
        counts["pair+specialty+state"] = len({p.npi for p in able} & {p.npi for p in near})
    return counts


def as_good(crowd: Crowd, claims: Claims, holder: Somebody) -> int:
    """How many others in the whole world carry the claimed name and agree with all that the holder agrees with.

    Nobody who sees only these claims can tell them from the holder, whether the register lists them or not.
    """
    name = claims.name()
    if name is None:
        return 0
    codes, places = _told(claims)
    cities = cities_of(claims)
    wanted = _agrees(holder, codes, places, cities)
    others = (p for p in _carriers(crowd, name) if p.npi != holder.npi)
    return sum(wanted <= _agrees(p, codes, places, cities) and _same_calling(p, holder, claims) for p in others)


def _told(claims: Claims) -> tuple[set[str], set[str]]:
    """The claimed specialty codes and states."""
    codes = {code for c in claims.of(ClaimKind.SPECIALTY) if isinstance(c.value, Specialty) for code in c.value.codes}
    here = (c.value for c in claims.of(ClaimKind.PLACE) if isinstance(c.value, Place) and not c.value.relation)
    return codes, {place.region for place in here if place.region}


def cities_of(claims: Claims) -> set[City]:
    """The claimed cities, folded, with their states."""
    here = (c.value for c in claims.of(ClaimKind.PLACE) if isinstance(c.value, Place) and not c.value.relation)
    return {(fold(place.city), place.region) for place in here if place.city}


def _agrees(somebody: Somebody, codes: set[str], places: set[str], cities: set[City]) -> frozenset[str]:
    told = (("specialty", codes & set(somebody.codes)), ("state", places & set(somebody.states)),
            ("city", cities & set(somebody.cities)))  # fmt: skip
    return frozenset(what for what, common in told if common)


def _same_calling(somebody: Somebody, holder: Somebody, claims: Claims) -> bool:
    return not claims.word(ClaimKind.PROFESSION) or somebody.profession == holder.profession


def _with(people: list[Somebody], field: str, wanted: set[str]) -> list[Somebody]:
    return [p for p in people if wanted & set(getattr(p, field))]


def _carriers(crowd: Crowd, name: PersonName) -> list[Somebody]:
    surname, given = surname_forms(name.family)[0][0], fold(name.given)
    wanted = crowd.related(given)
    found: dict[str, Somebody] = {}
    for somebody, first in crowd.by_surname.get(surname, ()):
        if first.startswith(given) if len(given) == 1 else first in wanted:
            found[somebody.npi] = somebody
    return list(found.values())
