"""Evidence of what somebody is: profession, credential, specialty."""

from __future__ import annotations

from functools import cache, partial

from credcheck.match.asked import Asked, Said
from credcheck.match.evidence import Comparator, evidence, first
from credcheck.match.professions import credential_level, parse, profession_level, professions_of
from credcheck.match.shares import credential_share, profession_share
from credcheck.match.specialties import ORDER, specialty_frequency, specialty_level
from credcheck.match.weights import Weights
from credcheck.model import Candidate, ClaimKind, Credential, Evidence, Person, Specialty


def professions(asked: Asked, weights: Weights) -> Comparator:
    """Compares the claimed professions; of several the one that agrees best counts."""
    nearest = cache(partial(_nearest_profession, asked, weights))

    def told(person: Person) -> list[Evidence]:
        listed = professions_of(person)
        if not listed:
            return []
        level, bits, said = nearest(listed)
        whose, words = first(person, _tells_profession), _labels(person, listed)
        return [evidence(ClaimKind.PROFESSION, "profession", level, bits, whose, said.at, _words(said.value), words)]

    return told


def _nearest_profession(asked: Asked, weights: Weights, listed: frozenset[str]) -> tuple[str, float, Said]:
    order = ("same", "kin", "other")
    levels = [(profession_level(said.value, listed), said) for said in asked.professions]
    level, said = min(levels, key=lambda pair: (order.index(pair[0]), profession_share(pair[1].value), pair[1].at))
    return level, weights.bits("profession", level, profession_share(said.value)), said


def _tells_profession(candidate: Candidate) -> bool:
    return bool(candidate.taxonomies or candidate.credentials)


def _labels(person: Person, listed: frozenset[str]) -> str:
    labels = [t.label for c in person.candidates for t in c.taxonomies if t.label]
    return ", ".join(list(dict.fromkeys(labels))[:3]) or ", ".join(_words(p) for p in sorted(listed))


def _words(profession: str) -> str:
    return profession.replace("_", " ")


def credentials(asked: Asked, weights: Weights) -> Comparator:
    """Compares the claimed credentials; one that only repeats a profession that refutes does not count twice."""
    nearest = cache(partial(_nearest_credential, asked, weights))

    def told(person: Person) -> list[Evidence]:
        found = nearest(tuple(text for c in person.candidates for text in c.credentials))
        if found is None:
            return []
        level, bits, at, claimed = found
        if level == "other" and _profession_counted(asked, person):
            bits = 0.0
        whose = first(person, lambda c: c.credentials)
        shown = ", ".join(c for c in whose.credentials if c)
        return [evidence(ClaimKind.CREDENTIAL, "credential", level, bits, whose, at, claimed.code, shown)]

    return told


def _nearest_credential(
    asked: Asked, weights: Weights, texts: tuple[str, ...]
) -> tuple[str, float, int, Credential] | None:
    listed = tuple(value for text in texts for value in parse(text))
    order = ("agrees", "kin", "other")
    levels = [(level, at, c) for at, c in asked.credentials if (level := credential_level(c, listed))]
    if not listed or not levels:
        return None
    level, at, claimed = min(levels, key=lambda e: (order.index(e[0]), credential_share(e[2].code), e[1]))
    return level, weights.bits("credential", level, credential_share(claimed.code)), at, claimed


def _profession_counted(asked: Asked, person: Person) -> bool:
    """Whether the profession already refutes, so that the credential must not count twice."""
    listed = professions_of(person)
    return bool(listed and asked.professions) and all(
        profession_level(said.value, listed) == "other" for said in asked.professions
    )


def specialties(asked: Asked, weights: Weights) -> Comparator:
    """Compares the claimed specialties; of several the one that agrees most counts."""
    nearest = cache(partial(_nearest_specialty, asked, weights))

    def told(person: Person) -> list[Evidence]:
        found = nearest(frozenset(t.code for c in person.candidates for t in c.taxonomies if t.code))
        if found is None:
            return []
        level, bits, at, claimed = found
        whose = first(person, lambda c: c.taxonomies)
        labels = ", ".join(list(dict.fromkeys(t.label or t.code for t in whose.taxonomies))[:3])
        return [evidence(ClaimKind.SPECIALTY, "specialty", level, bits, whose, at, claimed.label, labels)]

    return told


def _nearest_specialty(
    asked: Asked, weights: Weights, listed: frozenset[str]
) -> tuple[str, float, int, Specialty] | None:
    """The claimed specialty that agrees most; at equal weight the nearest in the tree, then the first said."""
    codes = tuple(sorted(listed))
    best: tuple[tuple[float, int, int], str, Specialty] | None = None
    for at, claimed in asked.specialties:
        level = specialty_level(claimed.codes, codes)
        if level:
            bits = weights.bits("specialty", level, specialty_frequency(claimed.codes, level))
            by = (bits, -ORDER.index(level), -at)
            if best is None or by > best[0]:
                best = (by, level, claimed)
    return best and (best[1], best[0][0], -best[0][2], best[2])
