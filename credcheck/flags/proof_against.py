"""Rule: a page or record speaks against the account being the person's."""

from __future__ import annotations

from credcheck.flags._look import bound
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Severity


class ProofAgainst(Rule):
    """A page of an institution, a domain or a record of the person disowns the account or names another in its place.

    So does a page that is shown as an institution's and that visitors write: a comment, a forum, a search for the name.
    What was read and where stands with the flag; people have several accounts, and pages grow old.
    """

    id = "proof_against"
    severity = Severity.CAUTION
    order = 12

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for each proof that speaks against, none for an account that another proof binds."""
        if bound(case):
            return ()
        against = (b for b in case.bindings if b.against and not b.failed)
        return tuple(Flag(self.id, self.severity, b.sentence, (), b.url) for b in against)
