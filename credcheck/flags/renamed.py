"""Rule: the account went by another name or handle not long ago."""

from __future__ import annotations

from credcheck.flags._look import bound
from credcheck.flags.interface import Rule
from credcheck.model import Case, ClaimKind, Flag, Sentence, Severity

_RECENT_DAYS = 180


class Renamed(Rule):
    """The same account was seen in this cache under another name or handle within half a year, or says that it moved.

    People marry, move and change employers: a NOTE. A CAUTION where name and handle both changed to ones that have
    nothing in common with the old, and a health role is claimed: accounts are also sold, and taken over.
    """

    id = "renamed"
    severity = Severity.CAUTION
    order = 61

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for an earlier name in the cache, one for an account that moved."""
        flags: list[Flag] = []
        seen, today = case.surroundings.renamed, case.today
        if seen is not None and today is not None and (today - seen).days <= _RECENT_DAYS:
            flags.append(_seen(case, seen.isoformat()))
        if case.profile.moved_to:
            said = Sentence("flag.renamed.moved", to=case.profile.moved_to)
            flags.append(Flag(self.id, Severity.NOTE, said))
        return tuple(flags)


def _seen(case: Case, day: str) -> Flag:
    earlier = set(case.surroundings.earlier)
    role = case.claims.is_true(ClaimKind.HEALTH_ROLE)
    if {"other_name", "other_handle"} <= earlier and role and not bound(case):
        return Flag(Renamed.id, Severity.CAUTION, Sentence("flag.renamed.wholly", day=day))
    return Flag(Renamed.id, Severity.NOTE, Sentence("flag.renamed.seen", day=day))
