"""Evidence: what one person's records say of each claim, as a level of the weights table, with its source."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from credcheck.match.asked import Asked, works_at
from credcheck.match.join import licence_number, licences
from credcheck.match.name_fit import NameFit
from credcheck.match.places import cities_of, countries_of, states_of
from credcheck.match.professions import credential_level, credentials_of, profession_level, professions_of
from credcheck.match.schools import trained_there, works_there
from credcheck.match.shares import credential_share, profession_share, state_share
from credcheck.match.sources import family, title
from credcheck.match.specialties import ORDER, specialty_frequency, specialty_level
from credcheck.match.weights import REFUTING, SILENT, Weights
from credcheck.model import Candidate, ClaimKind, Evidence, Institution, Param, Person, Relation, Sentence

Comparator = Callable[[Asked, Person, Weights], list[Evidence]]


def weigh(
    asked: Asked, fit: NameFit | None, person: Person, weights: Weights, comparators: tuple[Comparator, ...]
) -> tuple[Evidence, ...]:
    """All evidence on one person; each claim counts once, whichever of the registries knows it best."""
    found = _names(asked, fit, weights)
    for compare_one in comparators:
        found += compare_one(asked, person, weights)
    return tuple(found)


def comparators(asked: Asked) -> tuple[Comparator, ...]:
    """The comparators that the claims give something to compare; picked once for all persons."""
    given = (
        (asked.identifiers, _identifiers), (asked.professions, _professions), (asked.credentials, _credentials),
        (asked.specialties, _specialties), (asked.states or asked.cities, _places),
        (asked.countries and not asked.states, _countries), (asked.institutions, _institutions),
    )  # fmt: skip
    return tuple(compare_one for said, compare_one in given if said)


def _evidence(
    kind: ClaimKind, field: str, name: str, bits: float, candidate: Candidate, at: int | None, **params: Param
) -> Evidence:
    relation, label, id = _level(field, name)
    sentence = Sentence(id, source=title(candidate.registry), **params)
    return Evidence(kind, relation, label, bits, sentence, candidate.url, candidate.registry, at)


@cache
def _level(field: str, name: str) -> tuple[Relation, str, str]:
    """What a level says, its label and its message id."""
    relation = Relation.REFUTES if name in REFUTING else Relation.SILENT if name in SILENT else Relation.SUPPORTS
    return relation, f"{field}: {name}", f"match.{field}.{name.replace(' ', '_')}"


# ---------------------------------------------------------------- name
def _names(asked: Asked, fit: NameFit | None, weights: Weights) -> list[Evidence]:
    if fit is None or asked.name is None:
        return []
    claimed, listed = asked.name.shown, fit.listed.name
    levels = (
        ("surname", fit.compared.surname, fit.surname_bits, claimed.family, listed.family),
        ("given", fit.compared.given, fit.given_bits, claimed.given, listed.given or listed.middle),
        ("middle", fit.compared.middle, None, claimed.middle, listed.middle),
        ("generation", fit.compared.generation, None, claimed.suffix, listed.suffix),
    )
    found: list[Evidence] = []
    for field, name, bits, said, shown in levels:
        if name:
            bits = weights.bits(field, name, 0.0) if bits is None else bits
            shown = listed.middle if name == "middle used as first" else shown
            found.append(
                _evidence(ClaimKind.NAME, field, name, bits, fit.candidate, asked.name_at, claimed=said, listed=shown)
            )
    return found


# ---------------------------------------------------------------- profession, credential, specialty
def _professions(asked: Asked, person: Person, weights: Weights) -> list[Evidence]:
    listed = professions_of(person)
    if not listed:
        return []
    order = ("same", "kin", "other")
    levels = [(profession_level(said.value, listed), said) for said in asked.professions]
    level, said = min(levels, key=lambda pair: (order.index(pair[0]), profession_share(pair[1].value), pair[1].at))
    bits = weights.bits("profession", level, profession_share(said.value))
    candidate = next((c for c in person.candidates if c.taxonomies or c.credentials), person.candidates[0])
    words = _labels(person, listed)
    return [
        _evidence(
            ClaimKind.PROFESSION,
            "profession",
            level,
            bits,
            candidate,
            said.at,
            claimed=_words(said.value),
            listed=words,
        )
    ]


def _labels(person: Person, listed: frozenset[str]) -> str:
    labels = [t.label for c in person.candidates for t in c.taxonomies if t.label]
    return ", ".join(list(dict.fromkeys(labels))[:3]) or ", ".join(_words(p) for p in sorted(listed))


def _words(profession: str) -> str:
    return profession.replace("_", " ")


def _credentials(asked: Asked, person: Person, weights: Weights) -> list[Evidence]:
    listed = tuple(v for c in person.candidates for v in credentials_of(c))
    if not listed:
        return []
    order = ("agrees", "kin", "other")
    levels = [(level, at, c) for at, c in asked.credentials if (level := credential_level(c, listed))]
    if not levels:
        return []
    level, at, claimed = min(levels, key=lambda e: (order.index(e[0]), credential_share(e[2].code), e[1]))
    if level == "other" and _profession_counted(asked, person):
        bits = 0.0
    else:
        bits = weights.bits("credential", level, credential_share(claimed.code))
    candidate = next(c for c in person.candidates if c.credentials)
    shown = ", ".join(c for c in candidate.credentials if c)
    return [
        _evidence(ClaimKind.CREDENTIAL, "credential", level, bits, candidate, at, claimed=claimed.code, listed=shown)
    ]


def _profession_counted(asked: Asked, person: Person) -> bool:
    """Whether the profession already refutes, so that the credential must not count twice."""
    listed = professions_of(person)
    return bool(listed) and all(profession_level(said.value, listed) == "other" for said in asked.professions)


def _specialties(asked: Asked, person: Person, weights: Weights) -> list[Evidence]:
    codes = tuple(sorted({t.code for c in person.candidates for t in c.taxonomies if t.code}))
    levels = [(level, at, s) for at, s in asked.specialties if (level := specialty_level(s.codes, codes))]
    if not levels:
        return []
    best = max(
        (
            (weights.bits("specialty", level, specialty_frequency(s.codes, level)), -ORDER.index(level), -at, level, s)
            for level, at, s in levels
        ),
        key=lambda e: e[:3],
    )
    bits, _order, at, level, claimed = best
    candidate = next(c for c in person.candidates if c.taxonomies)
    labels = ", ".join(list(dict.fromkeys(t.label or t.code for t in candidate.taxonomies))[:3])
    return [
        _evidence(ClaimKind.SPECIALTY, "specialty", level, bits, candidate, -at, claimed=claimed.label, listed=labels)
    ]


# ---------------------------------------------------------------- place, country, institution
def _places(asked: Asked, person: Person, weights: Weights) -> list[Evidence]:
    states, cities = states_of(person), cities_of(person)
    candidate = next((c for c in person.candidates if c.places or c.taxonomies), person.candidates[0])
    shown = ", ".join(sorted(states))
    for city in asked.cities:
        if (city.value, city.more) in cities and city.more:
            bits = weights.bits("place", "city", state_share(city.more))
            return [
                _evidence(
                    ClaimKind.PLACE, "place", "city", bits, candidate, city.at, claimed=city.value.title(), listed=shown
                )
            ]
    if not states:
        return []
    for state in sorted(asked.states, key=lambda s: (state_share(s.value), s.at)):
        if state.value in states:
            bits = weights.bits("place", "state", state_share(state.value))
            return [
                _evidence(
                    ClaimKind.PLACE, "place", "state", bits, candidate, state.at, claimed=state.value, listed=shown
                )
            ]
    if not asked.states:
        return []
    bits = weights.bits("place", "elsewhere", 0.0)
    said = asked.states[0]
    return [
        _evidence(ClaimKind.PLACE, "place", "elsewhere", bits, candidate, said.at, claimed=said.value, listed=shown)
    ]


def _countries(asked: Asked, person: Person, weights: Weights) -> list[Evidence]:
    claimed, listed = {said.value for said in asked.countries}, countries_of(person)
    if not listed or claimed & listed:
        return []
    said, candidate = asked.countries[0], person.candidates[0]
    bits = weights.bits("country", "conflict", 0.0)
    shown = ", ".join(sorted(listed))
    return [
        _evidence(ClaimKind.COUNTRY, "country", "conflict", bits, candidate, said.at, claimed=said.value, listed=shown)
    ]


def _institutions(asked: Asked, person: Person, weights: Weights) -> list[Evidence]:
    found: list[Evidence] = []
    for at, claimed in asked.institutions:
        field, name, listed = _workplace(claimed, person)
        if listed and field not in {e.level.split(":")[0] for e in found}:
            bits = weights.bits(field, name, 0.0)
            candidate = _whose(person, listed)
            found.append(_evidence(ClaimKind.INSTITUTION, field, name, bits, candidate, at, listed=listed))
    return found


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


# ---------------------------------------------------------------- identifiers
def _identifiers(asked: Asked, person: Person, weights: Weights) -> list[Evidence]:
    found: list[Evidence] = []
    for kind in ("npi", "orcid"):
        quoted = asked.quoted(kind)
        owned = {(c.id if family(c.registry) == kind else "") for c in person.candidates} | {person.identifier(kind)}
        owned -= {""}
        if not quoted or not owned:
            continue
        at, said = next(((at, i) for at, i in quoted if i.value in owned), quoted[0])
        level = "quoted" if said.value in owned else "another quoted"
        candidate = next((c for c in person.candidates if c.id in owned), person.candidates[0])
        bits = weights.bits(kind, level, 0.0)
        found.append(
            _evidence(
                ClaimKind.IDENTIFIER,
                kind,
                level,
                bits,
                candidate,
                at,
                claimed=said.value,
                listed=", ".join(sorted(owned)),
            )
        )
    return found + _licences(asked, person, weights)


def _licences(asked: Asked, person: Person, weights: Weights) -> list[Evidence]:
    for at, said in asked.quoted("licence"):
        number = licence_number(said.value)
        for candidate in person.candidates:
            if any(n == number and state in (said.region.upper(), "") for state, n in licences(candidate) if number):
                bits = weights.bits("licence", "agrees", 0.0)
                return [
                    _evidence(
                        ClaimKind.IDENTIFIER,
                        "licence",
                        "agrees",
                        bits,
                        candidate,
                        at,
                        claimed=said.value,
                        listed=said.region,
                    )
                ]
    return []
