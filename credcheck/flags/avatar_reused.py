"""Rule: other checked accounts show the same picture under other names."""

from __future__ import annotations

from credcheck.flags._look import bound
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Sentence, Severity

_MANY = 3


class AvatarReused(Rule):
    """Other accounts in the local cache show the same picture, by a perceptual hash; pictures themselves are not kept.

    CAUTION where one of them is bound to somebody, or three and more carry other names; else a NOTE: colleagues use one
    logo, and drawings are popular. Accounts that name each other are left alone.
    """

    id = "avatar_reused"
    severity = Severity.CAUTION
    order = 19

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for all such accounts."""
        others = [n for n in case.surroundings.neighbours if "avatar" in n.same and not n.linked]
        if not others or bound(case):
            return ()
        elsewhere = [n for n in others if not {"name", "person"} & set(n.same)]
        loud = any(n.bound for n in others) or len(elsewhere) >= _MANY
        severity = Severity.CAUTION if loud else Severity.NOTE
        return (Flag(self.id, severity, Sentence("flag.avatar_reused", n=len(others))),)
