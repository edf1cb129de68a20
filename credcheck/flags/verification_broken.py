"""Rule: a verification that the account shows no longer holds."""

from __future__ import annotations

from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Sentence, Severity


class VerificationBroken(Rule):
    """A verification by a named issuer no longer holds, as the platform itself says.

    On Bluesky it holds only while handle and display name are those at verification, or until a moderator objects.
    """

    id = "verification_broken"
    severity = Severity.CAUTION
    order = 31

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for each broken verification."""
        broken = (v for v in case.profile.verifications if v.valid is False)
        return tuple(
            Flag(
                self.id,
                self.severity,
                Sentence("flag.verification_broken", issuer=v.issuer or "The platform"),
                (),
                case.profile.url,
            )
            for v in broken
        )
