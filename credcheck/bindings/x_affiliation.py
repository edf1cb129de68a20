"""A badge by which an organisation lists the account as one of its own on X."""

from __future__ import annotations

from typing import ClassVar

from credcheck import lists
from credcheck.bindings.interface import Proof
from credcheck.model import NO_LEADS, Binding, Claims, Leads, Level, Person, Profile, Sentence, Verification
from credcheck.text import fold


class XAffiliation(Proof):
    """An organisation on X pays for the account to carry its badge, and so vouches that the account is with it.

    It says nothing of a profession or licence, names no registered person, and any company can buy it.
    """

    id: ClassVar[str] = "x_affiliation"
    title: ClassVar[str] = "Affiliation badge on X"
    level: ClassVar[Level] = Level.L1
    online: ClassVar[bool] = False
    order: ClassVar[int] = 45

    async def prove(
        self, profile: Profile, claims: Claims, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        """One binding for each affiliation badge."""
        shown = (v for v in profile.verifications if v.kind in ("affiliation", "business_affiliation"))
        return tuple(_of(v, profile) for v in shown)


def _of(shown: Verification, profile: Profile) -> Binding:
    word = "listed" if fold(shown.issuer) in _names() else "unknown"
    level = Level.L0 if shown.valid is False else Level.L1
    said = Sentence(f"x_affiliation.{word}", issuer=shown.issuer or "?")
    return Binding(XAffiliation.id, level, said, Sentence("x_affiliation.limits"), "", profile.url, profile.read_at)


def _names() -> frozenset[str]:
    entries = lists.institutions()
    return frozenset(fold(name) for entry in entries for name in (entry.name, *entry.aliases))
