"""Rule: the handle looks like that of another checked account of the same name."""

from __future__ import annotations

from credcheck.flags._look import bound
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Neighbour, Part, Sentence, Severity, Span


class LookalikeAccount(Rule):
    """Another account on the same platform, in the local cache, has a handle that looks the same or nearly so.

    CAUTION where it carries the same name or was matched with the same person; a NOTE otherwise. Accounts that name
    each other and accounts that are bound to their person are left alone.
    """

    id = "lookalike_account"
    severity = Severity.CAUTION
    order = 16

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for the handle, as loud as the nearest account."""
        alike = [n for n in case.surroundings.neighbours if _alike(case, n)]
        if not alike or bound(case):
            return ()
        loud = any("name" in n.same or "person" in n.same for n in alike)
        severity = Severity.CAUTION if loud else Severity.NOTE
        spans = (Span(Part.HANDLE, 0, len(case.profile.handle)),)
        return (Flag(self.id, severity, Sentence("flag.lookalike_account", n=len(alike)), spans),)


def _alike(case: Case, other: Neighbour) -> bool:
    shared = {"handle", "near_handle"} & set(other.same)
    return bool(shared) and other.platform == case.profile.platform and not other.linked
