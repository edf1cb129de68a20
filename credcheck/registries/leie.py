"""The list of people excluded from federal health programs (OIG LEIE), from a local copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from credcheck.mirror import Layout, Manifest, Mirrors, NameColumns, Offer, Record
from credcheck.model import Candidate, Claims, Identifier, ListedName, Person, PersonName, Place, Sentence, Status
from credcheck.registries import _npi_lists as lists
from credcheck.registries import _nppes
from credcheck.registries._asking import quoted
from credcheck.registries._json import day
from credcheck.registries._npi_lists import NpiList
from credcheck.registries.interface import Bulk, Confirmer, Progress, Reply
from credcheck.text import is_npi, tight

if TYPE_CHECKING:
    from credcheck.mirror import Mirror

SEARCH = "https://exclusions.oig.hhs.gov/"
CELLS = (
    "LASTNAME", "FIRSTNAME", "MIDNAME", "BUSNAME", "GENERAL", "SPECIALTY", "NPI", "STATE", "EXCLTYPE", "EXCLDATE",
    "REINDATE", "WAIVERDATE", "WVRSTATE",
)  # fmt: skip
# Dates of birth and addresses are left in the file: nothing here needs them.
LAYOUT = Layout(
    id="NPI", names=(NameColumns("LASTNAME", "FIRSTNAME", "MIDNAME"),), cells=CELLS, organisations=("BUSNAME",),
    states=("STATE",), known_states=_nppes.STATES,
)  # fmt: skip
LIST = NpiList("leie", "OIG list of excluded people", LAYOUT, 83_000, 45, (20, 15))
MOST_NAMES = 4


class Leie(Confirmer, Bulk):
    """Looks whether a person found elsewhere stands on the OIG list of those excluded from federal health programs.

    Only an entry with the person's NPI *and* surname is theirs. Most entries have no NPI: one of the same name and
    state is shown as possible, to be verified at the source, and counts for nothing.
    """

    id: ClassVar[str] = "leie"
    title: ClassVar[str] = "OIG exclusions (copy on this machine)"
    home: ClassVar[str] = "https://oig.hhs.gov/exclusions/exclusions_list.asp"
    covers: ClassVar[Sentence] = Sentence("leie.covers")
    terms: ClassVar[Sentence] = Sentence("leie.terms")
    online: ClassVar[bool] = False
    order: ClassVar[int] = 52
    copy: ClassVar[str] = LIST.copy
    file: ClassVar[str] = "https://oig.hhs.gov/exclusions/downloadables/UPDATED.csv"
    costs: ClassVar[tuple[int, int]] = (16_000_000, 12_000_000)
    stale_days: ClassVar[int] = LIST.stale_days

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Why not to look: there is no copy, or the profile does not speak of practice in the United States."""
        return lists.passed_over(LIST, self.access.mirrors, claims)

    async def confirm(self, persons: tuple[Person, ...], claims: Claims) -> Reply:
        """The entries of these persons (status EXCLUDED), and those of the same name and state (`aside`)."""
        mirror = lists.opened(LIST, self.access.mirrors)
        known = lists.with_npi(persons, claims, Sentence("npi_lists.no_npi", title=LIST.title))
        found = [one for person in known for one in _of(mirror, person, claims)]
        return lists.reply(LIST, mirror, found, Sentence("npi_lists.asked", title=LIST.title, n=len(known)), self.home)

    @classmethod
    def load(cls, file: Path, mirrors: Mirrors, progress: Progress, share: float = 1.0) -> Manifest:
        """Build the copy from UPDATED.csv; the list is replaced whole, because who was reinstated simply disappears."""
        return lists.load(LIST, file, mirrors, progress, share)

    @classmethod
    def apply(cls, offer: Offer, file: Path, mirrors: Mirrors, progress: Progress) -> Manifest:
        """Build the copy from a downloaded file, dated by the server."""
        return lists.load(LIST, file, mirrors, progress, day=offer.day)


def _of(mirror: Mirror, person: Person, claims: Claims) -> Iterator[Candidate]:
    sure = lists.entries(LIST, mirror, person)
    yield from (_excluded(record) for record in sure)
    if not sure and _may_be_meant(person, claims):
        yield from (_possible(record) for record in _namesakes(mirror, person, claims))


def _may_be_meant(person: Person, claims: Claims) -> bool:
    """Whether the profile may speak of this person: by number, or by surname and first letter."""
    name = claims.name()
    if person.identifier("npi") in quoted(claims, "npi"):
        return True
    if name is None:
        return False
    first = tight(name.given or name.nickname)[:1]
    return lists.is_surname(LIST, name, person) and any(tight(n.name.given)[:1] == first for n in person.names())


def _namesakes(mirror: Mirror, person: Person, claims: Claims) -> Iterable[Record]:
    """Entries without an NPI of the person's name, in a state of theirs and, where one is claimed, in that one."""
    here = (c.value for c in claims.all if isinstance(c.value, Place) and not c.value.relation)
    claimed = {place.region for place in here if place.country in ("", "US")}
    states = _states(person) & (claimed - {""} or _states(person))
    once: dict[tuple[str, ...], Record] = {}
    for name in [listed.name for listed in person.names()][:MOST_NAMES]:
        for record in lists.named_like(mirror, name):
            if not is_npi(record.id) and record.cells.get("STATE", "") in states and _is_namesake(record, person):
                once.setdefault(tuple(record.cells.values()), record)
    return once.values()


def _states(person: Person) -> set[str]:
    places = {p.region for c in person.candidates for p in c.places}
    return (places | {t.state for c in person.candidates for t in c.taxonomies}) - {""}


def _is_namesake(record: Record, person: Person) -> bool:
    """The same surname and given name, and no other middle initial."""
    listed = LIST.name(record)
    return lists.is_surname(LIST, listed, person) and any(
        lists.same(listed.given, n.name.given, LIST.widths[1]) and _one_middle(listed, n.name) for n in person.names()
    )


def _one_middle(a: PersonName, b: PersonName) -> bool:
    one, other = tight(a.middle)[:1], tight(b.middle)[:1]
    return not one or not other or one == other


def _excluded(record: Record) -> Candidate:
    since, back = _day(record, "EXCLDATE"), _day(record, "REINDATE")
    status = Status.EXCLUDED if back is None else Status.UNKNOWN
    return Candidate(
        registry=Leie.id,
        id=":".join((record.id, record.cells.get("EXCLDATE", ""), record.cells.get("EXCLTYPE", ""))),
        names=(ListedName(LIST.name(record)),),
        url=SEARCH,
        identifiers=(Identifier("npi", record.id, valid=True),),
        status=status,
        status_since=since if back is None else back,
        remark=_remark("leie.listed" if back is None else "leie.reinstated", record, since),
    )


def _possible(record: Record) -> Candidate:
    name = LIST.name(record)
    return Candidate(
        registry=Leie.id,
        id=":".join((tight(name.text()), record.cells.get("STATE", ""), record.cells.get("EXCLDATE", ""))),
        names=(ListedName(name),),
        url=SEARCH,
        remark=_remark("leie.possible", record, _day(record, "EXCLDATE")),
        aside=True,
    )


def _remark(id: str, record: Record, since: date | None) -> Sentence:
    what = " / ".join(v for c in ("GENERAL", "SPECIALTY") if (v := record.cells.get(c, "")))
    waived = record.cells.get("WVRSTATE", "")
    return Sentence(
        f"{id}_waived" if waived and id == "leie.listed" else id,
        name=LIST.name(record).text(),
        day=since.isoformat() if since else "?",
        state=record.cells.get("STATE", "") or "?",
        section=record.cells.get("EXCLTYPE", "") or "?",
        what=what or "?",
        waived=waived,
    )


def _day(record: Record, column: str) -> date | None:
    """A date written yyyymmdd; 00000000 stands for none."""
    text = record.cells.get(column, "")
    return day(text) if text.strip("0") else None
