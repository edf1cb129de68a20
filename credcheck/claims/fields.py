"""Research fields of those who do research."""

from __future__ import annotations

from credcheck.claims._draft import Draft
from credcheck.claims._meanings import Field
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Part, Sentence


class ResearchFields(Extractor):
    """Reads fields of research ("virologist", "professor of biostatistics"), for researchers only."""

    order = 55

    def extract(self, draft: Draft) -> Draft:
        """The draft with the holder's research fields."""
        if "researcher" not in draft.values(ClaimKind.PROFESSION):
            return draft
        reach = -1
        for hit in draft.hits_in(Part.BIO):
            entry = hit.get("fieldman", "field")
            if not entry or not isinstance(entry.value, Field) or hit.first <= reach:
                continue
            reach = hit.last
            if entry.value.name not in draft.values(ClaimKind.FIELD):
                span = hit.text.span(hit.tokens()[0], hit.tokens()[-1])
                draft = draft.claim(
                    ClaimKind.FIELD, entry.value.name, (span,), Sentence("claims.field", field=entry.value.name)
                )
        return draft
