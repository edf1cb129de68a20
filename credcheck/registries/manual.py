"""Registers that only a person can ask: which page to open, and what to type there."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import ClassVar

from credcheck import resources
from credcheck.model import (
    Answer,
    Candidate,
    ClaimKind,
    Claims,
    Credential,
    Identifier,
    Institution,
    ListedName,
    Outcome,
    PersonName,
    Place,
    Sentence,
    Status,
    Taxonomy,
)
from credcheck.registries._asking import countries, plain, quoted_licences, us_practice
from credcheck.registries.interface import Finder, NotAsked, Reply, Source
from credcheck.text import tight

MOST = 4


@dataclass(frozen=True, slots=True)
class Register:
    """A register with a search page of its own."""

    country: str
    title: str
    url: str
    region: str = ""
    professions: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Country and region."""
        return f"{self.country}-{self.region}" if self.region else self.country


@dataclass(frozen=True, slots=True)
class Page:
    """A page to open and what to type there."""

    title: str
    url: str
    words: str


class Seen(StrEnum):
    """What a person saw in a register that they looked into themselves."""

    CURRENT = "current"
    LAPSED = "lapsed"
    ENDED = "ended"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the user saw, where and when; name, number, credentials and status in the register's own words."""

    register: Register
    seen: Seen
    at: datetime
    name: PersonName = field(default_factory=PersonName)
    number: str = ""
    credentials: tuple[str, ...] = ()
    status: str = ""
    note: str = ""


_STATUS = {Seen.CURRENT: Status.ACTIVE, Seen.LAPSED: Status.EXPIRED, Seen.ENDED: Status.DEACTIVATED}


class Manual(Finder):
    """Names the registers that you can look into yourself, with the page and the words to search for.

    Many registers forbid programs, or offer them no way in: the GMC, Ahpra, Nursys, FSMB DocInfo, state boards without
    open registers. CredCheck never asks them; it tells where to look, and records what you saw (credcheck record) as
    yours.
    """

    id: ClassVar[str] = "manual"
    title: ClassVar[str] = "Registers to look into yourself"
    home: ClassVar[str] = "https://www.iamra.com/"
    covers: ClassVar[Sentence] = Sentence("manual.covers")
    terms: ClassVar[Sentence] = Sentence("manual.terms")
    online: ClassVar[bool] = False
    order: ClassVar[int] = 95

    @classmethod
    def sources(cls) -> tuple[Source, ...]:
        """Each register that there is an entry for."""
        return tuple(Source(one.place, one.title, one.url, _who(one)) for one in registers())

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Always: it says where a person can look instead."""
        found = pages(claims)
        if not found:
            return Sentence("manual.none")
        listed = "; ".join(f"{page.title}, {page.url}" for page in found)
        return Sentence("manual.look", n=len(found), words=found[0].words, pages=listed)

    async def find(self, claims: Claims) -> Reply:
        """Nothing is ever asked here; what you saw is recorded with `recorded`."""
        raise NotAsked(self.pass_over(claims) or Sentence("manual.none"))


def recorded(answers: tuple[Answer, ...], finding: Finding) -> tuple[Answer, ...]:
    """The answers with what the user saw; a later look at the same register takes the place of an earlier one."""
    before = next((a for a in answers if a.registry == Manual.id and a.outcome in _LOOKED), None)
    kept = [c for c in (before.candidates if before else ()) if not c.id.startswith(f"{finding.register.title}:")]
    if finding.seen is not Seen.NOBODY:
        kept.append(_candidate(finding))
    mine = Answer(
        Manual.id,
        Outcome.FOUND if kept else Outcome.NOT_FOUND,
        asked=Sentence("manual.looked", what=_looks(before, finding)),
        at=finding.at,
        url=finding.register.url,
        candidates=tuple(kept),
    )
    return (*(a for a in answers if a.registry != Manual.id), mine)


def pages(claims: Claims) -> tuple[Page, ...]:
    """The registers that fit country, region and profession, those of a region first; four at most."""
    name = claims.name()
    words = plain(name.text()) if name else ""
    if not words:
        return ()
    where, regions, what = _countries(claims), _regions(claims), _professions(claims)
    fitting = [
        one
        for one in registers()
        if one.country in where
        and (not one.region or one.region in regions)
        and (not one.professions or what & set(one.professions))
    ]
    fitting.sort(key=lambda one: not one.region)
    return tuple(Page(one.title, one.url, words) for one in fitting[:MOST])


@cache
def registers() -> tuple[Register, ...]:
    """Every register there is an entry for."""
    entries = tomllib.loads(resources.read("lists/manual_registers.toml"))["register"]
    return tuple(Register(**{**entry, "professions": tuple(entry.get("professions", ()))}) for entry in entries)


_LOOKED = (Outcome.FOUND, Outcome.NOT_FOUND)


def _looks(before: Answer | None, finding: Finding) -> str:
    """One line for each register looked into, the last look at each."""
    said = str(dict(before.asked.params).get("what", "")) if before and before.asked else ""
    kept = [line for line in said.split("; ") if line and not line.startswith(f"{finding.register.title}, ")]
    return "; ".join([*kept, f"{finding.register.title}, {finding.at:%Y-%m-%d}: {finding.seen.value}"])


def _candidate(finding: Finding) -> Candidate:
    register, number = finding.register, plain(finding.number)
    region = register.region or register.country
    return Candidate(
        registry=Manual.id,
        id=f"{register.title}:{number or tight(finding.name.text())}",
        names=(ListedName(finding.name),),
        url=register.url,
        credentials=finding.credentials,
        taxonomies=(Taxonomy("", "", number, region),) if number else (),
        places=(Place(register.place, region=register.region, country=register.country),),
        identifiers=(Identifier("licence", number, region),) if number else (),
        status=_STATUS[finding.seen],
        updated=finding.at.date(),
        remark=Sentence(
            "manual.saw_noted" if finding.note else "manual.saw",
            title=register.title,
            day=finding.at.date().isoformat(),
            name=finding.name.text(),
            status=plain(finding.status) or finding.seen.value,
            note=plain(finding.note, 300),
        ),
    )


def _who(one: Register) -> Sentence:
    words = ", ".join(p.replace("_", " ") for p in one.professions)
    return Sentence("manual.lists", who=words) if words else Sentence("manual.lists_all")


def _countries(claims: Claims) -> frozenset[str]:
    named = countries(claims)
    return named or (frozenset({"US"}) if us_practice(claims) and _regions(claims) else frozenset())


def _regions(claims: Claims) -> frozenset[str]:
    found = {c.value.region.upper() for c in claims.all if isinstance(c.value, (Place, Institution))}
    return frozenset(found | {state for state, _ in quoted_licences(claims)}) - {""}


def _professions(claims: Claims) -> set[str]:
    found = {str(c.value) for c in claims.of(ClaimKind.PROFESSION)}
    return found | {c.value.profession for c in claims.all if isinstance(c.value, Credential)} - {""}
