"""One human being, one Person: candidates joined by NPI, ORCID, or state, licence and surname; never by name alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from credcheck.match.sources import family
from credcheck.model import Answer, Candidate, Outcome, Person
from credcheck.text import tight

_DIGITS = re.compile(r"[0-9]+")


def join(answers: tuple[Answer, ...]) -> tuple[Person, ...]:
    """The persons behind all candidates found, in the order in which the registries named them."""
    candidates = [c for a in answers if a.outcome is Outcome.FOUND for c in a.candidates if not c.aside]
    if len({c.registry for c in candidates}) < 2:
        return tuple(Person(_name_key(one), one) for one in ((c,) for c in {c.id: c for c in candidates}.values()))
    parents = list(range(len(candidates)))
    first: dict[tuple[str, ...], int] = {}
    for at, candidate in enumerate(candidates):
        for key in _keys(candidate):
            other = first.setdefault(key, at)
            if key[0] != "licence" or not _told_apart(candidates[other], candidate):
                _union(parents, other, at)
    groups: dict[int, list[Candidate]] = {}
    for at, candidate in enumerate(candidates):
        groups.setdefault(_root(parents, at), []).append(candidate)
    return tuple(_person(group) for group in groups.values())


def _told_apart(a: Candidate, b: Candidate) -> bool:
    """Whether both carry an NPI and not the same one: boards of several professions give the same number twice."""
    one, other = set(_values(a, "npi")), set(_values(b, "npi"))
    return bool(one and other and one.isdisjoint(other))


def _person(group: list[Candidate]) -> Person:
    candidates = tuple({(c.registry, c.id): c for c in group}.values())
    return Person(_name_key(candidates), candidates)


def _name_key(candidates: tuple[Candidate, ...]) -> str:
    for kind in ("npi", "orcid"):
        found: list[str] = []
        for candidate in candidates:
            found += _values(candidate, kind)
        if found:
            return f"{kind}:{min(found)}"
    return f"{candidates[0].registry}:{candidates[0].id}"


def _keys(candidate: Candidate) -> Iterable[tuple[str, ...]]:
    yield ("record", family(candidate.registry), candidate.id)
    for kind in ("npi", "orcid"):
        for value in _values(candidate, kind):
            yield (kind, value)
    surnames = {tight(n.name.family) for n in candidate.names} - {""}
    for state, number in licences(candidate):
        for surname in surnames:
            yield ("licence", state, number, surname)


def _values(candidate: Candidate, kind: str) -> list[str]:
    found = [i.value for i in candidate.identifiers if i.kind == kind and i.value]
    return [candidate.id, *found] if candidate.id and family(candidate.registry) == kind else found


def licences(candidate: Candidate) -> tuple[tuple[str, str], ...]:
    """State and number of every licence of a record; numbers reduced to their last run of digits without zeros."""
    pairs = [(t.state, t.licence) for t in candidate.taxonomies]
    pairs += [(i.region, i.value) for i in candidate.identifiers if i.kind == "licence"]
    return tuple((state.upper(), number) for state, text in pairs if state and (number := licence_number(text)))


def licence_number(text: str) -> str:
    """The number boards can be compared by: the last run of digits, without leading zeros ("MD 00123-A" -> 123)."""
    runs = _DIGITS.findall(text[:64])
    return runs[-1].lstrip("0") if runs else ""


def _root(parents: list[int], at: int) -> int:
    while parents[at] != at:
        parents[at] = parents[parents[at]]
        at = parents[at]
    return at


def _union(parents: list[int], a: int, b: int) -> None:
    a, b = _root(parents, a), _root(parents, b)
    parents[max(a, b)] = min(a, b)
