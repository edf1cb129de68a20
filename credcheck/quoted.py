"""Whether a number that a profile quotes is its holder's: what its names say of the person whom the register lists."""

from __future__ import annotations

import re

from credcheck.model import Case, Claim, ClaimKind, Claims, Match, Part, PersonName
from credcheck.text import fold

_SURNAME, _GIVEN = "surname: conflict", "given: "


def is_of_another_name(match: Match, claimed: PersonName | None) -> bool:
    """Neither surname nor given name agrees at any level; one that differs may be a marriage or a call name.

    Who is called by one name alone ("Dr Jane") is not somebody else where the record lists it as a given name.
    """
    levels = {e.level for e in match.evidence}
    given = {level for level in levels if level.startswith(_GIVEN)}
    return _SURNAME in levels and given <= {f"{_GIVEN}conflict"} and not _is_called(match, claimed)


def is_told(case: Case, match: Match) -> bool:
    """Whether the profile itself names the person whom the register lists: "my colleague Dr. Sample, NPI ..."."""
    text = f" {' '.join(fold(case.profile.bio).split())} "
    return any(_named(fold(n.name.given), fold(n.name.family), text) for n in match.person.names() if n.name.family)


def is_only_linked(claims: Claims, claim: Claim) -> bool:
    """Whether a number stands in a link alone, of a profile that claims no health role: it may be anybody's page."""
    linked = bool(claim.spans) and all(span.part is Part.LINKS for span in claim.spans)
    return linked and not claims.is_true(ClaimKind.HEALTH_ROLE)


def _is_called(match: Match, claimed: PersonName | None) -> bool:
    if claimed is None or claimed.given or not claimed.family:
        return False
    called = {fold(n) for listed in match.person.names() for n in (listed.name.given, listed.name.nickname) if n}
    return fold(claimed.family) in called


def _named(given: str, family: str, text: str) -> bool:
    first = rf"(?:DR|DOCTOR|PROF|{re.escape(given)})" if given else "(?:DR|DOCTOR|PROF)"
    return re.search(rf" {first}(?: [A-Z]+)? {re.escape(family)}(?: ?['’]?S)? ", text) is not None
