"""A platform's verification by a named issuer, and whether it holds at present."""

from __future__ import annotations

import re
from typing import ClassVar

from credcheck import imitation
from credcheck.bindings.interface import Proof
from credcheck.model import NO_LEADS, Binding, Claims, Leads, Level, Person, Profile, Sentence, Verification

_PAID = ("paid", "paid_subscription", "blue", "meta_verified", "legacy", "legacy_verified")
_AFFILIATION = ("affiliation", "business_affiliation")
_IDENTITY = ("identity", "identity_verified")

_TOLD = re.compile(
    r"\b[Vv]erified by (?:the )?([A-Z][\w&'’-]{1,30}(?: (?:of|for|and|the|&|[A-Z][\w&'’-]{0,30})){1,6})"
    r"(?=[.,;:!|\n]|$)"
)
"""An issuer named in the text by a name of several words, of which the last begins with a capital."""


class PlatformVerification(Proof):
    """The platform shows that somebody verified the account: who, and whether that holds at present.

    On Bluesky trusted verifiers are media, technology and public bodies; none of them checks a licence to practise.
    A verification by an issuer nobody lists, one that only the profile tells of, and one that no longer holds, are said
    to be so.
    """

    id: ClassVar[str] = "platform_verification"
    title: ClassVar[str] = "Verification shown by the platform"
    level: ClassVar[Level] = Level.L1
    online: ClassVar[bool] = False
    order: ClassVar[int] = 40

    async def prove(
        self, profile: Profile, claims: Claims, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        """One binding for each verification but affiliation badges, which are another proof."""
        shown = (v for v in profile.verifications if v.kind not in _AFFILIATION)
        found = tuple(_of(v, profile) for v in shown)
        return found + tuple(_of(v, profile) for v in _told(profile) if not profile.verifications)


def _told(profile: Profile) -> tuple[Verification, ...]:
    """A verification that only the profile's own words tell of: the platform shows none."""
    found = _TOLD.search(f"{profile.name}. {profile.bio[:1000]}")
    return (Verification(found[1], "untrusted", None),) if found else ()


def _of(shown: Verification, profile: Profile) -> Binding:
    level = Level.L1 if shown.valid or (shown.valid is None and profile.verifications) else Level.L0
    params = {"issuer": shown.issuer or "?", "since": shown.created_at.date().isoformat() if shown.created_at else ""}
    said = Sentence(f"platform_verification.{_word(shown)}", **params)
    limits = Sentence("platform_verification.limits")
    return Binding(PlatformVerification.id, level, said, limits, "", profile.url, profile.read_at)


def _word(shown: Verification) -> str:
    if shown.valid is False:
        return "broken"
    if shown.kind in _PAID:
        return "paid"
    if shown.kind in _IDENTITY:
        return "identity"
    if shown.kind == "untrusted":
        return "unknown_issuer"
    known = imitation.institution_of(imitation.host_of(shown.issuer)) is not None
    return "institution" if known else "issuer"
