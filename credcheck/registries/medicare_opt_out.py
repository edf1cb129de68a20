"""Clinicians who opted out of Medicare, from a local copy."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import ClassVar

from credcheck.mirror import Layout, Manifest, Mirrors, NameColumns, Offer, Record
from credcheck.model import Candidate, Claims, Identifier, ListedName, Person, Place, Sentence, Taxonomy
from credcheck.registries import _cms_catalogue, _nppes
from credcheck.registries import _npi_lists as lists
from credcheck.registries._json import day
from credcheck.registries._npi_lists import NpiList
from credcheck.registries.interface import Bulk, Confirmer, Progress, Reply

DATASET = "Opt Out Affidavits"
SINCE, UNTIL, REFERS = "Optout Effective Date", "Optout End Date", "Eligible to Order and Refer"
LAYOUT = Layout(
    id="NPI",
    names=(NameColumns("Last Name", "First Name"),),
    cells=("NPI", "Last Name", "First Name", "Specialty", SINCE, UNTIL, "City Name", "State Code", REFERS),
    states=("State Code",),
    known_states=_nppes.STATES,
)
LIST = NpiList("medicare_opt_out", "Medicare opt-out affidavits", LAYOUT, 0, 75)


class MedicareOptOut(Confirmer, Bulk):
    """Looks whether a person found elsewhere has opted out of Medicare, to practise under private contracts.

    It is no sanction and says nothing against anybody. It explains why a practising physician is missing from the
    list of Medicare's clinicians.
    """

    id: ClassVar[str] = "medicare_opt_out"
    title: ClassVar[str] = "Medicare opt-out list (copy on this machine)"
    home: ClassVar[str] = (
        "https://data.cms.gov/provider-characteristics/medicare-provider-supplier-enrollment/opt-out-affidavits"
    )
    covers: ClassVar[Sentence] = Sentence("medicare_opt_out.covers")
    terms: ClassVar[Sentence] = Sentence("medicare_opt_out.terms")
    online: ClassVar[bool] = False
    order: ClassVar[int] = 64
    copy: ClassVar[str] = LIST.copy
    index: ClassVar[str] = _cms_catalogue.INDEX
    costs: ClassVar[tuple[int, int]] = (8_000_000, 8_000_000)
    stale_days: ClassVar[int] = LIST.stale_days

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Why not to look: there is no copy, or the profile does not speak of practice in the United States."""
        return lists.passed_over(LIST, self.access.mirrors, claims)

    async def confirm(self, persons: tuple[Person, ...], claims: Claims) -> Reply:
        """The affidavits of these persons, by NPI and surname."""
        mirror = lists.opened(LIST, self.access.mirrors)
        known = lists.with_npi(persons, claims, Sentence("npi_lists.no_npi", title=LIST.title))
        found = [_candidate(record) for person in known for record in lists.entries(LIST, mirror, person)]
        return lists.reply(LIST, mirror, found, Sentence("npi_lists.asked", title=LIST.title, n=len(known)), self.home)

    @classmethod
    def offers(cls, page: str) -> tuple[Offer, ...]:
        """The files that the catalogue lists for this dataset."""
        return _cms_catalogue.offers(page, DATASET)

    @classmethod
    def load(cls, file: Path, mirrors: Mirrors, progress: Progress, share: float = 1.0) -> Manifest:
        """Build the copy from the dataset's CSV."""
        return lists.load(LIST, file, mirrors, progress, share)

    @classmethod
    def apply(cls, offer: Offer, file: Path, mirrors: Mirrors, progress: Progress) -> Manifest:
        """Build the copy from a downloaded file, dated by the catalogue."""
        return lists.load(LIST, file, mirrors, progress, day=offer.day)


def _candidate(record: Record) -> Candidate:
    city, state = record.cells.get("City Name", ""), record.cells.get("State Code", "")
    specialty = record.cells.get("Specialty", "")
    written = ", ".join(part for part in (city, state) if part)
    return Candidate(
        registry=MedicareOptOut.id,
        id=f"{record.id}:{record.cells.get(SINCE, '')}",
        names=(ListedName(LIST.name(record)),),
        url=MedicareOptOut.home,
        taxonomies=(Taxonomy("", specialty),) if specialty else (),
        places=(Place(written, city, state, "US"),) if written else (),
        identifiers=(Identifier("npi", record.id, valid=True),),
        remark=_remark(record),
    )


def _remark(record: Record) -> Sentence:
    since, until = day(record.cells.get(SINCE, "")), day(record.cells.get(UNTIL, ""))
    over = until is not None and until < datetime.now(UTC).date()
    return Sentence("medicare_opt_out.over" if over else "medicare_opt_out.out", since=_text(since), until=_text(until))


def _text(known: date | None) -> str:
    return known.isoformat() if known else "?"
