"""The NPI registry's live API 2.1, by number and by name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import ClassVar

from credcheck.errors import RegistryError
from credcheck.model import Candidate, ClaimKind, Claims, Count, Identifier, PersonName, Place, Sentence
from credcheck.net import Fetched
from credcheck.registries._npi_json import Page, candidate, deactivated, read_page, unique
from credcheck.registries.interface import Finder, Reply
from credcheck.text import fold, is_npi, similarity, tight, unhide

API = "https://npiregistry.cms.hhs.gov/api/"
PAGE = 200
LAST_SKIP = 1000
KEEP_S = 86_400.0
MAX_NPIS = 3
SHOWN = 200
# The API accepts these beside letters, digits and spaces; a star would be a wildcard.
_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9 &':,/\-().#\";]")
_NEAR = 0.9

Query = dict[str, str | int]


@dataclass(slots=True)
class _Gathered:
    """What one check has learnt so far."""

    candidates: dict[str, Candidate] = field(default_factory=dict)
    digests: list[str] = field(default_factory=list)
    faults: list[RegistryError] = field(default_factory=list)
    capped: bool = False

    def partial(self) -> Sentence | None:
        """Why records may be missing, or None."""
        if self.faults:
            return self.faults[0].sentence
        if self.capped:
            return Sentence("npi_live.cap", n=LAST_SKIP + PAGE)
        return Sentence("npi_live.many", n=len(self.candidates), shown=SHOWN) if len(self.candidates) > SHOWN else None


class NpiLive(Finder):
    """Asks the official NPI registry over the internet: every US clinician who ever needed a number to bill.

    It sends the name or the NPI that the profile shows to the Centers for Medicare & Medicaid Services. The search
    gives at most 1,200 records a question, and finds no misspelt names; a local copy of the register does better.
    """

    id: ClassVar[str] = "npi_live"
    title: ClassVar[str] = "NPI registry (live)"
    home: ClassVar[str] = "https://npiregistry.cms.hhs.gov/search"
    covers: ClassVar[Sentence] = Sentence("npi_live.covers")
    terms: ClassVar[Sentence] = Sentence("npi_live.terms")
    backup_for: ClassVar[str] = "npi_mirror"
    order: ClassVar[int] = 20

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Why not to ask: neither a valid NPI nor a surname is claimed."""
        return None if _npis(claims) or _family(claims.name()) else Sentence("npi_live.no_surname")

    async def find(self, claims: Claims) -> Reply:
        """The records with the quoted NPI and those of the claimed name; raises when nothing could be learnt."""
        found, name = _Gathered(), claims.name()
        for npi in _npis(claims):
            await self._by_number(found, npi)
        if name and _family(name):
            await self._by_name(found, name, _state(claims))
        if found.faults and not found.candidates:
            raise found.faults[0]
        return Reply(
            _best(found.candidates, claims),
            _asked(claims),
            url=self.home,
            digests=tuple(dict.fromkeys(found.digests)),
            counts=_counts(found, name),
            partial=found.partial(),
        )

    async def _by_number(self, found: _Gathered, npi: str) -> None:
        try:
            page = await self._page(found, {"number": npi})
            for row in page.rows:
                one = candidate(row)
                found.candidates[one.id] = one
        except RegistryError as error:
            found.faults.append(error)
            return
        if page.deactivated:
            found.candidates[npi] = deactivated(npi)

    async def _by_name(self, found: _Gathered, name: PersonName, state: str) -> None:
        """Ask for the name as claimed; when nobody carries it, for each half of a double surname."""
        try:
            for family in _families(name):
                query = _query(name, family)
                hits = await self._all(found, query)
                if found.capped and state:
                    hits += await self._all(found, {**query, "state": state})
                for one in (hit for hit in hits if _fits(hit, name)):
                    found.candidates.setdefault(one.id, one)
                if any(_fits(hit, name) for hit in hits):
                    return
        except RegistryError as error:
            found.faults.append(error)

    async def _all(self, found: _Gathered, query: Query) -> list[Candidate]:
        """Every record of a query, page by page, up to the API's cap; it repeats rows silently beyond."""
        seen: set[str] = set()
        people: list[Candidate] = []
        for skip in range(0, LAST_SKIP + PAGE, PAGE):
            try:
                page = await self._page(found, {**query, "limit": PAGE, "skip": skip})
                fresh = [candidate(row) for row in unique(page.rows, seen)]
            except RegistryError as error:
                if not people:
                    raise
                found.faults.append(error)
                return people
            people += [one for one in fresh if one.names]
            if len(page.rows) < PAGE:
                return people
            if not fresh:
                break
        found.capped = True
        return people

    async def _page(self, found: _Gathered, query: Query) -> Page:
        """One answer; an empty one is asked for again, since the API now and then forgets what it holds."""
        for _ in range(2):
            answer = await self._get(query)
            found.digests.append(answer.digest)
            page = read_page(answer.json())
            if page.rows or page.deactivated or query.get("skip"):
                break
        return page

    async def _get(self, query: Query) -> Fetched:
        return await self.access.http.get(
            API,
            params={"version": "2.1", **query},
            headers={"Accept": "application/json"},
            keep_s=KEEP_S,
            worth=_worth,
        )


def _worth(answer: Fetched) -> bool:
    """Whether an answer may be kept: no refusal, and not empty."""
    try:
        return bool(read_page(answer.json()).rows)
    except RegistryError:
        return False


def _best(candidates: dict[str, Candidate], claims: Claims) -> tuple[Candidate, ...]:
    """At most SHOWN candidates: quoted numbers first, then the nearest given names, then the claimed state."""
    name, npis, state = claims.name() or PersonName(), _npis(claims), _state(claims)
    given = tight(name.given)

    def rank(one: Candidate) -> tuple[bool, float, bool]:
        near = max((similarity(given, tight(n.name.given)) for n in one.names), default=0.0)
        return one.id not in npis, -near, all(p.region != state for p in one.places)

    return tuple(sorted(candidates.values(), key=rank)[:SHOWN])


def _state(claims: Claims) -> str:
    """The two letters of the first US state where the profile says to live or work, or ""."""
    places = (c.value for c in claims.of(ClaimKind.PLACE))
    here = (p for p in places if isinstance(p, Place) and not p.relation)
    states = (p.region.upper() for p in here if p.country in ("", "US"))
    return next((s for s in states if re.fullmatch(r"[A-Z]{2}", s)), "")


def _npis(claims: Claims) -> tuple[str, ...]:
    values = (c.value for c in claims.of(ClaimKind.IDENTIFIER))
    found = (v.value for v in values if isinstance(v, Identifier) and v.kind == "npi" and is_npi(v.value))
    return tuple(dict.fromkeys(found))[:MAX_NPIS]


def _query(name: PersonName, family: str) -> Query:
    """The criteria for a name; an initial is never sent, the API refuses it or finds strangers."""
    query: Query = {"enumeration_type": "NPI-1", "last_name": family}
    given = _sendable(name.given)
    if len(tight(given)) >= 2:
        query |= {"first_name": given, "use_first_name_alias": "True"}
    return query


def _families(name: PersonName) -> tuple[str, ...]:
    whole = _family(name)
    halves = [h for h in re.split(r"[-\s]+", whole) if len(tight(h)) >= 3]
    return tuple(dict.fromkeys([whole, *(halves if len(halves) > 1 else [])]))[:3]


def _family(name: PersonName | None) -> str:
    family = _sendable(name.family) if name else ""
    return family if len(tight(family)) >= 2 else ""


def _sendable(text: str) -> str:
    """A name in the characters that the API accepts: no accents, no stars."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text[:100]) if not unicodedata.combining(c))
    plain = unhide(plain).replace("’", "'")
    if not plain.isascii():
        plain = fold(plain)
    return " ".join(_NOT_ALLOWED.sub(" ", plain).split())


def _fits(one: Candidate, name: PersonName) -> bool:
    """Whether a hit carries the name under any of its names: the API's surname search also brings strangers."""
    return any(
        _surname_fits(listed.name.family, name.family) and _initial_fits(listed.name, name.given)
        for listed in one.names
    )


def _surname_fits(listed: str, claimed: str) -> bool:
    ours, theirs = set(fold(claimed).split()), set(fold(listed).split())
    if {w for w in ours & theirs if len(w) >= 3} or ours == theirs:
        return True
    return similarity(tight(claimed), tight(listed)) >= _NEAR


def _initial_fits(listed: PersonName, given: str) -> bool:
    """Whether a claimed initial is that of a first or middle name; a whole name is left to the matcher."""
    initial = tight(given)
    if len(initial) != 1:
        return True
    return any(tight(part).startswith(initial) for part in (listed.given, listed.middle))


def _counts(found: _Gathered, name: PersonName | None) -> tuple[Count, ...]:
    """How many carry the given name and surname at least: the API tells no total."""
    if name is None or len(tight(name.given)) < 2:
        return ()
    pair = (tight(name.given), tight(name.family))
    people = sum(
        any((tight(n.name.given), tight(n.name.family)) == pair for n in c.names) for c in found.candidates.values()
    )
    return (Count("pair", people, exact=False),) if people else ()


def _asked(claims: Claims) -> Sentence:
    npis, name = ", ".join(_npis(claims)), claims.name()
    if not name or not _family(name):
        return Sentence("npi_live.asked_number", npi=npis)
    text = f"{name.given} {name.family}".strip()
    return Sentence("npi_live.asked_both", npi=npis, name=text) if npis else Sentence("npi_live.asked_name", name=text)
