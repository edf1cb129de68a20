"""Rule: a licence or board is claimed, and the register that lists nearly all who hold one has nobody."""

from __future__ import annotations

from credcheck.flags._look import registry
from credcheck.flags._words import found_in
from credcheck.flags.interface import Rule
from credcheck.model import Answer, Case, ClaimKind, Flag, Outcome, Part, Sentence, Severity, Span

_LISTED = frozenset({"physician", "dentist", "physician_assistant", "nurse_practitioner", "chiropractor"})
_WHOLE = 0.995


class UnlistedLicence(Rule):
    """The profile claims a licence or board of the United States, and the NPI registry lists nobody who could be meant.

    Nearly all who hold one are listed, under some name. A NOTE: the name may be another there.
    """

    id = "unlisted_licence"
    severity = Severity.NOTE
    order = 45

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag where the whole register was asked by full name and nobody fits."""
        claims = case.claims
        professions = {str(c.value) for c in claims.of(ClaimKind.PROFESSION)}
        told = found_in(case.profile.bio, "claim.certified") + found_in(case.profile.bio, "claim.licensed")
        asked = [a for a in case.answers if registry(a.registry) == "npi" and _whole(a)]
        if not told or not asked or not professions & _LISTED or any(m.fits for m in case.ranking.matches):
            return ()
        spans = tuple(Span(Part.BIO, *spot) for spot in told[:3])
        return (Flag(self.id, self.severity, Sentence("flag.unlisted_licence"), spans),)


def _whole(answer: Answer) -> bool:
    said = answer.outcome in (Outcome.FOUND, Outcome.NOT_FOUND)
    return said and answer.share >= _WHOLE and answer.partial is None
