"""Rule: the account was or is a parody, and does not say so where people read."""

from __future__ import annotations

import re

from credcheck.flags._look import cues
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Part, Sentence, Severity, Span

_SPACE = re.compile(r"\s+")
_FAR_DOWN = 6
"""So many line breaks push a remark out of sight."""
_NOT_REALLY = re.compile(
    r"\b(?:parody|satire|spoof|fan account|role ?play|not (?:really|the real|actually|affiliated|a real))\b",
    re.IGNORECASE,
)


class ParodyUndeclared(Rule):
    """The platform marks the account as a parody, an earlier name of it said so, or it says so below many empty lines.

    CAUTION where an earlier name said so and the present one no longer does; otherwise a NOTE.
    """

    id = "parody_undeclared"
    severity = Severity.CAUTION
    order = 52

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for the plainest of the three."""
        low = _below(case.profile.bio)
        if low is not None:
            return (Flag(self.id, Severity.NOTE, Sentence("flag.parody_undeclared.below"), (Span(Part.BIO, *low),)),)
        if cues(case, "parody"):
            return ()
        if "parody" in case.surroundings.earlier:
            return (Flag(self.id, Severity.CAUTION, Sentence("flag.parody_undeclared.earlier")),)
        label = next((e for e in case.profile.labels if e.value == "parody" and not e.self_set), None)
        if label is None:
            return ()
        said = Sentence("flag.parody_undeclared.label", source=label.source or "The platform")
        return (Flag(self.id, Severity.NOTE, said),)


def _below(bio: str) -> tuple[int, int] | None:
    """Where it says so, if only below many empty lines."""
    gap = next((gap for gap in _SPACE.finditer(bio) if gap[0].count("\n") >= _FAR_DOWN), None)
    if gap is None or _NOT_REALLY.search(bio, 0, gap.start()):
        return None
    found = _NOT_REALLY.search(bio, gap.end())
    return found.span() if found else None
