"""Rule: two claims of the profile that do not go together."""

from __future__ import annotations

import re

from credcheck import lists
from credcheck.flags._words import spot
from credcheck.flags.interface import Rule
from credcheck.model import Case, Claim, ClaimKind, Credential, Flag, Part, Sentence, Severity, Span


class ImpossibleClaims(Rule):
    """Two claims of the profile do not go together by the rules of the body that grants one of them, which is named.

    The pairs stand in a list with their sources: a student is not board-certified, a fellowship of surgeons is no
    nurse's, and some degrees are not given in some countries. Jokes are common; read the profile.
    """

    id = "impossible_claims"
    severity = Severity.CAUTION
    order = 42

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for each pair of the list that the profile claims."""
        flags: list[Flag] = []
        for row in lists.rows("impossible"):
            spans = _holds(case, row)
            if spans is not None:
                said = Sentence(f"flag.impossible.{row['id']}", source=row["source"])
                flags.append(Flag(self.id, self.severity, said, spans, row["url"]))
        return tuple(flags)


def _holds(case: Case, row: dict[str, str]) -> tuple[Span, ...] | None:
    """The spans where everything the row asks for is claimed, or None."""
    claims, spans = case.claims, tuple[Span, ...]()
    if row["stage"]:
        stage = claims.first(ClaimKind.STAGE)
        if stage is None or str(stage.value) not in row["stage"].split("|"):
            return None
        spans += stage.spans
    if row["credential"]:
        held = _held(case, row["credential"].split("|"))
        if held is None:
            return None
        spans += held.spans
    if row["only"] and not _only(case, row["only"].split("|"), spans):
        return None
    if row["pattern"]:
        found = spot(case.profile.bio, re.compile(row["pattern"]))
        if found is None:
            return None
        spans += (Span(Part.BIO, *found),)
    return spans


def _held(case: Case, codes: list[str]) -> Claim | None:
    """The first claimed credential that is one of these."""
    claimed = (c for c in case.claims.of(ClaimKind.CREDENTIAL) if isinstance(c.value, Credential))
    return next((c for c in claimed if isinstance(c.value, Credential) and c.value.code in codes), None)


def _only(case: Case, allowed: list[str], said: tuple[Span, ...]) -> bool:
    """Whether all professions claimed elsewhere than in the credential itself are among these, and there is one."""
    elsewhere = [c for c in case.claims.of(ClaimKind.PROFESSION) if not set(c.spans) <= set(said)]
    return bool(elsewhere) and all(str(c.value) in allowed for c in elsewhere)
