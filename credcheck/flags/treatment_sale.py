"""Rule: treatment, promises and contact elsewhere, all three."""

from __future__ import annotations

from credcheck.flags._words import found_in
from credcheck.flags.interface import Rule
from credcheck.model import Case, Flag, Part, Sentence, Severity, Span

_FAMILIES = ("sale.treatment", "sale.promise", "sale.contact")


class TreatmentSale(Rule):
    """The description offers a treatment, promises its success, and asks people to get in touch elsewhere.

    All three must be there: each alone is common among real professionals. The promises are those that the Food and
    Drug Administration and the Federal Trade Commission of the United States advise to be wary of.
    """

    id = "treatment_sale"
    severity = Severity.CAUTION
    order = 35

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag with where each of the three stands."""
        text = "\n".join([case.profile.bio, *(link.url for link in case.profile.links)])
        found = [found_in(text, family) for family in _FAMILIES]
        if not all(found) or found_in(text, "sale.warning"):
            return ()  # whoever warns of such offers names the same three
        end = len(case.profile.bio)
        spans = tuple(Span(Part.BIO, *m) for spots in found for m in spots[:3] if m[1] <= end)
        return (Flag(self.id, self.severity, Sentence("flag.treatment_sale"), spans),)
