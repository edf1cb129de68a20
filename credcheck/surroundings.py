"""What lies around an account: registered names that look like its own, and other accounts in the local cache.

Gathered before the flags, so that rules stay pure. Only copies on this machine are asked; what is kept are digests.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from credcheck import claims as reading
from credcheck import lists, lookalike
from credcheck.errors import CredCheckError
from credcheck.model import (
    Answer,
    Candidate,
    Claim,
    ClaimKind,
    Claims,
    Institution,
    Lookalike,
    Part,
    PersonName,
    Profile,
    Specialty,
    Surroundings,
)
from credcheck.registries.interface import Finder, Registry
from credcheck.store import ReportStore
from credcheck.text import fold, tight

_MOST = 20
_TITLES = frozenset({"DR", "PROF", "PROFESSOR", "DOCTOR", "NURSE", "MR", "MRS", "MS", "MISS", "MD", "DO", "RN"})


@dataclass(frozen=True, slots=True)
class Around:
    """Looks around an account in local copies of registers and in the verification cache."""

    finders: tuple[Finder, ...] = ()
    store: ReportStore | None = None

    async def look(
        self, profile: Profile, claims: Claims, answers: tuple[Answer, ...], person: str = ""
    ) -> Surroundings:
        """Names that look the same or nearly so, and cached accounts that share person, name, handle or bio."""
        looks = await self._same(profile, claims)
        looks = looks or _near(claims, (c for a in answers for c in a.candidates if not c.aside))
        if self.store is None:
            return Surroundings(looks)
        return replace(self.store.around(profile, person), lookalikes=looks)

    async def _same(self, profile: Profile, claims: Claims) -> tuple[Lookalike, ...]:
        """Registered people whose names the disguised display name looks like."""
        found: dict[str, Lookalike] = {}
        if _is_plain(profile, claims):
            return ()
        for told in lookalike.readings(profile.name):
            name = _name(profile, told)
            if name is not None:
                wanted = _pair(name)
                for candidate in await self._listed(name):
                    if any(_pair(listed.name) == wanted for listed in candidate.names):
                        found[candidate.id] = _lookalike("same", candidate, claims)
        return tuple(found.values())[:_MOST]

    async def _listed(self, name: PersonName) -> tuple[Candidate, ...]:
        asked = Claims((Claim(ClaimKind.NAME, name),))
        found: tuple[Candidate, ...] = ()
        for finder in self.finders:
            try:
                if finder.pass_over(asked) is None:
                    found += (await finder.find(asked)).candidates
            except CredCheckError:
                continue  # a copy that cannot be read is reported by the check itself
        return found


def local(registries: Iterable[Registry], off: tuple[str, ...] = ()) -> tuple[Finder, ...]:
    """The finders that ask nobody outside this machine."""
    return tuple(r for r in registries if isinstance(r, Finder) and not r.online and r.id not in off)


def _is_plain(profile: Profile, claims: Claims) -> bool:
    """Whether nothing in the words of the name is disguised: the figure may stand in what follows them (", MS3")."""
    spans = [s for c in claims.of(ClaimKind.NAME) for s in c.spans if s.part is Part.NAME]
    read = claims.name()
    whole = read is not None and bool(read.given and read.family)
    return whole and bool(spans) and not any(lookalike.readings(profile.quote(s)) for s in spans)


def _name(profile: Profile, told: str) -> PersonName | None:
    """The personal name in a reading of the display name: as claims are read, else its first and last word."""
    shown = " ".join(_cased(word, told.isupper()) for word in told.split())
    name = reading.extract(replace(profile, name=shown)).name()
    if name is not None and name.given and name.family:
        return name
    words = [w for w in re.split(r"[,|(]", shown)[0].split() if fold(w).isalpha() and fold(w) not in _TITLES]
    return PersonName(words[0], "", words[-1]) if 2 <= len(words) <= 3 else None


def _cased(word: str, all_capitals: bool) -> str:
    """A word as names are written, where an ornamental alphabet has only small or only capital letters."""
    if word.islower() or (all_capitals and tight(word) not in lists.credentials()):
        return word.capitalize()
    return word


def _near(claims: Claims, candidates: Iterable[Candidate]) -> tuple[Lookalike, ...]:
    """Registered people whose names differ from the claimed one by one letter, where nobody carries it exactly."""
    name = claims.name()
    if name is None or not name.given or not name.family or not claims.is_true(ClaimKind.HEALTH_ROLE):
        return ()
    wanted, found = _pair(name), list(candidates)
    if any(_agree(wanted, _pair(listed.name)) for c in found for listed in c.names):
        return ()
    near = [c for c in found if any(_by_a_letter(wanted, _pair(listed.name)) for listed in c.names)]
    return tuple(_lookalike("near", c, claims) for c in near[:_MOST])


def _pair(name: PersonName) -> tuple[str, str]:
    return tight(name.given), tight(name.family)


def _agree(wanted: tuple[str, str], listed: tuple[str, str]) -> bool:
    """Whether a listed name can be the claimed one as it stands: the same, or an initial for the given name."""
    given, other = wanted[0], listed[0]
    initial = (len(given) == 1 or len(other) == 1) and given[:1] == other[:1]
    return wanted[1] == listed[1] and (given == other or initial)


def _by_a_letter(wanted: tuple[str, str], listed: tuple[str, str]) -> bool:
    (given, family), (other_given, other_family) = wanted, listed
    if min(len(given), len(family), len(other_given), len(other_family)) < 3:
        return False
    if family == other_family:
        return _looks_near(given, other_given)
    return given == other_given and _looks_near(family, other_family)


def _looks_near(a: str, b: str) -> bool:
    eyes = {p.upper() for p in lookalike.pairs(a.lower())} | {p.upper() for p in lookalike.pairs(b.lower())}
    return lookalike.one_edit(a, b) or a in eyes or b in eyes


def _lookalike(how: str, candidate: Candidate, claims: Claims) -> Lookalike:
    family = candidate.registry.partition("_")[0]
    digest = hashlib.sha256(f"{family}:{candidate.id}".encode()).hexdigest()
    return Lookalike(digest, how, _copied(candidate, claims))


def _copied(candidate: Candidate, claims: Claims) -> tuple[str, ...]:
    """What of the record the profile repeats beside the name."""
    fields = [c.value for c in claims.of(ClaimKind.SPECIALTY) if isinstance(c.value, Specialty)]
    listed = {t.code for t in candidate.taxonomies}
    copied = ["specialty"] if any(listed & set(f.codes) for f in fields) else []
    houses = [c.value for c in claims.of(ClaimKind.INSTITUTION) if isinstance(c.value, Institution)]
    named = {_house(i) for i in houses} - {""}
    copied += ["institution"] if named & {_house(i) for i in candidate.institutions} else []
    return tuple(copied)


def _house(institution: Institution) -> str:
    return re.sub(r"\bTHE\b", "", fold(institution.name or institution.as_written)).strip()
