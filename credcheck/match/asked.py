"""The claims of one profile, sorted once into what the comparators ask about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from credcheck.match.forms import Form, form
from credcheck.model import (
    Claim,
    ClaimKind,
    Claims,
    Credential,
    Expected,
    Identifier,
    Institution,
    PersonName,
    Place,
    Specialty,
    Stage,
)
from credcheck.text import fold

HOME = "US"
_ASIDE = frozenset({"researcher", "other", ""})
_WORKS_AT = ("current", "unclear", "former")


@dataclass(frozen=True, slots=True)
class Said:
    """A value and the index of the claim that says it."""

    at: int
    value: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a profile claims, in the shapes that comparators use."""

    name: Form | None
    name_at: int | None
    professions: tuple[Said, ...]
    credentials: tuple[tuple[int, Credential], ...]
    specialties: tuple[tuple[int, Specialty], ...]
    states: tuple[Said, ...]
    cities: tuple[Said, ...]
    countries: tuple[Said, ...]
    institutions: tuple[tuple[int, Institution], ...]
    identifiers: tuple[tuple[int, Identifier], ...]
    stage: str
    expected: str

    def quoted(self, kind: str) -> tuple[tuple[int, Identifier], ...]:
        """The identifiers of one kind, those with a wrong check digit left out."""
        return tuple((at, i) for at, i in self.identifiers if i.kind == kind and i.valid is not False)

    def without_numbers(self, numbers: frozenset[str]) -> Asked:
        """The same claims without these numbers: those of organisations say nothing of who speaks."""
        kept = tuple((at, i) for at, i in self.identifiers if i.value not in numbers)
        return self if len(kept) == len(self.identifiers) else replace(self, identifiers=kept)


def asked(claims: Claims) -> Asked:
    """The claims sorted by what they are about; the first name counts."""
    numbered = tuple(enumerate(claims.all))
    name = next(((at, c.value) for at, c in numbered if isinstance(c.value, PersonName)), None)
    credentials = tuple((at, c.value) for at, c in numbered if isinstance(c.value, Credential))
    places = _places(numbered)
    return Asked(
        name=form(name[1]) if name else None,
        name_at=name[0] if name else None,
        professions=_professions(numbered, credentials),
        credentials=credentials,
        specialties=tuple((at, c.value) for at, c in numbered if isinstance(c.value, Specialty) and c.value.codes),
        states=tuple(Said(at, p.region) for at, p in places if p.region and p.country in ("", HOME)),
        cities=tuple(Said(at, fold(p.city[:80]), p.region) for at, p in places if p.city and p.country in ("", HOME)),
        countries=_countries(numbered, places),
        institutions=tuple((at, c.value) for at, c in numbered if isinstance(c.value, Institution)),
        identifiers=tuple((at, c.value) for at, c in numbered if isinstance(c.value, Identifier)),
        stage=claims.word(ClaimKind.STAGE, Stage.PRACTISING.value),
        expected=claims.word(ClaimKind.NPI_EXPECTED, Expected.UNKNOWN.value),
    )


Numbered = tuple[tuple[int, Claim], ...]


def _professions(numbered: Numbered, credentials: tuple[tuple[int, Credential], ...]) -> tuple[Said, ...]:
    found = [Said(at, str(c.value)) for at, c in numbered if c.kind is ClaimKind.PROFESSION]
    found += [Said(at, c.profession) for at, c in credentials if c.profession]
    first: dict[str, Said] = {}
    for said in found:
        if said.value not in _ASIDE:
            first.setdefault(said.value, said)
    return tuple(first.values())


def _places(numbered: Numbered) -> tuple[tuple[int, Place], ...]:
    found = [(at, c.value) for at, c in numbered if isinstance(c.value, Place) and not c.value.relation]
    for at, claim in numbered:
        value = claim.value
        if isinstance(value, Institution) and value.relation in ("current", "unclear") and value.region:
            found.append((at, Place(value.as_written, value.city, value.region, value.country)))
    return tuple(found)


def _countries(numbered: Numbered, places: tuple[tuple[int, Place], ...]) -> tuple[Said, ...]:
    found = [Said(at, str(c.value)) for at, c in numbered if c.kind is ClaimKind.COUNTRY]
    return tuple(found or [Said(at, p.country) for at, p in places if p.country])


def works_at(institution: Institution) -> bool:
    """Whether the claim is about a place of work rather than a school."""
    return institution.relation in _WORKS_AT
