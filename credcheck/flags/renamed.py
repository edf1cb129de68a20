"""Rule: the account went by another name or handle not long ago."""

from __future__ import annotations

from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Sentence, Severity

_RECENT_DAYS = 180


class Renamed(Rule):
    """The same account was seen in this cache under another name or handle within half a year, or says that it moved.

    People marry, move and change employers; old accounts are also sold and renamed. A NOTE.
    """

    id = "renamed"
    severity = Severity.NOTE
    order = 61

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for an earlier name in the cache, one for an account that moved."""
        flags: list[Flag] = []
        seen, today = case.surroundings.renamed, case.today
        if seen is not None and today is not None and (today - seen).days <= _RECENT_DAYS:
            flags.append(Flag(self.id, self.severity, Sentence("flag.renamed.seen", day=seen.isoformat())))
        if case.profile.moved_to:
            flags.append(Flag(self.id, self.severity, Sentence("flag.renamed.moved", to=case.profile.moved_to)))
        return tuple(flags)
