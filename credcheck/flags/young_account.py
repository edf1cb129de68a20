"""Rule: the account is much younger than the career it claims."""

from __future__ import annotations

import re
from datetime import date

from credcheck.flags._look import meant
from credcheck.flags._words import spot
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Part, Sentence, Severity, Span

_YOUNG_DAYS, _LONG_YEARS = 365, 10
_YEARS = re.compile(r"\b(\d{2})\+? ?(?:years?|yrs)\b(?! old)")


class YoungAccount(Rule):
    """The account is less than a year old, and the career it claims is ten years or longer.

    Copies of well-known accounts are newer than these; but so is everybody's account on a new platform. A NOTE.
    """

    id = "young_account"
    severity = Severity.NOTE
    order = 60

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag with the age of the account and the years claimed or listed."""
        joined, today = case.profile.joined, case.today
        if joined is None or today is None or not 0 <= (today - joined).days < _YOUNG_DAYS:
            return ()
        years, spans = _career(case, today)
        if years < _LONG_YEARS:
            return ()
        said = Sentence("flag.young_account", joined=joined.isoformat(), years=years)
        return (Flag(self.id, self.severity, said, spans),)


def _career(case: Case, today: date) -> tuple[int, tuple[Span, ...]]:
    found = spot(case.profile.bio, _YEARS)
    if found is not None:
        digits = re.match(r"\d+", case.profile.bio[found[0] : found[1]])
        return (int(digits[0]) if digits else 0), (Span(Part.BIO, *found),)
    match = meant(case)
    since = [c.listed_since.year for c in match.person.candidates if c.listed_since] if match else []
    since += [c.school_year for c in match.person.candidates if c.school_year] if match else []
    return (today.year - min(since) if since else 0), ()
