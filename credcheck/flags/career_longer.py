"""Rule: the career that the profile claims began long before the record allows."""

from __future__ import annotations

import re

from credcheck.flags._look import bound, meant, source, url
from credcheck.flags._words import spot
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Match, Part, Sentence, Severity, Span

_SINCE = re.compile(r"\bsince (?:19[5-9]\d|20[0-4]\d)\b")
_WORK = re.compile(
    r"\b(?:practi[cs]\w+|treat\w+|operat\w+|serv\w+|doctor|physician|surgeon|nurse|dentist|physio\w*|healing|"
    r"patients|clinic|board[- ]certified)\b"
)
_SLACK_YEARS = 3


class CareerLonger(Rule):
    """The profile says "since" a year in which the person most likely meant had not finished school by the record.

    It must lie three years or more before the year of graduation that a register lists; the day on which a number was
    given out says little.
    """

    id = "career_longer"
    severity = Severity.CAUTION
    order = 44

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag where the claimed year lies years before the listed graduation."""
        match, found = meant(case), spot(case.profile.bio, _SINCE)
        if match is None or found is None or bound(case) or not _WORK.search(case.profile.bio.lower()):
            return ()
        claimed, listed = int(case.profile.bio[found[1] - 4 : found[1]]), _graduated(match)
        if listed is None or listed - claimed < _SLACK_YEARS:
            return ()
        said = Sentence("flag.career_longer", source=source(match), claimed=str(claimed), listed=str(listed))
        return (Flag(self.id, self.severity, said, (Span(Part.BIO, *found),), url(match)),)


def _graduated(match: Match) -> int | None:
    years = [c.school_year for c in match.person.candidates if c.school_year]
    return min(years) if years else None
