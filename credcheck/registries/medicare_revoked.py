"""Clinicians whose Medicare enrolment was revoked, from a local copy."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ClassVar

from credcheck.mirror import Layout, Manifest, Mirrors, NameColumns, Offer, Record
from credcheck.model import Candidate, Claims, Identifier, ListedName, Person, Sentence
from credcheck.registries import _cms_catalogue, _nppes
from credcheck.registries import _npi_lists as lists
from credcheck.registries._json import day
from credcheck.registries._npi_lists import NpiList
from credcheck.registries.interface import Bulk, Confirmer, Progress, Reply

DATASET = "Revoked Medicare Providers and Suppliers"
SINCE, BARRED, REASON = "REVOCATION_EFCTV_DT", "REENROLLMENT_BAR_EXPRTN_DT", "REVOCATION_RSN"
LAYOUT = Layout(
    id="NPI",
    names=(NameColumns("LAST_NAME", "FIRST_NAME", "MDL_NAME"),),
    cells=("NPI", "LAST_NAME", "FIRST_NAME", "MDL_NAME", "ORG_NAME", "STATE_CD", REASON, SINCE, BARRED),
    organisations=("ORG_NAME",),
    states=("STATE_CD",),
    known_states=_nppes.STATES,
)  # fmt: skip
LIST = NpiList("medicare_revoked", "Medicare revocations", LAYOUT, 0, 130)


class MedicareRevoked(Confirmer, Bulk):
    """Looks whether the Medicare enrolment of a person found elsewhere was revoked, by NPI and surname.

    Enrolment is leave to bill Medicare, not to practise, and many revocations are for papers not filed in time.
    """

    id: ClassVar[str] = "medicare_revoked"
    title: ClassVar[str] = "Medicare revocations (copy on this machine)"
    home: ClassVar[str] = (
        "https://data.cms.gov/provider-characteristics/medicare-provider-supplier-enrollment/"
        "revoked-medicare-providers-and-suppliers"
    )
    covers: ClassVar[Sentence] = Sentence("medicare_revoked.covers")
    terms: ClassVar[Sentence] = Sentence("medicare_revoked.terms")
    online: ClassVar[bool] = False
    order: ClassVar[int] = 54
    copy: ClassVar[str] = LIST.copy
    index: ClassVar[str] = _cms_catalogue.INDEX
    costs: ClassVar[tuple[int, int]] = (2_000_000, 2_000_000)
    stale_days: ClassVar[int] = LIST.stale_days

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Why not to look: there is no copy, or the profile does not speak of practice in the United States."""
        return lists.passed_over(LIST, self.access.mirrors, claims)

    async def confirm(self, persons: tuple[Person, ...], claims: Claims) -> Reply:
        """The revocations of these persons, by NPI and surname."""
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
    return Candidate(
        registry=MedicareRevoked.id,
        id=f"{record.id}:{record.cells.get(SINCE, '')}",
        names=(ListedName(LIST.name(record)),),
        url=MedicareRevoked.home,
        identifiers=(Identifier("npi", record.id, valid=True),),
        status_since=day(record.cells.get(SINCE, "")),
        remark=_remark(record),
    )


def _remark(record: Record) -> Sentence:
    since, until = day(record.cells.get(SINCE, "")), day(record.cells.get(BARRED, ""))
    over = until is not None and until < datetime.now(UTC).date()
    return Sentence(
        "medicare_revoked.over" if over else "medicare_revoked.barred",
        since=_text(since),
        until=_text(until),
        section=section(record.cells.get(REASON, "")) or "?",
    )


def section(reason: str) -> str:
    """The section of the regulation without the list's words for it: 424.535(a)(1)."""
    found = re.search(r"[0-9]{3}\.[0-9]{3}(?:\([A-Za-z0-9]{1,4}\))*", reason)
    return found.group().lower() if found else ""


def _text(known: date | None) -> str:
    return known.isoformat() if known else "?"
