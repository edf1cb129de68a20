"""Rule: another checked account claims to be the same registered person."""

from __future__ import annotations

from credcheck.flags._look import bound
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Neighbour, Sentence, Severity

_YOUNG_DAYS = 365


class IdentityTwice(Rule):
    """Another account in the local cache was matched with the same registered person.

    CAUTION where both are on one platform, or the other one is bound to the person and this one is less than a year
    old; else a NOTE on another platform, since many people have several accounts. Accounts that name each other are
    left alone.
    """

    id = "identity_twice"
    severity = Severity.CAUTION
    order = 18

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for all such accounts."""
        others = [n for n in case.surroundings.neighbours if "person" in n.same and not n.linked]
        if not others or bound(case):
            return ()
        severity = Severity.CAUTION if any(_here(case, n) for n in others) else Severity.NOTE
        word = "bound" if any(n.bound for n in others) else "other"
        return (Flag(self.id, severity, Sentence(f"flag.identity_twice.{word}", n=len(others))),)


def _here(case: Case, other: Neighbour) -> bool:
    return other.platform == case.profile.platform or (other.bound and _young(case))


def _young(case: Case) -> bool:
    """Whether the account is newer than the bound one can be expected to be: copies are."""
    joined, today = case.profile.joined, case.today
    return joined is not None and today is not None and 0 <= (today - joined).days < _YOUNG_DAYS
