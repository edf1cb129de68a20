"""What adapters share when they ask: what the claims say, whom to ask about, and faults that never look like a miss."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from credcheck.errors import RegistryError
from credcheck.model import (
    Candidate,
    ClaimKind,
    Claims,
    Credential,
    CredentialClass,
    Expected,
    Identifier,
    Institution,
    Person,
    PersonName,
    Place,
    Sentence,
)
from credcheck.net import Fetched
from credcheck.registries._nppes import STATES
from credcheck.registries.interface import Reply
from credcheck.text import is_npi, is_orcid, similarity, tight, unhide

DAY_S = 86_400.0
_CHECKS = {"npi": is_npi, "orcid": is_orcid}


@dataclass(slots=True)
class Gathered:
    """What one round of questions has learnt so far."""

    candidates: dict[str, Candidate] = field(default_factory=dict)
    digests: list[str] = field(default_factory=list)
    faults: list[Sentence] = field(default_factory=list)
    first: RegistryError | None = None
    snapshot: date | None = None

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Note a fault and go on with the other questions."""
        try:
            yield
        except RegistryError as error:
            self.first = self.first or error
            self.faults.append(error.sentence)

    def read(self, answer: Fetched) -> Fetched:
        """Note the digest of an answer."""
        self.digests.append(answer.digest)
        return answer

    def keep(self, candidates: Iterable[Candidate]) -> None:
        """Take candidates; the first with an id stays."""
        for one in candidates:
            self.candidates.setdefault(one.id, one)

    def reply(self, asked: Sentence, url: str, short: Sentence | None = None) -> Reply:
        """All that was learnt, partial after any fault or with `short`; raises the first fault if nothing was found."""
        if self.first is not None and not self.candidates:
            raise self.first
        return Reply(
            tuple(self.candidates.values()),
            asked,
            url=url,
            snapshot=self.snapshot,
            digests=tuple(dict.fromkeys(self.digests)),
            partial=self.faults[0] if self.faults else short,
        )


def understood(read: Callable[[Fetched], object]) -> Callable[[Fetched], bool]:
    """Whether an answer may be kept: only one that `read` can read, so that asking again really asks again."""

    def worth(answer: Fetched) -> bool:
        try:
            read(answer)
        except RegistryError:
            return False
        return True

    return worth


# ---------------------------------------------------------------- what the claims say
def quoted(claims: Claims, kind: str) -> tuple[str, ...]:
    """The identifiers of one kind that the profile quotes, those with a wrong check digit left out; three at most."""
    check = _CHECKS.get(kind, bool)
    values = (c.value for c in claims.of(ClaimKind.IDENTIFIER))
    found = (v.value for v in values if isinstance(v, Identifier) and v.kind == kind and v.valid is not False)
    return tuple(dict.fromkeys(value for value in found if check(value)))[:3]


def quoted_licences(claims: Claims) -> tuple[tuple[str, str], ...]:
    """State and number of the licences that the profile quotes with their state; three at most."""
    values = (c.value for c in claims.of(ClaimKind.IDENTIFIER))
    found = ((v.region.upper(), v.value) for v in values if isinstance(v, Identifier) and v.kind == "licence")
    return tuple(dict.fromkeys(pair for pair in found if all(pair)))[:3]


def us_practice(claims: Claims) -> bool:
    """Whether the profile may speak of practice in the United States."""
    if quoted(claims, "npi") or any(state in STATES for state, _ in quoted_licences(claims)):
        return True
    return claims.word(ClaimKind.NPI_EXPECTED) != Expected.NO.value


def full_name(claims: Claims) -> PersonName | None:
    """The claimed name, if it has a surname and a given name of two letters or more each."""
    name = claims.name()
    if name is None or len(tight(name.family)) < 2 or len(tight(name.given)) < 2:
        return None
    return name


def countries(claims: Claims) -> frozenset[str]:
    """Every country that the claims name."""
    found = {str(c.value).upper() for c in claims.of(ClaimKind.COUNTRY)}
    found |= {c.value.country.upper() for c in claims.all if isinstance(c.value, (Place, Institution, Credential))}
    return frozenset(found - {""})


def is_researcher(claims: Claims) -> bool:
    """Whether anything in the claims speaks of research: an ORCID iD, a doctorate, a field, a chair."""
    if quoted(claims, "orcid") or claims.of(ClaimKind.FIELD):
        return True
    if any(str(c.value) == "researcher" for c in claims.of(ClaimKind.PROFESSION)):
        return True
    if any(str(c.value).lower().startswith("prof") for c in claims.of(ClaimKind.TITLE)):
        return True
    return any(isinstance(c.value, Credential) and c.value.kind is CredentialClass.ACADEMIC_DEGREE for c in claims.all)


def institutions(claims: Claims) -> tuple[Institution, ...]:
    """The institutions that the claims name."""
    return tuple(c.value for c in claims.all if isinstance(c.value, Institution))


def one_line_name(text: str) -> PersonName:
    """A name that stands in one line, "Example, Jane Q." or "Jane Q. Example", taken apart."""
    family, comma, given = text.partition(",")
    if not comma:
        given, _, family = text.strip().rpartition(" ")
    first, _, middle = given.strip().partition(" ")
    return PersonName(given=first, middle=middle.strip(), family=family.strip())


# ---------------------------------------------------------------- whom to ask about
def nearest(persons: Iterable[Person], claims: Claims, most: int) -> tuple[Person, ...]:
    """At most so many persons, those first whose listed names are nearest to the claimed one."""
    claimed = claims.name()
    return tuple(sorted(persons, key=lambda person: -_likeness(person, claimed))[:most])


def _likeness(person: Person, claimed: PersonName | None) -> float:
    if claimed is None:
        return 0.0
    pairs = ((n.name.given, n.name.family) for n in person.names())
    return max((likeness(claimed, PersonName(given=g, family=f)) for g, f in pairs), default=0.0)


def likeness(a: PersonName, b: PersonName) -> float:
    """How near two names are, 0 to 2; only for choosing whom to ask about first, the matcher judges."""
    return similarity(tight(a.given[:80]), tight(b.given[:80])) + similarity(tight(a.family[:80]), tight(b.family[:80]))


def plain(text: str, longest: int = 100) -> str:
    """A name safe to put into a question: one line, no control or invisible characters."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", unhide(text[:longest])).split())
