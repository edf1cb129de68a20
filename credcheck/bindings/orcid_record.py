"""A researcher's ORCID record that names the account."""

from __future__ import annotations

from typing import ClassVar

from credcheck.bindings._account import Account, account_of
from credcheck.bindings.interface import Proof
from credcheck.model import NO_LEADS, Binding, Candidate, Claims, Leads, Level, Person, Profile, Sentence

ASSERTED = "orcid.asserted"
"""The remark on a record whose employment an organisation has entered itself."""


class OrcidRecord(Proof):
    """The person's ORCID record, which only its holder can edit, lists the account among its links.

    It counts as a link where an organisation itself has entered the employment on that record; a record with nothing
    but its holder's own words can be opened by anybody in any name. Either way the holder made the link, not the
    institution.
    """

    id: ClassVar[str] = "orcid_record"
    title: ClassVar[str] = "ORCID record that lists the account"
    level: ClassVar[Level] = Level.L2
    online: ClassVar[bool] = False
    order: ClassVar[int] = 30

    async def prove(
        self, profile: Profile, claims: Claims, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        """One binding for each ORCID record that names this account, or another one in its place."""
        account = account_of(profile)
        if account is None:
            return ()
        records = [(p, c) for p in persons for c in p.candidates if c.registry.partition("_")[0] == "orcid"]
        return tuple(b for p, c in records if (b := _of(account, p, c)) is not None)


def _of(account: Account, person: Person, record: Candidate) -> Binding | None:
    params = {"orcid": record.id, "name": person.label()}
    if any(account.is_at(link.url) for link in record.links):
        asserted = record.remark is not None and record.remark.id == ASSERTED
        word, level = ("asserted", Level.L2) if asserted else ("own_words", Level.L1)
        return _made(record, level, Sentence(f"orcid_record.{word}", **params), person.key)
    if any(account.beside(link.url) for link in record.links):
        return _made(record, Level.L0, Sentence("orcid_record.another_account", **params), "", against=True)
    return None


def _made(record: Candidate, level: Level, said: Sentence, person: str, against: bool = False) -> Binding:
    limits = Sentence("orcid_record.limits")
    return Binding(OrcidRecord.id, level, said, limits, person, record.url, against=against)
