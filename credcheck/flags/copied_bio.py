"""Rule: another checked account shows the same description."""

from __future__ import annotations

from credcheck.flags._look import bound
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Neighbour, Part, Sentence, Severity, Span


class CopiedBio(Rule):
    """Another account in the local cache shows nearly the same description, by the three-word runs both hold.

    CAUTION where it has another name, or stands on the same platform; a NOTE where the same name uses one text on two
    platforms, as many people do. Accounts that name each other are left alone.
    """

    id = "copied_bio"
    severity = Severity.CAUTION
    order = 19

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for all such accounts."""
        others = [n for n in case.surroundings.neighbours if "bio" in n.same and not n.linked]
        if not others or bound(case):
            return ()
        severity = Severity.CAUTION if any(_loud(case, n) for n in others) else Severity.NOTE
        spans = (Span(Part.BIO, 0, len(case.profile.bio)),)
        return (Flag(self.id, severity, Sentence("flag.copied_bio", n=len(others)), spans),)


def _loud(case: Case, other: Neighbour) -> bool:
    return other.platform == case.profile.platform or not {"name", "person"} & set(other.same)
